"""What the person who asked can write after filing."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from requests_app.forms.fields import LineField, TextField
from requests_app.models.numbering import number_text
from requests_app.states import Verdict

LONG = 20_000
_NUMBER = re.compile(r"(?:AIP)?[\s-]*(\d{4})[\s-]+(\d{1,6})", re.IGNORECASE)
_TOO_LONG = _("El texto tiene %(show_value)d caracteres y puede tener hasta %(limit_value)d.")


class CodeForm(forms.Form):
    """The number and the secret code, typed as people copy them from paper."""

    number = LineField(
        label=_("Número de su pedido"),
        help_text=_("Por ejemplo, AIP-2026-000123."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": _("Escriba el número de su pedido.")},
    )
    code = LineField(
        label=_("Código de seguimiento"),
        help_text=_("Los 16 signos que recibió al presentarlo. Da igual mayúsculas o guiones."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-20",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Escriba el código de seguimiento.")},
    )

    def clean_number(self) -> str:
        """Return the number in its one form when it can be read, else as typed."""
        text: str = self.cleaned_data["number"]
        found = _NUMBER.fullmatch(text.strip())
        return number_text(int(found[1]), int(found[2])) if found else text.upper()


class ClarifyForm(forms.Form):
    """The reply to the office's question."""

    reply = TextField(
        label=_("Su aclaración"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Escriba su aclaración."), "max_length": _TOO_LONG},
    )


class WithdrawForm(forms.Form):
    """Nothing to write: withdrawing only asks to be sure."""


class VerdictForm(forms.Form):
    """What the person says of the answer."""

    verdict = forms.ChoiceField(
        label=_("La respuesta que recibió, ¿fue lo que pidió?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija una opción.")},
    )
    reason = TextField(
        label=_("Por qué"),
        help_text=_("Solo lo leen la institución y la Dirección de Acceso."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _TOO_LONG},
    )


class ReconsiderForm(forms.Form):
    """The text of the appeal, offered with the facts already written."""

    text = TextField(
        label=_("Su recurso"),
        help_text=_("Ya escribimos los hechos. Puede cambiar lo que quiera y agregar sus razones."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": _("Escriba por qué pide que se revise la decisión."),
            "max_length": _TOO_LONG,
        },
    )


class CourtFilingForm(forms.Form):
    """Where and when the person went to court."""

    court = LineField(
        label=_("Juzgado"),
        help_text=_("Por ejemplo: Juzgado Civil y Comercial, 3.er turno, Asunción."),
        max_length=200,
        error_messages={"required": _("Indique el juzgado.")},
    )
    filed_on = DateInputField(
        label=_("Día en que la presentó"), help_text=_("Por ejemplo, 23 7 2026.")
    )
    case_number = LineField(
        label=_("Número de expediente"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


class RulingForm(forms.Form):
    """What the judge decided."""

    ruled_on = DateInputField(label=_("Fecha de la sentencia"))
    orders_delivery = forms.TypedChoiceField(
        label=_("¿Qué resolvió el juzgado?"),
        choices=[
            ("yes", _("Ordenó entregar la información")),
            ("no", _("Rechazó la acción")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué resolvió el juzgado.")},
    )
    ruling = TextField(
        label=_("Resumen de la sentencia"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Escriba qué resolvió el juzgado."),
            "max_length": _TOO_LONG,
        },
    )


def add_refusal(form: forms.Form, fields: dict[str, str]) -> None:
    """Put each sentence of an Incomplete beside its field, or above the form without one."""
    for name, message in fields.items():
        field: Any = name if name in form.fields else None
        form.add_error(field, message)
