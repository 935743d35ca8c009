"""What is written down of a request that comes in at a counter (Ley 5282/2014, art. 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counter.ways import Way
from law.rules import rules_on
from look.forms import DateInputField
from offices.models import Institution, Office
from requests_app import documents
from requests_app.actions import Filing, Intake
from requests_app.documents import CheckedFile
from requests_app.errors import PresentedInTheFuture
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Language, NotifyBy, PreferredFormat

TEXT_LENGTH = 20_000
SUBJECT_LENGTH = 200
_SUBJECT_WORDS = 12
SIGNS, DOES_NOT_SIGN = "signs", "does_not_sign"
# The browsers of a counter serve many people: none must offer what the one before typed.
_NO_MEMORY = {"autocomplete": "off"}
_ONLY_VERBAL = ("signing", "signer")
_ONLY_PAPER = ("paper_number",)
_FOLDED = ("subject", "preferred_format", "language", "shows_name")
_DATED = ("presented_on", "evidence", "evidence_in_file")


class RegisterForm(RefusableForm):
    """One request as it was received: who, what, how to notify them, and when it came.

    Nothing asks why it is wanted, nor for a nationality (art. 4); identity is by statement.
    """

    name = LineField(
        label=_("Nombre y apellido de quien pide"),
        max_length=200,
        error_messages={"required": _("Escriba el nombre de quien pide.")},
    )
    identity_document = LineField(
        label=_("Documento de identidad (opcional)"),
        help_text=_("No se puede exigir. Sirve para reconocer a la persona si pierde su código."),
        max_length=40,
        required=False,
    )
    address = LineField(label=_("Domicilio real (opcional)"), max_length=200, required=False)
    notify_by = forms.ChoiceField(
        label=_("¿Cómo quiere ser notificada?"),
        choices=[
            (NotifyBy.OFFICE, _("En persona, en la oficina")),
            (NotifyBy.EMAIL, _("Por correo electrónico")),
            (NotifyBy.HERE, _("Solo en el sitio, con su número y su código")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo quiere ser notificada.")},
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
    description = TextField(
        label=_("Qué información pide"),
        help_text=_("Con las palabras de la persona. Se acepta en castellano o en guaraní."),
        max_length=TEXT_LENGTH,
        error_messages={"required": _("Escriba qué información pide, con sus palabras.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    subject = LineField(
        label=_("Asunto (opcional)"),
        help_text=_("Si lo deja vacío, se toma el comienzo del pedido."),
        max_length=SUBJECT_LENGTH,
        required=False,
    )
    preferred_format = forms.ChoiceField(
        label=_("Formato preferido"), choices=PreferredFormat.choices, initial=PreferredFormat.ANY
    )
    language = forms.ChoiceField(
        label=_("Idioma del pedido"), choices=Language.choices, initial=Language.SPANISH
    )
    signing = forms.ChoiceField(
        label=_("¿Quién firma el acta?"),
        choices=[
            (SIGNS, _("La persona que pide")),
            (DOES_NOT_SIGN, _("No sabe o no puede firmar: otra persona firma a su ruego")),
        ],
        initial=SIGNS,
        widget=forms.RadioSelect,
    )
    signer = LineField(
        label=_("Quién firma a su ruego"),
        help_text=_("Nombre, apellido y documento. Puede ser cualquier persona presente."),
        max_length=200,
        required=False,
    )
    paper_number = LineField(
        label=_("Número de mesa de entradas (opcional)"), max_length=60, required=False
    )
    presented_on = DateInputField(
        label=_("Fecha en que se presentó"),
        help_text=_("La fecha verdadera: desde ella corre el plazo. Por ejemplo: 23 7 2026."),
    )
    evidence = TextField(
        label=_("Constancia de la fecha"),
        help_text=_(
            "Hace falta si se presentó antes de hoy: sello de entrada, encabezado del correo, "
            "acta firmada en papel."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence_in_file = forms.BooleanField(
        label=_("La constancia es un archivo: lo elijo en el paso siguiente"), required=False
    )
    shows_name = forms.BooleanField(
        label=_("La persona aceptó que su nombre sea público"),
        help_text=_("Si no lo dijo, deje la casilla sin marcar."),
        required=False,
    )
    hides_optional = True
    # Why the record cannot be registered yet: it was not read, or not as it stands.
    reading_error = ""

    def __init__(
        self, *args: Any, way: Way, institution: Institution, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.way, self.institution, self.on = way, institution, on
        for name in () if way.is_verbal else _ONLY_VERBAL:
            del self.fields[name]
        for name in () if way.has_paper else _ONLY_PAPER:
            del self.fields[name]
        if way.is_verbal:
            # Its files come later: the signed record does not exist yet.
            del self.fields["evidence_in_file"]
            self.fields["presented_on"].label = _("Fecha del acta")
        for field in self.fields.values():
            field.widget.attrs |= _NO_MEMORY

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self._check_date(said)
        if said.get("notify_by") == NotifyBy.EMAIL and not said.get("email"):
            self._ask("email", _("Escriba el correo, o elija otra forma de ser notificada."))
        if said.get("signing") == DOES_NOT_SIGN and not said.get("signer"):
            self._ask("signer", _("Escriba quién firma a su ruego."))
        return said

    @property
    def signs_instead(self) -> str:
        """Who signs at the person's request; empty when they sign themselves."""
        said = self.cleaned_data
        return str(said["signer"]) if said.get("signing") == DOES_NOT_SIGN else ""

    def filing(self, files: Iterable[CheckedFile] = ()) -> Filing:
        """Return what is asked and by whom."""
        said = self.cleaned_data
        return Filing(
            institution=self.institution,
            subject=said["subject"] or _beginning(said["description"]),
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

    @property
    def asks_more(self) -> bool:
        """Whether something is wrong among the details that are folded away at first."""
        return any(name in self.errors for name in _FOLDED)

    @property
    def asks_date(self) -> bool:
        """Whether something is wrong with the date, folded away where it is nearly always today."""
        return any(name in self.errors for name in _DATED)

    def intake(
        self, *, verbal_record: str, centre: Office | None, started_at: datetime | None
    ) -> Intake:
        """Return how, when and where it was received."""
        said = self.cleaned_data
        return Intake(
            channel=self.way.channel,
            presented_on=said["presented_on"],
            paper_number=said.get("paper_number", ""),
            evidence=said["evidence"],
            verbal_record=verbal_record,
            centre=centre,
            started_at=started_at,
        )

    def _check_date(self, said: dict[str, Any]) -> None:
        presented_on = said.get("presented_on")
        if presented_on is None:
            return
        if presented_on > self.on:
            self.add_error("presented_on", str(PresentedInTheFuture.message))
        if presented_on < rules_on(presented_on).in_force_from:
            self.add_error("presented_on", _("La fecha es anterior a la ley de acceso."))
        is_told = said.get("evidence") or said.get("evidence_in_file")
        if presented_on < self.on and not is_told:
            self._ask("evidence", documents.SAY_WHY_EARLIER)

    def _ask(self, name: str, message: Any) -> None:
        if name not in self.errors:
            self.add_error(name, message)


def _beginning(text: str) -> str:
    """Return the first words of a request, to head it when nobody gave it a subject."""
    words = text.split()
    start = " ".join(words[:_SUBJECT_WORDS])
    is_whole = len(words) <= _SUBJECT_WORDS and len(start) <= SUBJECT_LENGTH
    return start if is_whole else f"{start[: SUBJECT_LENGTH - 1].rstrip(' ,;:.')}…"
