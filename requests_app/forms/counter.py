"""What an officer writes down of a request received by other ways than the portal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField, HintedRadios
from offices.models import Institution
from requests_app import documents
from requests_app.actions import Filing, Intake
from requests_app.documents import CheckedFile
from requests_app.errors import PresentedInTheFuture
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Channel, Language, NotifyBy, PreferredFormat

TEXT_LENGTH = 20_000
RECEIVED_BY = (Channel.COUNTER, Channel.WRITTEN, Channel.EMAIL, Channel.VERBAL)


class CounterForm(RefusableForm):
    """One request as it was received: how, when, what and by whom (Ley 5282/2014, art. 12)."""

    institution = forms.ModelChoiceField(
        label=_("Institución que recibe"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={"required": _("Elija la institución que recibe.")},
    )
    channel = forms.ChoiceField(
        label=_("¿Cómo se presentó?"),
        choices=[(channel.value, channel.label) for channel in RECEIVED_BY],
        widget=HintedRadios(
            hints={
                Channel.COUNTER: _("La persona vino y llenó el formulario."),
                Channel.WRITTEN: _("Una nota que entró por mesa de entradas."),
                Channel.VERBAL: _("La persona lo dijo y se labra un acta."),
            }
        ),
        error_messages={"required": _("Elija cómo se presentó.")},
    )
    presented_on = DateInputField(
        label=_("Fecha en que se presentó"),
        help_text=_("La fecha verdadera: desde ella corre el plazo. Por ejemplo: 23 7 2026."),
    )
    paper_number = LineField(
        label=_("Número de mesa de entradas (opcional)"), max_length=60, required=False
    )
    evidence = TextField(
        label=_("Constancia de la fecha"),
        help_text=_(
            "Hace falta si se presentó antes de hoy: sello de entrada, encabezado del correo."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verbal_record = TextField(
        label=_("Acta del pedido verbal"),
        help_text=_("Solo si el pedido fue verbal: lo que dijo, tal como se le leyó y aceptó."),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    subject = LineField(
        label=_("Asunto"),
        max_length=200,
        error_messages={"required": _("Escriba el asunto en pocas palabras.")},
    )
    description = TextField(
        label=_("Qué información pide"),
        max_length=TEXT_LENGTH,
        error_messages={"required": _("Escriba qué información pide, con sus palabras.")},
    )
    preferred_format = forms.ChoiceField(
        label=_("Formato preferido"), choices=PreferredFormat.choices, initial=PreferredFormat.ANY
    )
    language = forms.ChoiceField(
        label=_("Idioma del pedido"), choices=Language.choices, initial=Language.SPANISH
    )
    name = LineField(
        label=_("Nombre y apellido de quien pide"),
        max_length=200,
        error_messages={"required": _("Escriba el nombre de quien pide.")},
    )
    identity_document = LineField(
        label=_("Documento de identidad (opcional)"),
        help_text=_("No se puede exigir."),
        max_length=40,
        required=False,
    )
    address = LineField(label=_("Domicilio (opcional)"), max_length=200, required=False)
    notify_by = forms.ChoiceField(
        label=_("¿Cómo quiere recibir los avisos?"),
        choices=NotifyBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo quiere recibir los avisos.")},
    )
    email = forms.EmailField(
        label=_("Correo electrónico"),
        help_text=_("Hace falta solo si quiere los avisos por correo."),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Escriba un correo completo, por ejemplo nombre@correo.com.py.")
        },
    )
    phone = LineField(label=_("Teléfono (opcional)"), max_length=40, required=False)
    shows_name = forms.BooleanField(
        label=_("La persona aceptó que su nombre sea público"),
        help_text=_("Si no lo dijo, deje la casilla sin marcar."),
        required=False,
    )
    hides_optional = True

    def __init__(
        self, *args: Any, institutions: Iterable[Institution], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        own = {place.pk for place in institutions}
        receiver: Any = self.fields["institution"]
        receiver.queryset = Institution.objects.filter(pk__in=own)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        presented_on = said.get("presented_on")
        if presented_on and presented_on > self.on:
            self.add_error("presented_on", str(PresentedInTheFuture.message))
        if presented_on and presented_on < self.on and not said.get("evidence"):
            self._ask("evidence", documents.SAY_WHY_EARLIER)
        if said.get("channel") == Channel.VERBAL and not said.get("verbal_record"):
            self._ask("verbal_record", documents.VERBAL_NEEDS_RECORD)
        if said.get("notify_by") == NotifyBy.EMAIL and not said.get("email"):
            self._ask("email", _("Escriba el correo, o elija otra forma de recibir avisos."))
        return said

    def filing(self, files: Iterable[CheckedFile] = ()) -> Filing:
        """Return what is asked and by whom."""
        said = self.cleaned_data
        return Filing(
            institution=said["institution"],
            subject=said["subject"],
            description=said["description"],
            preferred_format=PreferredFormat(said["preferred_format"]),
            language=Language(said["language"]),
            name=said["name"],
            identity_document=said["identity_document"],
            address=said["address"],
            notify_by=NotifyBy(said["notify_by"]),
            email=said["email"],
            phone=said["phone"],
            shows_name=said["shows_name"],
            files=tuple(files),
        )

    def intake(self) -> Intake:
        """Return how and when it was received."""
        said = self.cleaned_data
        return Intake(
            channel=Channel(said["channel"]),
            presented_on=said["presented_on"],
            paper_number=said["paper_number"],
            evidence=said["evidence"],
            verbal_record=said["verbal_record"],
        )

    def _ask(self, name: str, message: Any) -> None:
        if name not in self.errors:
            self.add_error(name, message)
