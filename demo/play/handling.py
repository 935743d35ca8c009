"""What happens while the term runs, as the acts of handling, forwarding and silence do it."""

from __future__ import annotations

from datetime import timedelta

from accounts.actors import SYSTEM
from demo.docket import Docket
from demo.moments import day_of
from demo.steps import (
    ClarificationAsked,
    Clarified,
    Forwarded,
    Screened,
    SilenceDeclared,
    TakenInCharge,
    Withdrawn,
)
from law.rules import rules_on
from law.terms import TermKind, answer_term, clarification_term, forwarding_term
from requests_app.models import Clarification, Leg
from requests_app.states import EventKind, TermEnd


def taken_in_charge(docket: Docket, step: TakenInCharge) -> None:
    """The office takes the request as its own."""
    docket.info_request.take_in_charge()
    docket.record(EventKind.TAKEN_IN_CHARGE, by=step.by, on=day_of(step.at), at=step.at)


def screened(docket: Docket, step: Screened) -> None:
    """A person decides whether the text may be public."""
    docket.info_request.screening = step.screening
    docket.record(
        EventKind.TEXT_SCREENED,
        by=step.by,
        on=day_of(step.at),
        at=step.at,
        screening=step.screening.value,
    )


def clarification_asked(docket: Docket, step: ClarificationAsked) -> None:
    """The office asks, once, what is meant."""
    on = day_of(step.at)
    window = clarification_term(docket.info_request.presented_on, docket.calendar.days)
    docket.clarification = Clarification(
        info_request=docket.info_request, asked_on=on, question=step.question
    )
    docket.batch.add(docket.clarification)
    docket.record(
        EventKind.CLARIFICATION_ASKED,
        by=step.by,
        on=on,
        at=step.at,
        article=str(window.article),
        private={"question": step.question},
    )


def clarified(docket: Docket, step: Clarified) -> None:
    """The requester says what is meant."""
    on = day_of(step.at)
    docket.clarification.clarified_on, docket.clarification.reply = on, step.reply
    docket.record(
        EventKind.CLARIFIED,
        by=docket.requester,
        on=on,
        at=step.at,
        private={"reply": step.reply},
    )


def forwarded(docket: Docket, step: Forwarded) -> None:
    """Another institution becomes competent; the term goes on."""
    on = day_of(step.at)
    info_request, term = docket.info_request, docket.answer_term
    sender, competent = info_request.institution, step.to.competent()
    window = forwarding_term(info_request.presented_on, docket.calendar.days)
    claimable = answer_term(on, docket.setting.calendars[competent.pk].days)
    info_request.forward(to=competent)
    term.institution = competent
    leg = Leg(
        info_request=info_request,
        from_institution=sender,
        to_institution=competent,
        forwarded_on=on,
        reason=step.reason,
        is_late=on > window.due_on,
        claimable_due_on=claimable.due_on,
    )
    docket.batch.add(leg)
    docket.record(
        EventKind.FORWARDED,
        by=step.by,
        on=on,
        at=step.at,
        article=str(window.article),
        private={"reason": step.reason},
        from_institution=sender.code,
        to_institution=competent.code,
        is_late=leg.is_late,
        due_on=term.due_on,
        claimable_due_on=leg.claimable_due_on,
    )


def withdrawn(docket: Docket, step: Withdrawn) -> None:
    """The requester takes the request back."""
    on = day_of(step.at)
    docket.info_request.withdraw(on=on)
    docket.close_term(TermKind.ANSWER, on=on, ended_as=TermEnd.WITHDRAWN)
    docket.record(EventKind.WITHDRAWN, by=docket.requester, on=on, at=step.at)


def silence_declared(docket: Docket, step: SilenceDeclared) -> None:
    """The sweep reads the silence as a denial, and the remedies open."""
    term = docket.answer_term
    silence = rules_on(term.starts_on).tacit_denial
    effective_on = term.due_on + timedelta(days=silence.value)
    docket.info_request.declare_tacit_denial(effective_on=effective_on)
    docket.close_term(TermKind.ANSWER, on=effective_on, ended_as=TermEnd.LAPSED)
    remedies = docket.open_remedies(trigger_on=term.due_on, on=effective_on)
    docket.record(
        EventKind.TACITLY_DENIED,
        by=SYSTEM,
        on=effective_on,
        at=step.at,
        article=str(silence.article),
        due_on=term.due_on,
        rule_set=term.rule_set,
        calendar_version=term.calendar_version.label,
        remedies=remedies,
    )
