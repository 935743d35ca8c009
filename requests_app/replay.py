"""What a timeline, read from its beginning, says the state of its request must be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from requests_app.states import EventKind, Outcome, Stage

_STAGES = {
    EventKind.FILED: Stage.RECEIVED,
    EventKind.REGISTERED: Stage.RECEIVED,
    EventKind.TAKEN_IN_CHARGE: Stage.IN_PROGRESS,
    EventKind.FORWARDED: Stage.RECEIVED,
    EventKind.COMPETENCE_MOVED: Stage.RECEIVED,
    EventKind.ANSWERED: Stage.ANSWERED,
    EventKind.ANSWERED_LATE: Stage.ANSWERED,
    EventKind.DENIED: Stage.DENIED,
    EventKind.TACITLY_DENIED: Stage.TACITLY_DENIED,
    EventKind.WITHDRAWN: Stage.WITHDRAWN,
    EventKind.RECONSIDERATION_UPHELD: Stage.ANSWERED,
    EventKind.COURT_COMPLIED: Stage.ANSWERED,
}
# Which date of the row each kind of event sets.
_DATES = {
    EventKind.ANSWERED: "answered_on",
    EventKind.ANSWERED_LATE: "answered_on",
    EventKind.DENIED: "answered_on",
    EventKind.TACITLY_DENIED: "tacitly_denied_on",
    EventKind.WITHDRAWN: "withdrawn_on",
}
# After which of them files of an answer may still be to follow.
_DELIVERING = (
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
    EventKind.RECONSIDERATION_UPHELD,
    EventKind.COURT_COMPLIED,
    EventKind.FILES_DELIVERED,
)
# What an event says in so many words and the row repeats.
_SAID = (
    "stage",
    "presented_on",
    "channel",
    "outcome",
    "response_days",
    "late_days",
    "verdict",
    "screening",
)


@dataclass(slots=True)
class Replayed:
    """The state told by the events: `row` by field of the request, `due` by kind of term.

    Dates are ISO texts, as in the events.
    """

    row: dict[str, Any] = field(default_factory=dict)
    due: dict[str, str] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    # Of the last answer: how many of its files were still to be delivered.
    files_to_follow: int = 0


def replay(payloads: Iterable[Mapping[str, Any]]) -> Replayed:
    """Return the state after those events, given in order as their decoded payloads.

    Raises KeyError or ValueError for a payload that no act could have written.
    """
    told = Replayed()
    for payload in payloads:
        kind, data = EventKind(payload["kind"]), payload["data"]
        if kind in _STAGES:
            told.row["stage"] = _STAGES[kind].value
        if kind in _DATES:
            told.row[_DATES[kind]] = payload["on"]
        if kind is EventKind.DENIED:
            told.row["outcome"] = Outcome.DENIED.value
        told.row |= {name: data[name] for name in _SAID if name in data}
        told.row["institution"] = payload["institution"]
        told.due |= _terms(data)
        if kind in _DELIVERING:
            told.files_to_follow = data.get("files_to_follow", 0)
        told.documents += data.get("documents", [])
    return told


def _terms(data: Mapping[str, Any]) -> dict[str, str]:
    opened = dict(data.get("remedies", {}))
    opened |= {kind: dates["to"] for kind, dates in data.get("moved", {}).items()}
    if "term" in data:
        opened[data["term"]] = data["due_on"]
    return opened
