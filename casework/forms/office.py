"""What whoever leads an office types about its units, its people and their absences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from look.forms import DateInputField
from requests_app.forms.fields import LineField


class UnitForm(forms.Form):
    """The name of a unit."""

    name = LineField(
        label=_("Nombre de la unidad"),
        help_text=_("Por ejemplo: Dirección de Vialidad, Recursos Humanos."),
        max_length=120,
        error_messages={"required": _("Escriba el nombre de la unidad.")},
    )


class LiaisonForm(forms.Form):
    """Who answers for a unit."""

    email = forms.EmailField(
        label=_("Correo electrónico de la persona"),
        help_text=_("Con este correo ingresa al sistema."),
        max_length=254,
        error_messages={
            "required": _("Escriba el correo electrónico de la persona."),
            "invalid": _("Escriba un correo electrónico completo, como nombre@institucion.gov.py."),
        },
    )
    full_name = LineField(
        label=_("Nombre y apellido"),
        max_length=200,
        error_messages={"required": _("Escriba el nombre y apellido de la persona.")},
    )


class AbsenceForm(forms.Form):
    """Who is away, from when to when, and who does their work."""

    person = forms.ModelChoiceField(
        label=_("¿Quién estará ausente?"),
        queryset=User.objects.none(),
        empty_label=_("Elija una persona"),
        error_messages={
            "required": _("Elija quién estará ausente."),
            "invalid_choice": _("Elija entre las personas de la oficina."),
        },
    )
    starts_on = DateInputField(
        label=_("Primer día de ausencia"), help_text=_("Por ejemplo: 23 7 2026.")
    )
    ends_on = DateInputField(
        label=_("Último día de ausencia"), help_text=_("Por ejemplo: 31 7 2026.")
    )
    substitute = forms.ModelChoiceField(
        label=_("¿Quién reemplaza?"),
        help_text=_("Tendrá lo que está a cargo de la persona ausente y sus avisos."),
        queryset=User.objects.none(),
        empty_label=_("Elija una persona"),
        error_messages={
            "required": _("Elija quién reemplaza."),
            "invalid_choice": _("Elija entre las personas de la oficina."),
        },
    )

    def __init__(
        self, data: Any, *, people: Any, substitutes: Any, named: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        away: Any = self.fields["person"]
        away.queryset = people
        others: Any = self.fields["substitute"]
        others.queryset = substitutes
        # The desk is known by name; the people of units, by the address they were named with.
        others.label_from_instance = lambda person: (
            str(person) if person.pk in named else person.email
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", gettext("El último día no puede ser anterior al primero."))
        return cleaned


class HandOverForm(forms.Form):
    """To whom everything that somebody has goes."""

    to = forms.ModelChoiceField(
        label=_("¿A quién pasa todo?"),
        queryset=User.objects.none(),
        empty_label=_("Elija una persona"),
        error_messages={
            "required": _("Elija a quién pasa."),
            "invalid_choice": _("Elija entre las personas de la oficina."),
        },
    )

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data)
        colleagues: Any = self.fields["to"]
        colleagues.queryset = people
