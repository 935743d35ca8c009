"""The words of a notification made at a counter: to whom, of what, and until when they can act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import override

from law.rules import rules_on
from law.terms import TermKind
from papers.facts import Facts, Personal, Received, last_notice
from papers.phrases import LANGUAGE, OFFICE, cite, cite_rule, legal_date, legal_instant
from papers.remedies import court_dates
from requests_app.models import Answer, InPersonNotice, TimelineEvent
from requests_app.next_steps import Step, next_steps
from requests_app.standing import Standing
from requests_app.states import EventKind


def notice(standing: Standing, facts: Facts, personal: Personal) -> dict[str, Any]:
    """Return the words of the last notification in person, to be signed by who received it.

    Raises ValueError when there was none.
    """
    made = last_notice(standing)
    if made is None or not isinstance(personal, Received):
        raise ValueError("nobody was notified in person")
    with override(LANGUAGE):
        return {
            "institution": standing.info_request.institution.name,
            "subject": personal.subject,
            "requester": personal.name,
            "received_by": personal.received_by,
            "identity": personal.identity,
            "notified_at": legal_instant(made.notified_at),
            "place": _place(made),
            "by_office": made.office.name if made.office else OFFICE,
            "noted_by": str(made.noted_by),
            "copies": str(made.get_copies_display()),
            "note": made.note,
            "article": cite_rule(rules_on(made.notified_on).notification),
            "told": list(_told(standing, made)),
            "answers": [_answer(one) for one in _answers(standing, made)],
            "remedies": list(_remedies(standing, made)),
        }


def _place(made: InPersonNotice) -> str:
    if made.office is None:
        return f"la oficina de acceso de {made.institution.name}"
    town = f", de {made.office.town}" if made.office.town else ""
    return f"el centro de atención «{made.office.name}»{town}"


def _told(standing: Standing, made: InPersonNotice) -> Iterator[dict[str, str]]:
    """Yield the facts told that time, as its own event names them."""
    events = TimelineEvent.objects.filter(info_request=standing.info_request)
    own = events.filter(kind=EventKind.NOTIFIED_IN_PERSON).order_by("sequence").last()
    sequences = own.data["notice_sequences"] if own else []
    for event in events.filter(sequence__in=sequences).order_by("sequence"):
        label = str(EventKind(event.kind).label)
        yield {"on": legal_date(event.happened_on), "what": label}


def _answers(standing: Standing, made: InPersonNotice) -> list[Answer]:
    return [one for one in standing.answers if one.notified_on == made.notified_on]


def _answer(one: Answer) -> dict[str, Any]:
    resolution = getattr(one, "resolution", None)
    return {
        "outcome": str(one.get_outcome_display()),
        "on": legal_date(one.answered_on),
        "text": one.text,
        "source": ", ".join(filter(None, (one.source, one.place, one.form))),
        "search_made": one.search_made,
        "resolution": f"{resolution.number}, del {legal_date(resolution.signed_on)}"
        if resolution
        else "",
        "facts": resolution.facts if resolution else "",
        "legal_grounds": resolution.legal_grounds if resolution else "",
        "withheld": [{"item": part.item, "ground": part.ground} for part in _withheld(one)],
        "files": [
            f"{paper.name} ({filesizeformat(paper.size)})" for paper in one.documents.for_parties()
        ],
    }


def _withheld(one: Answer) -> list[Any]:
    return list(one.withheld_items.all())


def _remedies(standing: Standing, made: InPersonNotice) -> Iterator[dict[str, str]]:
    """Yield what can be done from that day on, the safe date for the court before the last."""
    steps = {step.step for step in next_steps(standing, on=made.notified_on)}
    appeal = standing.term(TermKind.RECONSIDERATION)
    if Step.RECONSIDER in steps and appeal is not None:
        yield {
            "what": "Pedir reconsideración a la máxima autoridad",
            "until": f"hasta el {legal_date(appeal.due_on)}",
            "article": cite(appeal.article, verified=appeal.is_confirmed),
        }
    court = court_dates(standing) if Step.GO_TO_COURT in steps else None
    if court is not None:
        yield {
            "what": "Acudir a la justicia",
            "until": f"fecha segura: {legal_date(court.safe_until_on)}; "
            f"como máximo: {legal_date(court.until_on)}",
            "article": cite(court.article, verified=court.is_verified),
        }
