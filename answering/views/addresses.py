"""Where each draft is written, and the words of its outcome."""

from django.urls import reverse

from answering.models import AnswerDraft
from answering.states import Purpose
from requests_app.states import Outcome
from requests_app.views.desk_case import DeskAct

_ROUTES = {
    Purpose.ANSWER: "answering:answer_with",
    Purpose.UPHOLD: "answering:uphold",
    Purpose.COMPLY: "answering:comply_with",
    Purpose.DENY: "answering:deny",
    Purpose.REJECT: "answering:reject",
}
# The act each draft prepares.
ACT_OF = {
    Purpose.ANSWER: DeskAct.ANSWER,
    Purpose.DENY: DeskAct.DENY,
    Purpose.UPHOLD: DeskAct.DECIDE,
    Purpose.REJECT: DeskAct.DECIDE,
    Purpose.COMPLY: DeskAct.COMPLY,
}
_TO_SIGN = {
    Purpose.DENY: "answering:sign_denial",
    Purpose.UPHOLD: "answering:sign_uphold",
    Purpose.REJECT: "answering:sign_reject",
}


def address_of(draft: AnswerDraft) -> str:
    """Return where the draft is written."""
    wants_outcome = draft.purpose in (Purpose.ANSWER, Purpose.UPHOLD, Purpose.COMPLY)
    outcome = [draft.outcome or Outcome.GRANTED.value] if wants_outcome else []
    route = _ROUTES[Purpose(draft.purpose)]
    return reverse(route, args=[draft.info_request.number, *outcome])


def sign_address(purpose: Purpose, number: str) -> str:
    """Return where a draft that waits for its signature is read."""
    return reverse(_TO_SIGN[purpose], args=[number])


def label_of(outcome: str) -> str:
    """Return the words of an outcome; nothing for none."""
    return str(Outcome(outcome).label) if outcome in Outcome.values else ""
