"""Everything the database holds of a request, without what is drawn or numbered anew each time."""

from __future__ import annotations

import json
from typing import Any

from requests_app.models import (
    Answer,
    Clarification,
    Commitment,
    CourtCase,
    InformationRequest,
    Leg,
    OutboxEntry,
    ReasonedResolution,
    Reconsideration,
    Registration,
    Requester,
    Term,
    TermStep,
    TimelineEvent,
    WithheldItem,
)

BY_PATH: dict[Any, str] = {
    InformationRequest: "number",
    Requester: "info_request__number",
    Registration: "info_request__number",
    Term: "info_request__number",
    TermStep: "term__info_request__number",
    Leg: "info_request__number",
    Clarification: "info_request__number",
    Answer: "info_request__number",
    WithheldItem: "answer__info_request__number",
    ReasonedResolution: "answer__info_request__number",
    Reconsideration: "info_request__number",
    CourtCase: "info_request__number",
    TimelineEvent: "info_request__number",
    Commitment: "event__info_request__number",
    OutboxEntry: "event__info_request__number",
}
# Keys, numbers, what is drawn at random and what follows from it; and that nobody is told.
DRAWN = {
    "id", "number", "requester_id", "info_request_id", "token_digest", "tracking_code_hash",
    "chain_head", "previous_hash", "hash", "salt", "done_at",
}  # fmt: skip
INSIDE = ("term_id", "answer_id", "event_id", "replaced_by_id")

Row = dict[str, Any]


def rows_of(number: str) -> dict[str, list[Row]]:
    """Return the rows of one request, by table, with inner references as places in their table."""
    found = {
        model: list(model.objects.filter(**{path: number}).order_by("pk").values())
        for model, path in BY_PATH.items()
    }
    places = {
        model: {row.get("id", row.get("event_id")): place for place, row in enumerate(rows)}
        for model, rows in found.items()
    }
    inner = {
        "term_id": places[Term],
        "replaced_by_id": places[Term],
        "answer_id": places[Answer],
        "event_id": places[TimelineEvent],
    }
    return {model.__name__: [_plain(row, inner) for row in rows] for model, rows in found.items()}


def _plain(row: Row, inner: dict[str, dict[int, int]]) -> Row:
    plain = {name: value for name, value in row.items() if name not in DRAWN}
    for name in INSIDE:
        if plain.get(name) is not None:
            plain[name] = inner[name][plain[name]]
    if "payload" in plain:
        plain["payload"] = _without_salt(plain["payload"])
    return plain


def _without_salt(payload: str) -> Row:
    content: Row = json.loads(payload)
    del content["request"]
    content["commitments"] = sorted(content["commitments"])
    return content
