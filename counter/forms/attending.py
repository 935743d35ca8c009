"""What is asked while a person stands at the counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counter.looking import is_same_document
from requests_app.documents import CheckedFile
from requests_app.forms.answer_files import CheckedFilesField
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField
from requests_app.models import Requester
from requests_app.states import Copies, SignedPaper

_NO_MEMORY = {"autocomplete": "off"}
_NAME = _("Escriba el nombre de quien recibe.")
_HOW = _("Escriba cómo comprobó que es la persona que pidió.")


class FindForm(forms.Form):
    """What an office looks for: a number, an entry number, a document."""

    q = LineField(
        label=_("Número del pedido, de mesa de entradas, o documento de la persona"),
        max_length=60,
        widget=forms.TextInput(attrs={**_NO_MEMORY, "type": "search"}),
        error_messages={"required": _("Escriba qué busca.")},
    )
    hides_optional = True


class IdentifyForm(forms.Form):
    """What the person shows in a service centre: the number, and their document or code."""

    number = LineField(
        label=_("Número del pedido"),
        help_text=_("Por ejemplo: AIP-2026-000123."),
        max_length=40,
        widget=forms.TextInput(attrs=_NO_MEMORY),
        error_messages={"required": _("Escriba el número del pedido.")},
    )
    document = LineField(
        label=_("Documento de identidad"),
        help_text=_("El que dio cuando pidió la información."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_NO_MEMORY),
    )
    code = LineField(
        label=_("O su código de seguimiento"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=_NO_MEMORY),
    )
    hides_optional = True

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("document") and not said.get("code"):
            self.add_error("document", _("Escriba el documento o el código de la persona."))
        said["number"] = said.get("number", "").upper()
        return said


class IdentityForm(RefusableForm):
    """How somebody proved to be who asked; a document on record must be the one shown."""

    document = LineField(
        label=_("Documento que mostró"), max_length=40, required=False,
        widget=forms.TextInput(attrs=_NO_MEMORY),
    )  # fmt: skip
    how = LineField(
        label=_("Cómo comprobó que es la persona"),
        help_text=_("Por ejemplo: cédula a la vista; conoce el pedido, su domicilio y teléfono."),
        max_length=200,
        widget=forms.TextInput(attrs=_NO_MEMORY),
        error_messages={"required": _HOW},
    )
    hides_optional = True
    shown_at = {"identity": "how"}

    def __init__(self, *args: Any, requester: Requester, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requester = requester
        if requester.identity_document:
            self.fields["document"].required = True
            self.fields["document"].error_messages["required"] = _(
                "El pedido lleva un documento: escriba el que la persona muestra."
            )

    def clean_document(self) -> str:
        shown: str = self.cleaned_data["document"]
        known = self.requester.identity_document
        if known and shown and not is_same_document(shown, known):
            raise forms.ValidationError(_("No es el documento que figura en el pedido."))
        return shown

    @property
    def identity(self) -> str:
        """What is written down of how they proved it."""
        said = self.cleaned_data
        return f"{said['how']} ({said['document']})" if said["document"] else str(said["how"])


class NotifyForm(IdentityForm):
    """To whom a notification is made, and what they take away."""

    received_by = LineField(
        label=_("Quién recibe"),
        help_text=_("La persona que pidió o quien ella autorizó."),
        max_length=200,
        widget=forms.TextInput(attrs=_NO_MEMORY),
        error_messages={"required": _NAME},
    )
    copies = forms.ChoiceField(
        label=_("Qué se lleva"),
        choices=Copies.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué se lleva.")},
    )
    note = LineField(
        label=_("Observación (opcional)"),
        help_text=_("Por ejemplo: vino su hija con una autorización firmada."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=_NO_MEMORY),
    )
    field_order = ("received_by", "document", "how", "copies", "note")

    def clean_document(self) -> str:
        # Who comes in somebody's name shows a document of their own: then the note says so.
        is_somebody_else = self.data.get("received_by", "").strip() != self.requester.name
        shown: str = self.cleaned_data["document"]
        return shown if is_somebody_else else super().clean_document()


class SignedForm(forms.Form):
    """The scan of a paper the person signed."""

    paper = forms.ChoiceField(
        label=_("Qué papel es"),
        choices=SignedPaper.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué papel es.")},
    )
    attachments = CheckedFilesField(
        label=_("El papel firmado, escaneado o fotografiado"),
        help_text=_("PDF, JPG o PNG, hasta 20 MB. Solo lo verá la institución."),
    )

    def clean_attachments(self) -> tuple[CheckedFile, ...]:
        files: tuple[CheckedFile, ...] = self.cleaned_data["attachments"]
        if len(files) != 1:
            raise forms.ValidationError(_("Elija un archivo, y solo uno."))
        return files

    @property
    def file(self) -> CheckedFile:
        """The file chosen; only after the form is valid."""
        files: tuple[CheckedFile, ...] = self.cleaned_data["attachments"]
        return files[0]
