"""What is typed of a complaint: by who complains, by the Directorate, by the institution."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from oversight.complaints.states import Disclosure, Ground, Result
from requests_app.forms.fields import LineField, TextField
from requests_app.forms.follow import CodeForm

LONGEST = 10_000
_NUMBER = re.compile(r"(?:QUE)?[\s-]*(\d{4})[\s-]+(\d{1,6})", re.IGNORECASE)


def _text(label: Any, *, hint: Any = "", rows: int = 6, required: Any) -> TextField:
    return TextField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class ComplaintForm(forms.Form):
    """What happened, and what the institution may read of it. No name is asked."""

    ground = forms.ChoiceField(
        label=_("¿De qué se queja?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija de qué se queja.")},
    )
    text = _text(
        _("Cuente qué pasó"),
        hint=_("Qué, cuándo y dónde. No hace falta que escriba su nombre ni el de nadie más."),
        rows=8,
        required=_("Cuente qué pasó."),
    )
    disclosure = forms.ChoiceField(
        label=_("Si la Dirección pide explicaciones, ¿qué puede leer la institución?"),
        choices=Disclosure.choices,
        initial=Disclosure.RESERVED,
        widget=HintedRadios(
            hints={
                Disclosure.RESERVED: _("No lee su texto ni sabe de qué pedido se trata."),
                Disclosure.TEXT: _(
                    "Ayuda cuando el problema es su pedido: la institución lee su texto y ve el "
                    "número del pedido, si lo hay. Nunca le damos su nombre ni su correo."
                ),
            }
        ),
        error_messages={"required": _("Elija qué puede leer la institución.")},
    )


class OpenComplaintForm(ComplaintForm):
    """A complaint without a request: where to write, if the person wants to be told."""

    email = forms.EmailField(
        label=_("Su correo electrónico"),
        help_text=_("Solo para avisarle que hay novedades. No lo ve nadie."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={
            "invalid": _("Escriba un correo completo, por ejemplo nombre@correo.com."),
        },
    )


class ComplaintCodeForm(CodeForm):
    """The number and the secret code of a complaint without a request."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        number = self.fields["number"]
        number.label, number.help_text = _("Número de su queja"), _("Por ejemplo, QUE-2026-000012.")
        number.error_messages["required"] = _("Escriba el número de su queja.")

    def clean_number(self) -> str:
        """Return the number in its one form when it can be read, else as typed."""
        text: str = self.cleaned_data["number"]
        found = _NUMBER.fullmatch(text.strip())
        return f"QUE-{int(found[1])}-{int(found[2]):06}" if found else text.upper()


class AskForm(forms.Form):
    """What the institution is asked."""

    text = _text(
        _("Qué se le pregunta"),
        hint=_("Lo leen la jefatura de la oficina y la máxima autoridad."),
        required=_("Escriba qué se le pregunta a la institución."),
    )


class RecordForm(forms.Form):
    """A report that came by other ways."""

    received_by = LineField(
        label=_("Cómo llegó"),
        help_text=_("Por ejemplo: nota 12/2026, por correo, del 3 de agosto."),
        max_length=200,
        error_messages={"required": _("Escriba cómo llegó.")},
    )
    text = _text(_("Qué informó"), required=_("Escriba qué informó la institución."))


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = _text(
        _("Nota"),
        hint=_("La lee solo la Dirección. Queda para siempre."),
        rows=3,
        required=_("Escriba la nota."),
    )


class RefusalForm(forms.Form):
    """Why a complaint is not taken up."""

    text = _text(
        _("Por qué no se admite"),
        hint=_("Lo lee la persona. Dígale también adónde puede ir."),
        required=_("Escriba por qué no se admite: la persona lo lee."),
    )


class DraftForm(forms.Form):
    """An answer that somebody else may still change; what was found may stay open."""

    result = forms.TypedChoiceField(
        label=_("Qué encontró la Dirección"),
        choices=Result.choices,
        coerce=Result,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = _text(
        _("Respuesta a la persona"),
        hint=_("La lee solo quien se quejó. No nombre a nadie más."),
        rows=8,
        required=_("Escriba la respuesta para la persona."),
    )


class AnswerForm(DraftForm):
    """The answer to the person, and what was found."""

    result = forms.TypedChoiceField(
        label=_("Qué encontró la Dirección"),
        choices=Result.choices,
        coerce=Result,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija el resultado.")},
    )


class ReportForm(forms.Form):
    """What the institution reports."""

    text = _text(
        _("Informe a la Dirección"),
        hint=_("Cuente qué pasó y qué hizo la institución. La persona no lo lee."),
        rows=8,
        required=_("Escriba el informe."),
    )
