"""What is chosen about the daily digest."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import DigestScope
from casework.models.digest import FIRST_HOUR, LAST_HOUR


class DigestForm(forms.Form):
    """What one person's digest tells."""

    digest = forms.ChoiceField(
        label=_("¿Qué quiere recibir cada día hábil?"),
        choices=DigestScope.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elija qué quiere recibir."),
            "invalid_choice": _("Elija una de las tres posibilidades."),
        },
    )


class DigestHourForm(forms.Form):
    """The local hour at which an office has its digest."""

    hour = forms.TypedChoiceField(
        label=_("Hora del resumen de la oficina"),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
        error_messages={"invalid_choice": _("Elija una hora de la lista.")},
    )
