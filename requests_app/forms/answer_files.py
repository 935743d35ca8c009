"""The files of an answer: chosen on its last step, checked before anything is stored."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from requests_app import documents
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused
from requests_app.states import Visibility


class SeveralFiles(forms.ClearableFileInput):
    """One control that takes several files."""

    allow_multiple_selected = True


class CheckedFilesField(forms.FileField):
    """Files whose size, name and real type agree, as `CheckedFile`s; each refusal is told."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = [item for item in data or [] if isinstance(item, UploadedFile)]
        if len(sent) > documents.MAX_FILES:
            raise forms.ValidationError(
                gettext("Puede adjuntar hasta %(limit)s archivos.") % {"limit": documents.MAX_FILES}
            )
        checked: list[CheckedFile] = []
        refusals: list[str] = []
        for item in sent:
            try:
                checked.append(documents.check(item, item.name or ""))
            except DocumentRefused as refusal:
                refusals.append(str(refusal))
        if refusals:
            raise forms.ValidationError(refusals)
        return tuple(checked)


class FilesForm(forms.Form):
    """The files of an answer and who may read them, chosen on the last step."""

    attachments = CheckedFilesField(
        label=_("Archivos"),
        required=False,
        help_text=_(
            "PDF, Word, Excel, OpenDocument, CSV, texto, JPG o PNG; hasta 20 MB cada uno. "
            "Puede elegir varios a la vez."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("¿Quién podrá leer los archivos?"),
        choices=[
            (Visibility.PARTIES.value, _("La persona que los pidió")),
            (Visibility.PUBLIC.value, _("Cualquier persona")),
        ],
        initial=Visibility.PARTIES.value,
        widget=HintedRadios(
            hints={
                Visibility.PUBLIC: _(
                    "Antes revise que no haya datos personales, tampoco en hojas ocultas, "
                    "comentarios o texto tapado."
                )
            }
        ),
    )

    def __init__(self, *args: Any, asks_readers: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_readers:
            del self.fields["visibility"]

    @property
    def chosen(self) -> tuple[CheckedFile, ...]:
        """The files accepted; only after the form is valid."""
        return tuple(self.cleaned_data["attachments"])

    @property
    def readers(self) -> Visibility:
        """Who may read them; the parties unless somebody chose otherwise."""
        return Visibility(self.cleaned_data.get("visibility", Visibility.PARTIES))
