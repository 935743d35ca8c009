"""What people call each rule, and between which numbers the Directorate may set its value."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, str | Promise] = {
    "answer": _("Responder"),
    "end_of_day": _("A qué hora termina un plazo"),
    "tacit_denial": _("Denegación tácita"),
    "extension": _("Prórroga"),
    "clarification": _("Pedir una aclaración"),
    "forwarding": _("Derivar"),
    "reconsideration": _("Pedir reconsideración"),
    "reconsideration_decision": _("Decidir la reconsideración"),
    "court": _("Acudir a la justicia, fecha máxima"),
    "court_safe": _("Acudir a la justicia, fecha segura"),
    "court_choice": _("Ante qué juzgado"),
    "presentation": _("Fecha de presentación"),
    "notification": _("Fecha de notificación"),
    "court_report": _("Informe de la institución en el amparo"),
    "court_judgment": _("Sentencia del amparo"),
    "court_appeal": _("Apelar la sentencia"),
    "compliance": _("Cumplir la sentencia"),
    "working_week": _("Días hábiles de la semana"),
    "asueto_roll": _("Asuetos"),
    "local_days": _("Aniversarios locales"),
}

# The other values are built into the way of counting (a term ends at 24:00, silence denies the day
# after, asuetos move what expires on them): changing them is changing the program, with its tests.
LIMITS: dict[str, tuple[int, int]] = {
    "answer": (1, 60),
    "clarification": (1, 30),
    "forwarding": (1, 30),
    "reconsideration": (1, 90),
    "reconsideration_decision": (1, 90),
    "court": (1, 250),
    "court_safe": (1, 365),
    "court_report": (1, 60),
    "court_judgment": (1, 60),
    "court_appeal": (1, 60),
    "compliance": (1, 60),
}
