"""The words a notice may begin with: the facts, the law, and until when one may speak."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from law.breach import STATEMENT
from noncompliance.exposure import has_own_regime
from noncompliance.models import NonComplianceFile


def first_words(file: NonComplianceFile) -> str:
    """Return a text to begin with; it names no person and says of nothing that it is proved."""
    rows = file.concerns.select_related("info_request")
    facts = [
        _("– %(number)s: vencía el %(due)s.")
        % {"number": row.info_request.number, "due": in_words(row.due_on)}
        for row in rows
    ]
    if has_own_regime(file.institution):
        then = _(
            "El personal de la institución tiene un régimen propio: la Dirección solo le informa "
            "estos hechos para lo que corresponda."
        )
    else:
        then = _(
            "Después del descargo, o del plazo para presentarlo, la Dirección puede pedir a la "
            "máxima autoridad que ordene un sumario. Nada está decidido sobre ninguna persona."
        )
    return "\n\n".join(
        [
            _("A la máxima autoridad de %(institution)s:") % {"institution": file.institution.name},
            _("Se abrió el expediente %(number)s por esta causa: %(cause)s (%(article)s).")
            % {
                "number": file.number,
                "cause": file.get_cause_display().lower(),
                "article": file.article,
            },
            "\n".join([_("Pedidos:"), *facts]),
            ngettext(
                "La institución puede presentar su descargo en %(days)s día hábil desde esta "
                "notificación (%(article)s).",
                "La institución puede presentar su descargo en %(days)s días hábiles desde esta "
                "notificación (%(article)s).",
                STATEMENT.value,
            )
            % {"days": STATEMENT.value, "article": STATEMENT.article},
            then,
        ]
    )


def in_words(day: date) -> str:
    """Return the day as people write it."""
    return date_format(day, get_format("LEGAL_DATE_FORMAT"))
