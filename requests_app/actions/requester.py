"""What the person who asked does after filing."""

from datetime import datetime

from accounts.actors import Actor
from law.terms import TermKind
from offices.calendars import local_date
from requests_app import policies, timeline
from requests_app.actions.silence import acting_on
from requests_app.errors import Incomplete, NothingToClarify, WrongStage
from requests_app.models import Clarification, InformationRequest
from requests_app.states import EventKind, Stage, TermEnd, Verdict


def clarify(number: str, *, by: Actor, at: datetime, reply: str) -> Clarification:
    """Answer the office's question. Raises NotYours, NothingToClarify, Incomplete."""
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_requester(by, info_request)
        clarification = Clarification.objects.filter(
            info_request=info_request, clarified_on=None
        ).first()
        if clarification is None or not info_request.is_open:
            raise NothingToClarify
        if not reply.strip():
            raise Incomplete({"reply": "Escriba su aclaración."})
        clarification.clarified_on, clarification.reply = on, reply
        clarification.save(update_fields=["clarified_on", "reply"])
        timeline.record(
            info_request, EventKind.CLARIFIED, by=by, on=on, at=at, private={"reply": reply}
        )
    return clarification


def withdraw(number: str, *, by: Actor, at: datetime) -> InformationRequest:
    """Take the request back and stop its clock. Raises NotYours, WrongStage."""
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_requester(by, info_request)
        info_request.withdraw(on=on)
        info_request.save(update_fields=["stage", "withdrawn_on"])
        info_request.terms.running(TermKind.ANSWER).close(on=on, ended_as=TermEnd.WITHDRAWN)
        timeline.record(info_request, EventKind.WITHDRAWN, by=by, on=on, at=at)
    return info_request


def give_verdict(
    number: str, *, by: Actor, at: datetime, verdict: Verdict, reason: str = ""
) -> InformationRequest:
    """Say whether the answer is what was asked; it may be said again if one thinks better.

    Raises NotYours, WrongStage.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_requester(by, info_request)
        if info_request.stage != Stage.ANSWERED:
            raise WrongStage
        info_request.verdict, info_request.verdict_reason = verdict, reason
        info_request.save(update_fields=["verdict", "verdict_reason"])
        timeline.record(
            info_request,
            EventKind.VERDICT_GIVEN,
            by=by,
            on=on,
            at=at,
            private={"verdict_reason": reason} if reason else None,
            verdict=verdict.value,
        )
    return info_request
