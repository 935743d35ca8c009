"""What a person types to decide about a mail that came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.mail_in.queue import Candidate
from notifications.models import IncomingMail
from notifications.states import MailShelf
from offices.models import Institution
from requests_app.actions import Filing
from requests_app.documents import CheckedFile
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.forms.forwarding import OfferedField
from requests_app.states import NotifyBy

TEXT_LENGTH = 50_000
REASON_LENGTH = 2000
OTHER = "otro"


class QueueForm(forms.Form):
    """Which part of the queue is shown; an altered address falls back to what waits."""

    hides_optional = True

    estante = forms.ChoiceField(
        label=gettext_lazy("Qué correos"), required=False, choices=MailShelf.choices
    )
    q = forms.CharField(
        label=gettext_lazy("Palabras del asunto o del remitente"), required=False, max_length=120
    )


class CaseForm(forms.Form):
    """The case that a mail belongs to: one that seems to fit, or any other by its number."""

    case = forms.ChoiceField(
        label=gettext_lazy("¿De qué pedido es este correo?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Elija el pedido, o «Otro» y escriba su número."),
            "invalid_choice": gettext_lazy("Elija uno de los pedidos de la lista."),
        },
    )
    number = LineField(
        label=gettext_lazy("Número del otro pedido"),
        help_text=gettext_lazy("Por ejemplo: AIP-2026-000123."),
        max_length=40,
        required=False,
    )
    hides_optional = True

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["case"]
        offered.choices = [
            *((one.info_request.number, _line(one)) for one in candidates),
            (OTHER, _("Otro pedido de mi institución")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the number of another case."""
        found = super().clean() or {}
        if found.get("case") == OTHER and not found.get("number"):
            self.add_error("number", _("Escriba el número del pedido."))
        return found

    @property
    def chosen(self) -> str:
        """The number of the case, once the form is valid."""
        case = str(self.cleaned_data["case"])
        return case if case != OTHER else str(self.cleaned_data["number"]).strip().upper()


class NewRequestForm(RefusableForm):
    """The request that a mail makes, as the officer reads it: what is asked and who asks."""

    institution = OfferedField(
        label=gettext_lazy("Institución que recibe"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={"required": gettext_lazy("Elija la institución que recibe.")},
    )
    subject = LineField(
        label=gettext_lazy("Asunto"),
        max_length=200,
        error_messages={"required": gettext_lazy("Escriba el asunto en pocas palabras.")},
    )
    description = TextField(
        label=gettext_lazy("Qué información pide"),
        help_text=gettext_lazy("Con las palabras del correo. Quite solo saludos y firmas."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Escriba qué información pide.")},
    )
    name = LineField(
        label=gettext_lazy("Nombre y apellido de quien pide"),
        help_text=gettext_lazy("Si no lo dice, escriba cómo firma."),
        max_length=200,
        error_messages={"required": gettext_lazy("Escriba quién pide, como firma el correo.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Correo para los avisos"),
        error_messages={
            "required": gettext_lazy("Escriba el correo de quien pide."),
            "invalid": gettext_lazy("Escriba un correo como nombre@ejemplo.com."),
        },
    )

    def __init__(self, *args: Any, places: Sequence[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.offer(places, {})

    def filing(self, files: tuple[CheckedFile, ...]) -> Filing:
        """Return what is filed; the files are those of the mail."""
        typed = self.cleaned_data
        return Filing(
            institution=typed["institution"],
            subject=typed["subject"],
            description=typed["description"],
            name=typed["name"],
            email=typed["email"],
            notify_by=NotifyBy.EMAIL,
            files=files,
        )


class ReasonForm(forms.Form):
    """Why a mail is set aside, or what was done with it undone."""

    reason = TextField(
        label=gettext_lazy("Motivo"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Escriba el motivo.")},
    )

    def __init__(self, *args: Any, hint: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
        self.fields["reason"].required = required


class AssignForm(forms.Form):
    """To which institution mail written to nobody known was meant."""

    search = LineField(
        label=gettext_lazy("Buscar la institución"),
        help_text=gettext_lazy("Nombre, sigla o lugar."),
        required=False,
        max_length=120,
    )
    institution = OfferedField(
        label=gettext_lazy("¿Para qué institución es?"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={
            "required": gettext_lazy("Busque y elija la institución."),
            "invalid_choice": gettext_lazy("Elija una de las instituciones de la lista."),
        },
    )
    hides_optional = True

    def __init__(self, *args: Any, places: Sequence[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.offer(places, {})


def first_words(mail: IncomingMail, text: str, name: str) -> dict[str, str]:
    """Return what a new request's form begins with."""
    return {"subject": mail.subject[:200], "description": text, "name": name, "email": mail.sender}


def _line(candidate: Candidate) -> str:
    row = candidate.info_request
    return f"{row.number}: {row.subject}. {candidate.reason}"
