"""What a person of the Directorate types of an alert."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField, number_field
from oversight.actions import Figures
from requests_app.forms.fields import LineField, TextField


class NoteForm(forms.Form):
    """Why an alert that was looked at needs nothing more for now."""

    note = TextField(
        label=_("Vista, porque"),
        help_text=_("Queda con su nombre. La alerta vuelve si la cifra empeora."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué.")},
    )


class RuleForm(forms.Form):
    """Other figures for a rule, from a day to come."""

    threshold = number_field(_("Se avisa con más de"), least=0, most=365)
    window_days = number_field(_("En los últimos (días corridos)"), least=1, most=365)
    minimum = number_field(
        _("Solo con al menos tantos casos"),
        least=1,
        most=1000,
        hint=_("Con pocos casos, una cifra dice más del azar que de la institución."),
    )
    in_force_from = DateInputField(label=_("¿Desde qué día rige?"))
    reason = LineField(
        label=_("Motivo"),
        max_length=300,
        error_messages={"required": _("Escriba por qué cambia.")},
    )

    def figures(self) -> Figures:
        """Return the figures typed; only after the form is valid."""
        names = ("threshold", "window_days", "minimum")
        return Figures(**{name: self.cleaned_data[name] for name in names})
