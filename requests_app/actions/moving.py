"""How a request changes hands: the rows that an act of forwarding leaves, written in one place."""

from datetime import date

from law.terms import Term as CountedTerm
from law.terms import answer_term, forwarding_term
from offices.models import Institution, RegistryChange
from requests_app.actions.base import answer_term_of, calendar_of
from requests_app.models import InformationRequest, Leg


def forwarding_window(info_request: InformationRequest) -> CountedTerm:
    """Return until when forwarding is in time, by the calendar of who holds the request (T6)."""
    return forwarding_term(info_request.presented_on, calendar_of(info_request.institution).days)


def hand_over(info_request: InformationRequest, *, to: Institution, on: date, reason: str) -> Leg:
    """Make `to`, a living institution, competent; number, history and due date stay (T6).

    The caller holds the request's lock and records the event. Raises TransitionNotAllowed.
    """
    sender = info_request.institution
    window = forwarding_window(info_request)
    info_request.forward(to=to)
    info_request.save(update_fields=["stage", "institution"])
    term = answer_term_of(info_request)
    term.institution = to
    term.save(update_fields=["institution"])
    return Leg.objects.create(
        info_request=info_request,
        from_institution=sender,
        to_institution=to,
        forwarded_on=on,
        reason=reason,
        is_late=on > window.due_on,
        claimable_due_on=answer_term(on, calendar_of(to).days).due_on,
    )


def pass_on(
    info_request: InformationRequest, *, to: Institution, on: date, change: RegistryChange
) -> Leg:
    """Put `to` in the place of the body that `change` ended; nothing else moves.

    Of an open request the term to answer is now the successor's; a term that ended, and the
    remedies it opened, stay with the body in whose time they were counted. The caller holds the
    request's lock and records the event.
    """
    dissolved, term = info_request.institution, answer_term_of(info_request)
    if info_request.is_open:
        info_request.forward(to=to)
        term.institution = to
        term.save(update_fields=["institution"])
    else:
        info_request.institution = to
    info_request.save(update_fields=["stage", "institution"])
    return Leg.objects.create(
        info_request=info_request,
        from_institution=dissolved,
        to_institution=to,
        forwarded_on=on,
        reason=f"{change.instrument}. {dissolved.name} → {to.name}.",
        is_late=False,
        claimable_due_on=term.due_on,
        succession=change,
    )
