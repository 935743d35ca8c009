"""The one door through which history is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from celery import current_app
from django.db import transaction

from accounts.actors import Actor
from requests_app.models import Commitment, InformationRequest, OutboxEntry, TimelineEvent
from requests_app.sealing import canonical, chain, commit_to, new_salt
from requests_app.states import EventKind

Composed = tuple[TimelineEvent, list[Commitment]]
WAKE_UP_TASK = "notifications.fan_out"


def compose(
    info_request: InformationRequest,
    kind: EventKind,
    *,
    by: Actor,
    on: date,
    at: datetime,
    article: str = "",
    private: Mapping[str, str] | None = None,
    salt: Callable[[], str] = new_salt,
    **data: Any,
) -> Composed:
    """Return the next event of `info_request`, unsaved, and advance the chain on the instance.

    `on` is the legal day of the fact, `at` the instant of writing it down. `data` must hold
    nothing personal; what is goes into `private`, and only its salted commitment is hashed. So
    is who acted, when somebody signed in did. The caller holds the request's row lock and saves
    the event, the commitments and the request's `events_count` and `chain_head`. `salt` is for
    fictional histories that must come out the same twice; a real one is always drawn.
    """
    committed = {**(private or {}), **({"actor": str(by.user.pk)} if by.user else {})}
    salts = {field: salt() for field in committed}
    commitments = {field: commit_to(text, salts[field]) for field, text in committed.items()}
    sequence = info_request.events_count + 1
    payload = canonical(
        {
            "request": info_request.number,
            "sequence": sequence,
            "institution": info_request.institution.code,
            "kind": kind.value,
            "actor": by.kind.value,
            "on": on,
            "at": at,
            "article": article,
            "data": data,
            "commitments": commitments,
        }
    )
    event = TimelineEvent(
        info_request=info_request,
        institution_id=info_request.institution_id,
        sequence=sequence,
        kind=kind.value,
        actor_kind=by.kind.value,
        actor=by.user,
        happened_on=on,
        recorded_at=at,
        article=article,
        payload=payload,
        previous_hash=info_request.chain_head,
        hash=chain(info_request.chain_head, payload),
    )
    info_request.events_count, info_request.chain_head = sequence, event.hash
    return event, [Commitment(event=event, field=field, salt=salt) for field, salt in salts.items()]


def record(
    info_request: InformationRequest,
    kind: EventKind,
    *,
    by: Actor,
    on: date,
    at: datetime,
    article: str = "",
    private: Mapping[str, str] | None = None,
    **data: Any,
) -> TimelineEvent:
    """Append one event with its outbox row, in the caller's transaction.

    Raises RuntimeError outside a transaction.
    """
    _require_transaction()
    event, commitments = compose(
        info_request, kind, by=by, on=on, at=at, article=article, private=private, **data
    )
    event.save(force_insert=True)
    if commitments:
        Commitment.objects.bulk_create(commitments)
    OutboxEntry.objects.create(event=event)
    info_request.save(update_fields=["events_count", "chain_head"])
    wake_after_commit()
    return event


def record_batch(composed: list[Composed]) -> None:
    """Append events of many locked requests at once, with their outbox rows.

    The caller saves the requests' `events_count` and `chain_head`. Raises RuntimeError outside
    a transaction.
    """
    _require_transaction()
    events = TimelineEvent.objects.bulk_create([event for event, _ in composed])
    Commitment.objects.bulk_create([salt for _, salts in composed for salt in salts])
    OutboxEntry.objects.bulk_create([OutboxEntry(event=event) for event in events])
    wake_after_commit()


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history is written in the same transaction as the fact it records")


def wake_after_commit() -> None:
    """Call the worker once the facts are committed. A broker that is down changes nothing: the
    outbox row waits, and the worker looks at it every few seconds anyway."""
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    current_app.send_task(WAKE_UP_TASK, retry=False, expires=60)
