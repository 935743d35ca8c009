"""What an office types about its own work: whom it asks, what it notes, who has what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cleared import personal_in, proposed
from casework.models import Note, Unit
from requests_app.forms.answer_files import CheckedFilesField
from requests_app.forms.fields import LineField, TextField
from requests_app.models import InformationRequest

NOTE_LENGTH = 4000
LONGEST_SUB_TERM = 60
_SAID_TO_UNIT = ("subject", "shown_text", "asked")


def days_field(label: Any, *, initial: int | None = None) -> forms.IntegerField:
    """Return the field for a sub-term in business days."""
    return forms.IntegerField(
        label=label,
        help_text=_("Cero es hoy mismo. Cuentan los días hábiles de su institución."),
        min_value=0,
        max_value=LONGEST_SUB_TERM,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Escriba cuántos días hábiles tiene la unidad."),
            "invalid": _("Escriba un número de días."),
        },
    )


class AskUnitForm(forms.Form):
    """What a unit is asked, until when, and what it reads of the request."""

    unit = forms.ModelChoiceField(
        label=_("¿A qué unidad?"),
        queryset=Unit.objects.none(),
        empty_label=_("Elija una unidad"),
        error_messages={
            "required": _("Elija la unidad."),
            "invalid_choice": _("Elija una de las unidades de la lista."),
        },
    )
    asked = TextField(
        label=_("¿Qué necesita de la unidad?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba qué necesita de la unidad.")},
    )
    days = days_field(_("¿Cuántos días hábiles le da?"))
    subject = LineField(label=_("Asunto que leerá la unidad"), max_length=200)
    shown_text = TextField(
        label=_("Texto del pedido que leerá la unidad"),
        help_text=_("La unidad no ve quién pide. Saque de aquí todo lo que lo diga."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Escriba qué se pide.")},
    )
    confirmed = forms.BooleanField(
        label=_("Lo revisé: nada de esto dice quién hizo el pedido"), required=False
    )

    def __init__(self, data: Any, *, info_request: InformationRequest, initial_days: int) -> None:
        subject, shown = proposed(info_request)
        initial = {"subject": subject, "shown_text": shown, "days": initial_days}
        super().__init__(data, initial=initial)
        self.info_request = info_request
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.active().filter(institution=info_request.institution_id)
        # Asked for only once something was found: a box ticked without reading proves nothing.
        self.asks_to_confirm = False
        if data is None:
            del self.fields["confirmed"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = {
            name: pieces
            for name in _SAID_TO_UNIT
            if (pieces := personal_in(self.info_request, cleaned.get(name) or ""))
        }
        if not found:
            del self.fields["confirmed"]
        elif not cleaned.get("confirmed"):
            for name, pieces in found.items():
                self.add_error(name, _says_who(pieces))
            self.add_error("confirmed", gettext("Saque esas palabras, o confirme que puede ir."))
        return cleaned


class NoteForm(forms.Form):
    """A note for the people of the office."""

    text = TextField(
        label=_("Nota interna"),
        help_text=_("La leen solo las personas de su oficina. No se puede borrar ni cambiar."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba la nota.")},
    )
    corrects = forms.ModelChoiceField(
        label=_("¿Corrige una nota anterior?"),
        queryset=Note.objects.none(),
        required=False,
        empty_label=_("No"),
        error_messages={"invalid_choice": _("Elija una de las notas de este pedido.")},
    )
    for_people = forms.ModelMultipleChoiceField(
        label=_("¿Quién debe leerla? Recibirá un aviso."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Elija entre las personas de la oficina.")},
    )

    def __init__(self, data: Any, *, notes: Any, colleagues: Any) -> None:
        super().__init__(data)
        known: Any = self.fields["corrects"]
        known.queryset = notes
        known.label_from_instance = _first_words
        people: Any = self.fields["for_people"]
        people.queryset = colleagues
        if not notes:
            del self.fields["corrects"]
        if not colleagues:
            del self.fields["for_people"]


class AssignForm(forms.Form):
    """Who has a request in hand."""

    person = forms.ModelChoiceField(
        label=_("Persona"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nadie en particular"),
        error_messages={"invalid_choice": _("Elija entre las personas de la oficina.")},
    )
    unit = forms.ModelChoiceField(
        label=_("Unidad"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Ninguna"),
        error_messages={"invalid_choice": _("Elija una de las unidades de la lista.")},
    )

    def __init__(
        self, data: Any, *, people: Any, units: Any, away: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        choices: Any = self.fields["person"]
        choices.queryset = people
        choices.label_from_instance = lambda person: away.get(person.pk, str(person))
        known: Any = self.fields["unit"]
        known.queryset = units
        if not units:
            del self.fields["unit"]


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(
        label=_("Motivo"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba el motivo: quien lo lea debe saber qué hacer.")},
    )


class NewSubTermForm(ReasonForm):
    """Why, and until when now."""

    days = days_field(_("¿Cuántos días hábiles más, contados desde hoy?"))


class DeliveryForm(forms.Form):
    """What a unit hands over."""

    text = TextField(
        label=_("Qué informa la unidad"),
        help_text=_("Lo leerá la oficina, que responde a quien pidió."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attachments = CheckedFilesField(
        label=_("Archivos"),
        required=False,
        help_text=_(
            "PDF, Word, Excel, OpenDocument, CSV, texto, JPG o PNG; hasta 20 MB cada uno. "
            "Puede elegir varios a la vez."
        ),
    )


class NothingForm(forms.Form):
    """A step that needs no words."""


def _says_who(pieces: list[str]) -> str:
    return gettext("Puede decir quién pide: %(pieces)s.") % {
        "pieces": ", ".join(f"«{piece}»" for piece in pieces[:5])
    }


def _first_words(note: Note) -> str:
    shown = " ".join(note.text.split())
    return shown if len(shown) <= 60 else f"{shown[:59].rstrip()}…"  # noqa: PLR2004
