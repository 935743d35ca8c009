"""Reads the rows of some requests into the facts of a dossier, in as many queries for one as for
thirty."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from law.rules import rules_on
from law.terms import TermKind
from noncompliance.evidence import reading
from noncompliance.evidence.facts import Dossier, EventFact, NoticeFact, RequestFacts
from noncompliance.responsible import Held, responsible_for
from notifications.told import ToldNotice, told_of
from offices.calendars import calendar_for, current_version, local_date
from offices.models import CalendarVersion, Institution
from oversight import evidence
from requests_app import history
from requests_app.models import InformationRequest, NoticeBounce, Term, TimelineEvent
from requests_app.replay import replay
from requests_app.states import CourtStage

_TERMS = Term.objects.select_related("institution", "calendar_version").order_by("pk")
_EVENTS = TimelineEvent.objects.select_related("institution").order_by("sequence")
_ROWS = (
    Prefetch("terms", queryset=_TERMS),
    Prefetch("timeline", queryset=_EVENTS),
    "answers__institution",
    "answers__resolution",
    "answers__documents",
    "legs__from_institution",
    "legs__to_institution",
    "reconsiderations",
    "court_cases",
    "escalations__addressee__office__institution",
    "denial_reviews",
    "bounces",
)


_ORDERED = (CourtStage.ORDERED, CourtStage.COMPLIED)


class NothingToTell(LookupError):
    """None of the numbers is a request's."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all the requests of a dossier."""

    on: date
    version: CalendarVersion
    names: Mapping[str, str]
    notices: Mapping[int, Sequence[ToldNotice]]
    held: Mapping[int, Sequence[Held]]


def gather(numbers: Collection[str], *, accused: Institution, at: datetime) -> Dossier:
    """Return the facts of those requests as they are now, said to be so at the instant `at`.

    Of who was responsible, only the posts of `accused` are named; of what the Directorate wrote,
    only what it wrote to them. Raises NothingToTell, NoCalendar.
    """
    on = local_date(at)
    rows = InformationRequest.objects.filter(number__in=numbers)
    related = rows.select_related("institution", "first_institution", "requester", "registration")
    requests = list(related.prefetch_related(*_ROWS).order_by("presented_on", "pk"))
    if not requests:
        raise NothingToTell
    keys = [request.pk for request in requests]
    notices: dict[int, list[ToldNotice]] = defaultdict(list)
    for notice in told_of(keys):
        notices[notice.info_request_id].append(notice)
    until = {request.pk: _ended_on(request) or on for request in requests}
    known = _Known(
        on=on,
        version=current_version(),
        names=dict(Institution.objects.values_list("code", "name")),
        notices=notices,
        held=responsible_for(requests, until=until),
    )
    told = tuple(_facts_of(request, accused, known) for request in requests)
    return Dossier(
        at=at,
        on=on,
        calendar=known.version.label,
        rule_sets=sorted({term.rule_set for request in told for term in request.terms}),
        requests=told,
    )


def _facts_of(
    info_request: InformationRequest, accused: Institution, known: _Known
) -> RequestFacts:
    proofs = evidence.check_chain(info_request.timeline.all())
    events = [_event(proof, known.names) for proof in proofs]
    due = _answer_term(info_request)
    registration = getattr(info_request, "registration", None)
    return RequestFacts(
        number=info_request.number,
        subject=reading.asked(info_request, info_request.shown_subject),
        description=reading.asked(info_request, info_request.shown_description),
        channel=str(info_request.get_channel_display()),
        institution=info_request.institution.name,
        first_institution=info_request.first_institution.name,
        presented_on=info_request.presented_on,
        registered_on=registration.registered_on if registration else None,
        stage=str(info_request.get_stage_display()),
        due_on=due.due_on if due else None,
        tacitly_denied_on=info_request.tacitly_denied_on,
        tacit_article=str(rules_on(info_request.presented_on).tacit_denial.article),
        answered_on=info_request.answered_on,
        withdrawn_on=info_request.withdrawn_on,
        late_days=_late_days(info_request, due, known),
        terms=[
            reading.term(evidence.tell_term(row, info_request)) for row in info_request.terms.all()
        ],
        answers=[reading.answer(row) for row in info_request.answers.all()],
        legs=[reading.leg(row) for row in info_request.legs.all()],
        appeals=[reading.appeal(row) for row in info_request.reconsiderations.all()],
        cases=[reading.case(row, info_request) for row in info_request.court_cases.all()],
        escalations=[
            reading.escalation(row, info_request)
            for row in info_request.escalations.all()
            if row.institution_id == accused.pk and row.text
        ],
        doubts=[reading.doubt(row) for row in info_request.denial_reviews.all() if row.decision],
        notices=_notices(info_request, events, known.notices.get(info_request.pk, ())),
        held=[reading.held(held, accused) for held in known.held[info_request.pk]],
        events=events,
        head=info_request.chain_head,
        is_whole=evidence.is_whole(info_request, proofs),
        dates_agree=_agree(info_request, due, events),
    )


