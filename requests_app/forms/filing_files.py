"""The optional files of a request: the good ones are kept even when others are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from requests_app import documents
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused
from requests_app.forms.answer_files import SeveralFiles


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """What was sent, apart: the files that may be kept, and the reason for each other one."""

    accepted: tuple[CheckedFile, ...]
    refusals: tuple[str, ...]


class SortedFilesField(forms.FileField):
    """Several files, none of which spoils the others."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        accepted: list[CheckedFile] = []
        refusals: list[str] = []
        for item in data or []:
            if not isinstance(item, UploadedFile):
                continue
            try:
                accepted.append(documents.check(item, item.name or ""))
            except DocumentRefused as refusal:
                refusals.append(str(refusal))
        return SortedFiles(tuple(accepted), tuple(refusals))


class AttachmentsForm(forms.Form):
    """Files that explain what is asked: a note, a photograph, an earlier answer."""

    attachments = SortedFilesField(
        label=_("Elija los archivos"),
        help_text=_(
            "Hasta 10 archivos: PDF, Word, Excel, OpenDocument, CSV, texto, JPG o PNG, de hasta "
            "20 MB cada uno. Solo los verá la institución: no se publican."
        ),
        required=False,
    )

    @property
    def sent(self) -> SortedFiles:
        """What was sent; only after the form was validated."""
        chosen = self.cleaned_data["attachments"]
        return chosen if isinstance(chosen, SortedFiles) else SortedFiles((), ())
