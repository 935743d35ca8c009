"""The figures in plain sentences, as somebody would tell them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from look.figures.measures import Distribution, Share
from look.templatetags.look import number
from stats.figures import Figures


def sentences(figures: Figures) -> list[str]:
    """Return what the figures say, the most important first, leaving out what has no cases."""
    told = [_in_term(figures.in_term), _response(figures.response), _silence(figures)]
    return [sentence for sentence in told if sentence]


def _in_term(share: Share) -> str:
    if share.whole == 0:
        return ""
    if share.of_hundred is None:
        return ngettext(
            "Venció el plazo de %(whole)s pedido y se respondieron a tiempo %(part)s. "
            "Son muy pocos para dar un porcentaje.",
            "Venció el plazo de %(whole)s pedidos y se respondieron a tiempo %(part)s. "
            "Son muy pocos para dar un porcentaje.",
            share.whole,
        ) % {"whole": share.whole, "part": share.part}
    return ngettext(
        "De cada 100 pedidos cuyo plazo venció, %(n)s se respondió a tiempo.",
        "De cada 100 pedidos cuyo plazo venció, %(n)s se respondieron a tiempo.",
        share.of_hundred,
    ) % {"n": share.of_hundred}


def _response(response: Distribution) -> str:
    if response.median is None or response.p90 is None:
        return ""
    half = ngettext(
        "La mitad de las respuestas llegó en %(n)s día hábil o menos",
        "La mitad de las respuestas llegó en %(n)s días hábiles o menos",
        response.median,
    ) % {"n": response.median}
    return half + _("; nueve de cada diez, en %(n)s o menos.") % {"n": response.p90}


def _silence(figures: Figures) -> str:
    if not figures.tacit_denials:
        return ""
    denied = ngettext(
        "En %(n)s pedido la institución dejó vencer el plazo sin responder: para la ley, "
        "eso es una denegación.",
        "En %(n)s pedidos la institución dejó vencer el plazo sin responder: para la ley, "
        "eso es una denegación.",
        figures.tacit_denials,
    ) % {"n": number(figures.tacit_denials)}
    if not figures.unanswered:
        return denied + " " + _("Todos tuvieron una respuesta después.")
    still = ngettext(
        "%(n)s sigue sin respuesta.", "%(n)s siguen sin respuesta.", figures.unanswered
    )
    return denied + " " + still % {"n": number(figures.unanswered)}