def _event(proof: evidence.Proof, names: Mapping[str, str]) -> EventFact:
    event = proof.event
    title, by, text = str(event.get_kind_display()), "", ""
    try:
        told = history.tell_event(event, requester=_("La persona solicitante"), names=names)
        by, text = told.by, told.text
    except (ValueError, TypeError, KeyError, AttributeError):
        # Somebody changed its text into none that an act writes; its hash says so below.
        text = _("El texto de este hecho no se puede leer.")
    return EventFact(
        sequence=event.sequence,
        title=title,
        on=event.happened_on,
        at=event.recorded_at,
        institution=event.institution.name,
        by=by,
        article=event.article,
        text=text,
        payload=event.payload,
        previous_hash=event.previous_hash,
        hash=event.hash,
        holds=proof.holds,
    )


def _notices(
    info_request: InformationRequest, events: Sequence[EventFact], told: Sequence[ToldNotice]
) -> list[NoticeFact]:
    kinds = {row.pk: event for row, event in zip(info_request.timeline.all(), events, strict=True)}
    returned: dict[int, NoticeBounce] = {row.sequence: row for row in info_request.bounces.all()}
    return [
        NoticeFact(
            sequence=kinds[notice.event_id].sequence,
            event=kinds[notice.event_id].title,
            notice=notice,
            returned_on=bounce.bounced_on if bounce else None,
            told_otherwise_on=bounce.settled_on if bounce else None,
        )
        for notice in told
        for bounce in [
            returned.get(kinds[notice.event_id].sequence) if notice.is_requesters else None
        ]
    ]


def _answer_term(info_request: InformationRequest) -> Term | None:
    terms = [term for term in info_request.terms.all() if term.kind == TermKind.ANSWER]
    return next((term for term in reversed(terms) if term.replaced_by_id is None), None)


def _ended_on(info_request: InformationRequest) -> date | None:
    """Return the day after which nobody owes anything on it; None while somebody does.

    A judge's order is owed until it is complied with, whatever had been answered before.
    """
    ordered = [one for one in info_request.court_cases.all() if one.stage in _ORDERED]
    if ordered:
        return ordered[-1].complied_on
    return info_request.answered_on or info_request.withdrawn_on


def _agree(info_request: InformationRequest, due: Term | None, events: Sequence[EventFact]) -> bool:
    try:
        told = replay(json.loads(event.payload) for event in events)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    rows = (due and due.due_on, info_request.tacitly_denied_on, info_request.answered_on)
    days = (told.due.get(TermKind.ANSWER), *map(told.row.get, ("tacitly_denied_on", "answered_on")))
    return tuple(day.isoformat() if day else None for day in rows) == days


def _late_days(info_request: InformationRequest, due: Term | None, known: _Known) -> int:
    """Count on the newest calendar, unless an answer already counted its own."""
    if due is None or info_request.withdrawn_on:
        return 0
    if info_request.answered_on:
        return info_request.late_days or 0
    days = calendar_for(info_request.first_institution, version=known.version).days
    return max(days.count(after=due.due_on, until=max(known.on, due.due_on)), 0)
