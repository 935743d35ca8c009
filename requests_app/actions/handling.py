"""What an office does with a request while the term runs."""

from datetime import datetime
from typing import Any

from accounts.actors import Actor
from law.terms import clarification_term
from offices.calendars import local_date
from requests_app import policies, timeline
from requests_app.actions.base import calendar_of
from requests_app.actions.silence import acting_on
from requests_app.errors import (
    ClarificationClosed,
    ClarificationUsed,
    Incomplete,
    UnderReview,
    WrongStage,
)
from requests_app.models import Clarification, InformationRequest
from requests_app.screening import NOTHING_STRUCK, Struck
from requests_app.search import index
from requests_app.states import EventKind, Screening


def take_in_charge(number: str, *, by: Actor, at: datetime) -> InformationRequest:
    """Accept the request as the office's own and tell the requester who has it.

    The clock was already running: taking in charge neither starts nor stops it.
    Raises NotYours, WrongStage, UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        info_request.take_in_charge()
        info_request.save(update_fields=["stage"])
        timeline.record(info_request, EventKind.TAKEN_IN_CHARGE, by=by, on=on, at=at)
    return info_request


def ask_clarification(number: str, *, by: Actor, at: datetime, question: str) -> Clarification:
    """Ask the requester once what is meant, in the first days; the clock runs on (T5).

    Raises NotYours, WrongStage, ClarificationUsed, ClarificationClosed, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        if not info_request.is_open:
            raise WrongStage
        if Clarification.objects.filter(info_request=info_request).exists():
            raise ClarificationUsed
        calendar = calendar_of(info_request.institution)
        window = clarification_term(info_request.presented_on, calendar.days)
        if on > window.due_on:
            raise ClarificationClosed
        if not question.strip():
            raise Incomplete({"question": "Escriba qué necesita saber."})
        clarification = Clarification.objects.create(
            info_request=info_request, asked_on=on, question=question
        )
        timeline.record(
            info_request,
            EventKind.CLARIFICATION_ASKED,
            by=by,
            on=on,
            at=at,
            article=str(window.article),
            private={"question": question},
        )
    return clarification


def screen_text(
    number: str,
    *,
    by: Actor,
    at: datetime,
    screening: Screening,
    struck: Struck = NOTHING_STRUCK,
) -> InformationRequest:
    """Decide, after reading it, whether the request's own text may be public, and what of it not.

    `struck` says which pieces nobody but the parties reads; the text itself stays as it was.
    A text held by a report comes back only through the decision on it, which gives its reason.
    Raises NotYours, UnknownRequest, UnderReview.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        if info_request.publication_reports.waiting().filter(holds=True).exists():
            raise UnderReview
        if info_request.shows_text:
            # What was published before is taken out of the search word by word.
            _save_screening(info_request, Screening.WITHHELD, NOTHING_STRUCK)
        _save_screening(info_request, screening, struck)
        facts: dict[str, Any] = {"screening": screening.value}
        if struck:
            facts["struck_parts"] = len(struck)
        timeline.record(info_request, EventKind.TEXT_SCREENED, by=by, on=on, at=at, **facts)
    return info_request


def _save_screening(info_request: InformationRequest, screening: Screening, struck: Struck) -> None:
    if screening == Screening.SHOWN:
        info_request.show(struck)
    else:
        info_request.screening = screening
    info_request.save(update_fields=["screening", "struck_subject", "struck_description"])
    index.refresh(info_request)
