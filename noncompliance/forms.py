"""What is typed of a file, on either side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from noncompliance.proposing import MOST_REQUESTS
from noncompliance.states import Outcome
from offices.models import Institution
from requests_app.forms.fields import LineField, TextField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LENGTH = 8000
_DIRECTORATE_ONLY = _("La lee solo la Dirección.")
_BETWEEN_NUMBERS = re.compile(r"[\s,;]+")


def _text(
    label: str | _StrPromise, required: str | _StrPromise, *, rows: int = 4, **extra: Any
) -> TextField:
    return TextField(
        label=label,
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        **extra,
    )


def _line(
    label: str | _StrPromise, required: str | _StrPromise, *, longest: int = 120
) -> LineField:
    return LineField(label=label, max_length=longest, error_messages={"required": required})


class ProposeForm(forms.Form):
    """A file by hand: which institution, which requests, why."""

    institution = forms.CharField(
        label=_("Código de la institución"),
        help_text=_("Por ejemplo: MOPC. Está en la lista de instituciones."),
        max_length=20,
        error_messages={"required": _("Escriba el código de la institución.")},
    )
    requests = TextField(
        label=_("Pedidos"),
        help_text=_("Números de pedidos que la institución dejó vencer, uno por línea."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba el número de al menos un pedido.")},
    )
    reason = _text(
        _("Fundamento"),
        _("Escriba por qué se propone el expediente."),
        help_text=_DIRECTORATE_ONLY,
    )

    def clean_institution(self) -> Institution:
        """Return the institution of that code."""
        code = self.cleaned_data["institution"].upper()
        institution = Institution.objects.filter(code=code).first()
        if institution is None:
            raise forms.ValidationError(_("No hay ninguna institución con ese código."))
        return institution

    def clean_requests(self) -> list[str]:
        """Return the numbers, as typed."""
        numbers = [one for one in _BETWEEN_NUMBERS.split(self.cleaned_data["requests"]) if one]
        if len(numbers) > MOST_REQUESTS:
            raise forms.ValidationError(
                _("Indique como máximo %(most)s pedidos."), params={"most": MOST_REQUESTS}
            )
        return numbers


class OpenForm(forms.Form):
    text = _text(_("Por qué se abre"), _("Escriba por qué se abre."), help_text=_DIRECTORATE_ONLY)


class DismissForm(forms.Form):
    text = _text(
        _("Por qué no se abre"),
        _("Escriba por qué no se abre."),
        help_text=_("La lee solo la Dirección. Los mismos hechos no se vuelven a proponer."),
    )


class NoteForm(forms.Form):
    text = _text(_("Nota interna"), _("Escriba la nota."), rows=3, help_text=_DIRECTORATE_ONLY)


class PaperForm(forms.Form):
    """How a notice was delivered on paper."""

    instrument = _line(_("Nota con la que se notificó"), _("Escriba el número de la nota."))
    delivered_on = DateInputField(label=_("¿Qué día la recibió la institución?"))


class NoticeForm(forms.Form):
    """What the institution reads; on paper too where nobody there can be told here."""

    text = _text(
        _("Qué se notifica"),
        _("Escriba qué se notifica."),
        rows=12,
        help_text=_(
            "Lo leen la máxima autoridad y la jefatura de la oficina. No es público y no nombra a "
            "quienes pidieron."
        ),
    )
    instrument = LineField(
        label=_("Nota, si se notificó en papel"),
        help_text=_("Déjelo vacío para notificar aquí, con aviso por correo."),
        max_length=120,
        required=False,
    )
    delivered_on = DateInputField(label=_("Día en que se recibió la nota"), required=False)


class InquiryForm(forms.Form):
    note = _line(_("Nota con la que se pide el sumario"), _("Escriba el número de la nota."))
    text = _text(_("Por qué se pide"), _("Escriba por qué se pide."), help_text=_DIRECTORATE_ONLY)


class OrderForm(forms.Form):
    ordered_on = DateInputField(label=_("¿Qué día se ordenó?"))
    authority = _line(_("Quién lo ordenó"), _("Escriba qué autoridad lo ordenó."), longest=200)
    instrument = _line(_("Resolución"), _("Escriba el número y la fecha de la resolución."))


class OutcomeForm(forms.Form):
    """What the competent authority did; the system imposes nothing."""

    outcome = forms.ChoiceField(
        label=_("Resultado"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija el resultado.")},
    )
    outcome_on = DateInputField(label=_("¿Qué día se dispuso?"))
    authority = _line(_("Quién lo dispuso"), _("Escriba qué autoridad lo dispuso."), longest=200)
    instrument = _line(_("Instrumento"), _("Escriba el número y la fecha del instrumento."))
    text = _text(
        _("Qué se resolvió"),
        _("Escriba qué se resolvió."),
        help_text=_("Lo lee también la institución. No nombre a quienes pidieron."),
    )


class ClosingForm(forms.Form):
    text = _text(
        _("Por qué se cierra"), _("Escriba por qué se cierra."), help_text=_DIRECTORATE_ONLY
    )


class ConfirmForm(forms.Form):
    """Which prepared step the director has read."""

    step = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReturnForm(ConfirmForm):
    note = _text(_("Por qué se devuelve"), _("Escriba por qué se devuelve."), rows=3)


class ReplyForm(forms.Form):
    """What the institution says."""

    text = _text(
        _("Descargo de la institución"),
        _("Escriba el descargo."),
        rows=10,
        help_text=_(
            "Cuente qué pasó con cada pedido. Lo lee la Dirección. Se presenta una sola vez y no "
            "responde los pedidos."
        ),
    )
