"""The ways in which one request's history can disagree with itself or with its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from requests_app.models import InformationRequest, TimelineEvent
from requests_app.replay import Replayed, replay
from requests_app.sealing import chain, commit_to
from requests_app.states import EventKind
from requests_app.wording import held_for

_ANSWERS = (
    EventKind.ANSWERED,
    EventKind.ANSWERED_LATE,
    EventKind.DENIED,
    EventKind.RECONSIDERATION_UPHELD,
    EventKind.COURT_COMPLIED,
)
_HAND_OVERS = (
    EventKind.FORWARDED,
    EventKind.COMPETENCE_MOVED,
    EventKind.MOVED_TO_SUCCESSOR,
)
_SETTLED = (EventKind.COMPETENCE_MOVED, EventKind.COMPETENCE_KEPT)
_RULINGS = (EventKind.COURT_ORDERED, EventKind.COURT_DISMISSED)
_DECISIONS = (
    EventKind.RECONSIDERATION_UPHELD,
    EventKind.RECONSIDERATION_REJECTED,
    EventKind.RECONSIDERATION_LAPSED,
)
_REPLAYED = (
    "stage",
    "channel",
    "presented_on",
    "outcome",
    "answered_on",
    "tacitly_denied_on",
    "withdrawn_on",
    "response_days",
    "late_days",
    "verdict",
)


class Fault(TextChoices):
    """The ways in which a history can be wrong."""

    SEQUENCE = "sequence", _("falta un hecho antes de este, o está repetido")
    LINK = "link", _("no continúa al hecho anterior")
    HASH = "hash", _("su contenido no da la huella guardada")
    UNREADABLE = "unreadable", _("su contenido no es el de un hecho")
    COLUMNS = "columns", _("sus columnas no dicen lo mismo que su contenido")
    COMMITMENT = "commitment", _("un dato reservado no es el que se registró")
    COUNT = "count", _("la solicitud cuenta otra cantidad de hechos")
    HEAD = "head", _("la cadena no termina en la huella que guarda la solicitud")
    STATE = "state", _("la solicitud no está como dice su historial")
    TERMS = "terms", _("un plazo no vence el día que dice el historial")
    DATES = "dates", _("una fecha no es la que dice el historial")
    DOCUMENTS = "documents", _("falta un archivo registrado, o su huella es otra")
    NUMBERS = "numbers", _("no existe, y su número fue asignado")


@dataclass(frozen=True, slots=True)
class Failure:
    """One fault: in which request and, when it is of one event, in which; `detail` names the
    field, never its value."""

    number: str
    sequence: int | None
    fault: Fault
    detail: str = ""

    def __str__(self) -> str:
        place = f"{self.number} #{self.sequence}" if self.sequence else self.number
        return f"{place}: {self.fault.label}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class History:
    """One request with its events in order, each beside its decoded payload (empty when it is
    not that of an event). `codes` are the institutions' codes by key."""

    info_request: InformationRequest
    events: tuple[tuple[TimelineEvent, dict[str, Any]], ...]
    codes: Mapping[int, str]

    @classmethod
    def of(cls, info_request: InformationRequest, codes: Mapping[int, str]) -> History:
        """Read the events of a request whose relations were fetched."""
        events = sorted(info_request.timeline.all(), key=lambda event: event.sequence)
        return cls(info_request, tuple((event, _decoded(event)) for event in events), codes)

    @property
    def erased(self) -> int:
        """How many personal data were erased with their salts, and can be proved no more."""
        return sum(
            len(payload["commitments"]) - len(event.commitments.all())
            for event, payload in self.events
            if payload
        )

    def failures(self) -> Iterator[Failure]:
        """Yield everything that is wrong, in the order of the events, the request's own last."""
        number, head = self.info_request.number, ""
        for place, (event, payload) in enumerate(self.events, start=1):
            for fault in _faults_of_link(event, place, head):
                yield Failure(number, event.sequence, fault)
            for fault, detail in self._faults_of_content(event, payload):
                yield Failure(number, event.sequence, fault, detail)
            head = event.hash
        for fault, detail in self._faults_of_request(head):
            yield Failure(number, None, fault, detail)

    def _faults_of_content(
        self, event: TimelineEvent, payload: dict[str, Any]
    ) -> Iterator[tuple[Fault, str]]:
        if not payload:
            yield Fault.UNREADABLE, ""
            return
        columns = {
            "request": self.info_request.number,
            "sequence": event.sequence,
            "institution": self.codes[event.institution_id],
            "kind": event.kind,
            "actor": event.actor_kind,
            "on": event.happened_on.isoformat(),
            "at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "article": event.article,
        }
        for name, value in columns.items():
            if payload.get(name) != value:
                yield Fault.COLUMNS, name
        for name in self._broken_commitments(event, payload["commitments"]):
            yield Fault.COMMITMENT, name

    def _broken_commitments(
        self, event: TimelineEvent, promised: Mapping[str, str]
    ) -> Iterator[str]:
        if (event.actor_id is None) == ("actor" in promised):
            yield "actor"
        for kept in event.commitments.all():
            if kept.field == "verdict_reason" and event != self._last_verdict():
                continue  # whoever thinks better of a verdict replaces its reason
            texts = held_for(event, kept.field, self.info_request)
            if all(commit_to(text, kept.salt) != promised.get(kept.field) for text in texts):
                yield kept.field

    def _last_verdict(self) -> TimelineEvent:
        return [event for event, _ in self.events if event.kind == EventKind.VERDICT_GIVEN][-1]

    def _faults_of_request(self, head: str) -> Iterator[tuple[Fault, str]]:
        if self.info_request.events_count != len(self.events) or not self.events:
            yield Fault.COUNT, ""
        if self.info_request.chain_head != head:
            yield Fault.HEAD, ""
        if not all(payload for _, payload in self.events):
            return
        told = replay(payload for _, payload in self.events)
        yield from ((Fault.STATE, name) for name in self._wrong_state(told))
        yield from ((Fault.TERMS, kind) for kind in self._wrong_terms(told))
        yield from ((Fault.DATES, name) for name, said, held in self._dates() if said != held)
        kept = {document.digest for document in self.info_request.documents.all()}
        if not kept.issuperset(told.documents):
            yield Fault.DOCUMENTS, ""
        last = _by_key(self.info_request.answers)[-1:]
        if any(answer.files_to_follow != told.files_to_follow for answer in last):
            yield Fault.DOCUMENTS, "files_to_follow"

    def _wrong_state(self, told: Replayed) -> Iterator[str]:
        row = self.info_request
        held = {name: _plain(getattr(row, name)) for name in _REPLAYED}
        held["institution"] = self.codes[row.institution_id]
        yield from (name for name, value in held.items() if told.row.get(name) != value)

    def _wrong_terms(self, told: Replayed) -> list[str]:
        due = {term.kind: term.due_on.isoformat() for term in _by_key(self.info_request.terms)}
        kinds = sorted(due.keys() | told.due.keys())
        return [kind for kind in kinds if due.get(kind) != told.due.get(kind)]

    def _dates(self) -> Iterator[tuple[str, list[str], list[str]]]:
        row, said = self.info_request, self._said
        appeals, cases = row.reconsiderations, row.court_cases
        questions = row.competence_questions
        yield "forwarded_on", said(*_HAND_OVERS), _held(row.legs, "forwarded_on")
        yield "asked_on", said(EventKind.COMPETENCE_ASKED), _held(questions, "asked_on")
        yield "settled_on", said(*_SETTLED), _held(questions, "settled_on")
        told = row.in_person_notices
        yield "notified_on", said(EventKind.NOTIFIED_IN_PERSON), _held(told, "notified_on")
        yield "answered_on", said(*_ANSWERS), _held(row.answers, "answered_on")
        yield "filed_on", said(EventKind.RECONSIDERATION_FILED), _held(appeals, "filed_on")
        yield "closed_on", said(*_DECISIONS), _held(appeals, "closed_on")
        yield "court_filed_on", said(EventKind.COURT_FILED), _held(cases, "filed_on")
        yield "ruled_on", said(*_RULINGS), _held(cases, "ruled_on")

    def _said(self, *kinds: EventKind) -> list[str]:
        return [payload["on"] for _, payload in self.events if payload["kind"] in kinds]


def _decoded(event: TimelineEvent) -> dict[str, Any]:
    try:
        payload = json.loads(event.payload)
        replay([payload])
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return dict(payload)


def _faults_of_link(event: TimelineEvent, place: int, head: str) -> Iterator[Fault]:
    if event.sequence != place:
        yield Fault.SEQUENCE
    if event.previous_hash != head:
        yield Fault.LINK
    if event.hash != chain(event.previous_hash, event.payload):
        yield Fault.HASH


def _held(rows: Any, name: str) -> list[str]:
    values = [getattr(row, name) for row in _by_key(rows)]
    return [value.isoformat() for value in values if value is not None]


def _by_key(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.pk)


def _plain(value: object) -> object:
    """Return a column as an event tells it: dates in ISO, and nothing for what is not set."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
