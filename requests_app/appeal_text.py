"""The text of a reconsideration, with the facts already told for the person to complete."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from law.terms import TermKind
from requests_app.actions.reconsideration import ground_for_appeal
from requests_app.errors import WrongStage
from requests_app.standing import Standing
from requests_app.states import AppealGround


@translation.override(settings.LANGUAGE_CODE)
def appeal_text(standing: Standing, *, is_late: bool) -> str:
    """Return the facts, in paragraphs, ending where the person's own reasons begin.

    In Spanish whatever the page's language: it is a writ, which the authority reads.
    """
    paragraphs = [
        _("A la máxima autoridad de %(institution)s:")
        % {"institution": standing.info_request.institution.name},
        _presented(standing),
        _decision(standing),
        _(
            "Pido que se revise esa decisión y se me entregue la información "
            "(Ley 5282/2014, art. 21)."
        ),
    ]
    if is_late:
        paragraphs.append(
            _("Presento este recurso pasados los días previstos: la institución nunca respondió.")
        )
    paragraphs.append(_("Mis razones: "))
    return "\n\n".join(paragraphs)


def _presented(standing: Standing) -> str:
    asked = standing.info_request
    return _("El %(day)s presenté el pedido %(number)s, sobre «%(subject)s».") % {
        "day": _day(asked.presented_on),
        "number": asked.number,
        "subject": asked.subject,
    }


def _decision(standing: Standing) -> str:
    try:
        ground = ground_for_appeal(standing.info_request)
    except WrongStage:
        return ""
    if ground == AppealGround.TACIT:
        return _silence(standing)
    answered = standing.answers[-1]
    if ground == AppealGround.EXPRESS:
        resolution = getattr(answered, "resolution", None)
        return _("El %(day)s se me notificó la denegación por la resolución %(number)s.") % {
            "day": _day(answered.notified_on),
            "number": resolution.number if resolution else "",
        }
    return _("El %(day)s se me notificó una respuesta que no entrega todo lo que pedí.") % {
        "day": _day(answered.notified_on)
    }


def _silence(standing: Standing) -> str:
    term = standing.term(TermKind.ANSWER)
    if term is None:
        return ""
    return _(
        "El plazo para responder venció el %(due)s sin respuesta, y la ley lo toma como una "
        "denegación (Ley 5282/2014, art. 20)."
    ) % {"due": _day(term.due_on)}


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
