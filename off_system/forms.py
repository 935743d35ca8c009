"""What the Directorate types about institutions nobody attends here: addresses and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from answering.forms.denial import DenialForm
from answering.forms.files import OneFileInput
from answering.forms.reply import ReplyForm
from answering.shelf import NO_FILES, Parcel
from look.forms import DateInputField
from notifications.models import IncomingMail
from offices.calendars import local_date
from requests_app.actions import Resolution
from requests_app.documents import CheckedFile
from requests_app.forms.answer_files import CheckedFilesField
from requests_app.forms.fields import LineField
from requests_app.states import ArrivalWay

PAPER = "papel"


class AddressForm(forms.Form):
    """An address and where it is from."""

    address = forms.EmailField(
        label=_("Correo de la institución"),
        max_length=254,
        error_messages={
            "required": _("Escriba la dirección de correo."),
            "invalid": _("Escriba una dirección de correo válida, como mesa@muni.gov.py."),
        },
    )
    source = LineField(
        label=_("¿De dónde sale esta dirección?"),
        help_text=_("Por ejemplo: página web oficial, visitada hoy; o nota 12/2026."),
        max_length=300,
        error_messages={"required": _("Diga de dónde sale la dirección.")},
    )


class SendForm(forms.Form):
    """Why a request is sent by somebody's decision."""

    reason = LineField(
        label=_("¿Por qué se envía?"),
        help_text=_("Por ejemplo: se corrigió la dirección. Lo lee solo la Dirección."),
        max_length=500,
        error_messages={"required": _("Escriba por qué se envía.")},
    )


class ArrivalFields(forms.Form):
    """How an answer came and what proves it, asked before its words."""

    asked_of_arrival = ("proof", "way", "arrived_on", "paper", "evidence")

    def ask_arrival(self, mails: Sequence[IncomingMail]) -> None:
        """Add the fields, with a choice for each mail that came in."""
        offered = [(str(mail.pk), _label_of(mail)) for mail in mails]
        self.fields["proof"] = forms.ChoiceField(
            label=_("¿Qué prueba que la institución respondió?"),
            choices=[*offered, (PAPER, _("Un papel, mensaje o constancia que adjunto"))],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Elija la constancia."),
                "invalid_choice": _("Elija una de las opciones."),
            },
        )
        self.fields["way"] = forms.ChoiceField(
            label=_("¿Cómo llegó?"),
            help_text=_("Solo si adjunta la constancia."),
            choices=ArrivalWay.choices,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("Elija una de las opciones.")},
        )
        self.fields["arrived_on"] = DateInputField(
            label=_("¿Qué día llegó?"),
            help_text=_("Solo si adjunta la constancia. Es la fecha de la respuesta."),
            required=False,
        )
        self.fields["paper"] = CheckedFilesField(
            label=_("Constancia"),
            help_text=_(
                "La nota escaneada con su sello de entrada, el mensaje, o el acta de la llamada. "
                "La ve solo la Dirección y la institución."
            ),
            required=False,
            widget=OneFileInput,
        )
        self.fields["evidence"] = LineField(
            label=_("Diga en una línea cuál es la constancia"),
            help_text=_("Por ejemplo: nota 15/2026, mesa de entrada 881."),
            max_length=500,
            error_messages={"required": _("Diga cuál es la constancia.")},
        )
        self.fields["sure"] = forms.BooleanField(
            label=_("Es lo que respondió la institución, y la constancia lo prueba."),
            error_messages={"required": _("Confirme que es lo que respondió la institución.")},
        )
        self.order_fields([*self.asked_of_arrival])

    def clean_arrival(self) -> None:
        """Ask, for a proof that is attached, how and when it came."""
        if self.cleaned_data.get("proof") != PAPER:
            return
        asked = {
            "way": _("Elija cómo llegó."),
            "arrived_on": _("Indique qué día llegó."),
            "paper": _("Adjunte la constancia."),
        }
        for name, message in asked.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, message)

    @property
    def mail_key(self) -> int | None:
        """The mail chosen as proof, by its key; None for a paper."""
        proof = self.cleaned_data["proof"]
        return None if proof == PAPER else int(proof)

    @property
    def paper_file(self) -> CheckedFile | None:
        """The paper attached, if one was."""
        files: tuple[CheckedFile, ...] = self.cleaned_data.get("paper") or ()
        return files[0] if files else None


class OutsideReplyForm(ArrivalFields, ReplyForm):
    """An answer as it came."""

    def __init__(self, *args: Any, mails: Sequence[IncomingMail], **kwargs: Any) -> None:
        super().__init__(*args, decides=False, **kwargs)
        if "text" in self.fields:
            self.fields["text"].help_text = _("Las palabras de la institución, como llegaron.")
        self.ask_arrival(mails)

    def clean(self) -> dict[str, Any]:
        self.clean_arrival()
        return super().clean()


class OutsideDenialForm(ArrivalFields, DenialForm):
    """A reasoned resolution as it came; who signed it is named, for they hold no post here."""

    def __init__(self, *args: Any, mails: Sequence[IncomingMail], on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["signatory"] = LineField(
            label=_("Máxima autoridad que firma"),
            help_text=_("Nombre y cargo, como están en la resolución."),
            max_length=200,
            required=False,
        )
        self.order_fields(["resolution_number", "resolution_on", "signatory"])
        self.ask_arrival(mails)

    def clean(self) -> dict[str, Any]:
        self.clean_arrival()
        return super().clean()

    def resolution(self, parcel: Parcel = NO_FILES) -> Resolution:
        """Return what was typed, and the files that go with it, as the act takes it."""
        said = self.cleaned_data
        return Resolution(
            number=said["resolution_number"],
            signed_on=said["resolution_on"],
            signatory=None,
            signed_by=said["signatory"],
            facts=said["facts"],
            legal_grounds=said["legal_grounds"],
            reserve_law=said["reserve_law"],
            reserve_article=said["reserve_article"],
            other_ground=said["other_ground"],
            text=said["text"],
            files=parcel.files,
            originals=parcel.originals,
        )


def _label_of(mail: IncomingMail) -> str:
    day = date_format(local_date(mail.received_at), get_format("LEGAL_DATE_FORMAT"))
    return _now("El correo de %(sender)s que llegó el %(day)s") % {
        "sender": mail.sender or "…",
        "day": day,
    }
