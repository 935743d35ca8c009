"""What is asked about a file before it is released: who reads it, and why a finding may pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from answering.states import MadeBy
from look.forms import HintedRadios
from requests_app.forms.fields import TextField
from requests_app.forms.filing_files import SortedFiles, SortedFilesField
from requests_app.release_desk import LEAST_REASON
from requests_app.states import Visibility

OWN_WORDS = "own"
# What is most often true of a file for one person alone. For everybody there is no ready reason.
READY_REASONS: dict[str, str | Promise] = {
    "theirs": _("Es un dato de la propia persona que hizo el pedido."),
    "asked": _("Es parte de lo que se pidió y corresponde entregarlo."),
    "official": _("Es un dato de la institución o de quien cumple su función en ella."),
    "nothing": _("Lo miré: no es lo que parece y nada de esto debe quedar afuera."),
}
REASON_LENGTH = 500


class AddFilesForm(forms.Form):
    """Files to go out with a decision; each is looked into as soon as it arrives."""

    attachments = SortedFilesField(
        label=_("Agregar archivos"),
        help_text=_(
            "PDF, Word, Excel, OpenDocument, CSV, texto, JPG o PNG; hasta 20 MB cada uno. Puede "
            "elegir varios a la vez. Cada uno se revisa antes de salir."
        ),
        required=False,
    )

    @property
    def sent(self) -> SortedFiles:
        """What was sent, good and refused; only after the form was validated."""
        chosen = self.cleaned_data["attachments"]
        return chosen if isinstance(chosen, SortedFiles) else SortedFiles((), ())


class OneFileInput(forms.ClearableFileInput):
    """One control that takes one file, and hands it over as the control of several does."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)[:1]


class ReplaceForm(AddFilesForm):
    """One file in the place of another."""

    attachments = SortedFilesField(
        label=_("Reemplazarlo por otro archivo"), required=False, widget=OneFileInput
    )
    hides_optional = True


class ReadersForm(forms.Form):
    """Who may read the file once it is given; everybody only after somebody looked at it whole."""

    readers = forms.ChoiceField(
        label=_("¿Quién podrá leer este archivo?"),
        choices=[
            (Visibility.PARTIES.value, _("Solo la persona que lo pidió")),
            (Visibility.PUBLIC.value, _("Cualquier persona, en el sitio público")),
        ],
        widget=HintedRadios(
            hints={
                Visibility.PUBLIC: _(
                    "Cada dato personal que se encontró necesita un motivo escrito, y los de "
                    "quien pidió no pueden salir."
                )
            }
        ),
        error_messages={
            "required": _("Elija quién podrá leer el archivo."),
            "invalid_choice": _("Elija una de las opciones."),
        },
    )


class LookForm(forms.Form):
    """A person says that they opened the file and looked at all of it."""

    looked = forms.BooleanField(
        label=_("Abrí este archivo, lo miré entero y puede leerlo cualquier persona."),
        error_messages={
            "required": _("Abra el archivo, mírelo entero y marque la casilla para confirmarlo.")
        },
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """One mark of the page: its value, its words, and the findings it stands for."""

    value: str
    label: str
    keys: tuple[str, ...]


class ClearForm(forms.Form):
    """Which findings may pass, and why. For everybody the reason is written, never picked."""

    findings = forms.MultipleChoiceField(
        label=_("Qué miró"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Marque al menos una de las cosas que se encontraron."),
            "invalid_choice": _("El archivo cambió mientras tanto. Vuelva a mirarlo."),
        },
    )
    ready = forms.ChoiceField(
        label=_("¿Por qué puede salir?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elija un motivo, o escriba el suyo."),
            "invalid_choice": _("Elija una de las opciones."),
        },
    )
    reason = TextField(
        label=_("Con sus palabras"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hides_optional = True

    def __init__(
        self, *args: Any, offered: list[Offered], readers: Visibility, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.readers, self.offered = readers, offered
        findings: Any = self.fields["findings"]
        findings.choices = [(one.value, one.label) for one in offered]
        if readers == Visibility.PUBLIC:
            del self.fields["ready"]
            reason = self.fields["reason"]
            reason.label = _("¿Por qué puede leerlo cualquier persona?")
            reason.help_text = _("Por ejemplo: la ley manda publicar la nómina de funcionarios.")
        else:
            ready: Any = self.fields["ready"]
            ready.choices = [*READY_REASONS.items(), (OWN_WORDS, _("Otro motivo"))]

    @property
    def keys(self) -> list[str]:
        """The fingerprints of what was marked; only after the form is valid."""
        marked = set(self.cleaned_data["findings"])
        return [key for one in self.offered if one.value in marked for key in one.keys]

    @property
    def said(self) -> str:
        """The reason, in the words it is kept; only after the form is valid."""
        ready = self.cleaned_data.get("ready", OWN_WORDS)
        return str(READY_REASONS.get(ready) or self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("ready", OWN_WORDS) == OWN_WORDS and "ready" not in self.errors:
            self._require_words()
        return self.cleaned_data

    def _require_words(self) -> None:
        said = str(self.cleaned_data.get("reason") or "").strip()
        if "reason" in self.errors:
            return
        if not said:
            self.add_error("reason", _("Escriba por qué puede salir."))
        elif self.readers == Visibility.PUBLIC and len(said) < LEAST_REASON:
            self.add_error(
                "reason", _("Explique con una frase por qué puede leerlo cualquier persona.")
            )


class FixForm(forms.Form):
    """Which copy that hides less is to be made."""

    fix = forms.ChoiceField(choices=MadeBy.choices)
