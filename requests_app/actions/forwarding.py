"""Sending a request on to the body that holds the information."""

from datetime import datetime

from accounts.actors import Actor
from law.terms import answer_term, forwarding_term
from offices.calendars import local_date
from offices.models import Institution
from requests_app import policies, timeline
from requests_app.actions.base import answer_term_of, calendar_of
from requests_app.actions.silence import acting_on
from requests_app.errors import CannotForwardThere, Incomplete
from requests_app.models import Leg
from requests_app.states import EventKind


def forward(number: str, *, by: Actor, at: datetime, to: Institution, reason: str) -> Leg:
    """Make another institution competent; the term goes on as it was (arts. 13–15, T6).

    The number, the history and the due date stay. After the days to forward it is still
    accepted, because lack of competence is no ground to leave a person without an answer, and
    marked late. A dissolved institution leads to its successor.
    Raises NotYours, WrongStage, CannotForwardThere, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        competent = to.competent()
        if competent.pk == info_request.institution_id:
            raise CannotForwardThere
        if not reason.strip():
            raise Incomplete({"reason": "Escriba por qué es competente la otra institución."})
        sender = info_request.institution
        window = forwarding_term(info_request.presented_on, calendar_of(sender).days)
        claimable = answer_term(on, calendar_of(competent).days)
        info_request.forward(to=competent)
        info_request.save(update_fields=["stage", "institution"])
        term = answer_term_of(info_request)
        term.institution = competent
        term.save(update_fields=["institution"])
        leg = Leg.objects.create(
            info_request=info_request,
            from_institution=sender,
            to_institution=competent,
            forwarded_on=on,
            reason=reason,
            is_late=on > window.due_on,
            claimable_due_on=claimable.due_on,
        )
        timeline.record(
            info_request,
            EventKind.FORWARDED,
            by=by,
            on=on,
            at=at,
            article=str(window.article),
            private={"reason": reason},
            from_institution=sender.code,
            to_institution=competent.code,
            is_late=leg.is_late,
            due_on=term.due_on,
            claimable_due_on=leg.claimable_due_on,
        )
    return leg
