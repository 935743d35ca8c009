"""The acts a request's page offers today, in the words of its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from look.templatetags.look import legal_date
from requests_app.states import Screening
from requests_app.views.desk_case import Case, DeskAct

LABELS = {
    DeskAct.TAKE_IN_CHARGE: gettext_lazy("Tomar el pedido"),
    DeskAct.ANSWER: gettext_lazy("Responder"),
    DeskAct.DENY: gettext_lazy("Denegar por resolución fundada"),
    DeskAct.CLARIFY: gettext_lazy("Pedir una aclaración"),
    DeskAct.FORWARD: gettext_lazy("Derivar a otra institución"),
    DeskAct.ASK_COMPETENCE: gettext_lazy("Pedir que la Dirección decida quién responde"),
    DeskAct.SCREEN: gettext_lazy("Revisar el texto para publicarlo"),
    DeskAct.DECIDE: gettext_lazy("Decidir el recurso de reconsideración"),
    DeskAct.COURT_FILING: gettext_lazy("Anotar una acción judicial"),
    DeskAct.RULING: gettext_lazy("Anotar la sentencia"),
    DeskAct.COMPLY: gettext_lazy("Cumplir la orden judicial"),
    DeskAct.TELL: gettext_lazy("Anotar que avisó por otro medio"),
    DeskAct.DELIVER: gettext_lazy("Entregar archivos después de la respuesta"),
}
# Where an office decides is another room's pages.
DECIDING = (
    DeskAct.ANSWER,
    DeskAct.DENY,
    DeskAct.DECIDE,
    DeskAct.COMPLY,
    DeskAct.DELIVER,
)
# The acts that carry the case forward come first, as buttons; the others as links.
PRESSING = (DeskAct.COMPLY, DeskAct.DECIDE, DeskAct.TAKE_IN_CHARGE, DeskAct.ANSWER)


@dataclass(frozen=True, slots=True)
class Offer:
    """One act: its address, its words, and what to know before it."""

    url: str
    label: str | Promise
    hint: str
    is_pressing: bool
    sends: bool


def offers(case: Case) -> list[Offer]:
    """Return the acts open today, the most pressing first."""
    order = [*PRESSING, *(act for act in DeskAct if act not in PRESSING)]
    return [_offer(case, act) for act in order if act in case.open_acts()]


def _offer(case: Case, act: DeskAct) -> Offer:
    room = "answering" if act in DECIDING else "desk"
    return Offer(
        url=reverse(f"{room}:{act.value}", args=[case.info_request.number]),
        label=_label(case, act),
        hint=_hint(case, act),
        is_pressing=act in PRESSING,
        sends=act == DeskAct.TAKE_IN_CHARGE,
    )


def _label(case: Case, act: DeskAct) -> str | Promise:
    if act == DeskAct.DECIDE and not case.is_authority:
        return gettext_lazy("Preparar la decisión del recurso")
    return LABELS[act]


def _hint(case: Case, act: DeskAct) -> str:
    if act == DeskAct.CLARIFY:
        until = legal_date(case.clarification_window.due_on)
        return format_html(_("Una sola vez, hasta el {}. No detiene el plazo."), until)
    if act == DeskAct.FORWARD:
        window = case.forwarding_window
        if case.on > window.due_on:
            return _("Los días para derivar ya pasaron: se acepta y queda marcado.")
        return format_html(_("En plazo hasta el {}."), legal_date(window.due_on))
    if act == DeskAct.SCREEN and case.info_request.screening != Screening.PENDING:
        state = Screening(case.info_request.screening).label
        return _("Ya se revisó: %(state)s.") % {"state": str(state).lower()}
    return ""
