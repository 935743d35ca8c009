"""The files of an answer before it is given: private, each with what it was made from."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answering.states import MadeBy, Shelf
from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.states import Visibility

if TYPE_CHECKING:
    from accounts.models import User

# Apart from the documents of requests: nothing here has been released.
ANSWER_FOLDER = "respuestas"


def _storage_name(answer_file: AnswerFile, filename: str) -> str:
    return f"{ANSWER_FOLDER}/{answer_file.key.hex}"


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    """The only ways in which views find the files of an answer."""

    def held_by(self, user: User, *, on: date) -> Self:
        """Return those of requests which an institution of `user` holds on `on`, put there by
        that same institution: what a former holder had prepared is not the next one's to see."""
        held = InformationRequest.objects.held_by(user, on=on)
        return self.filter(info_request__in=held, institution=models.F("info_request__institution"))

    def on_shelf(self, info_request: InformationRequest, shelf: Shelf) -> Self:
        """Return those the institution that holds the request has put there, originals too."""
        return self.filter(
            info_request=info_request, institution=info_request.institution_id, shelf=shelf
        )

    def to_go_out(self) -> Self:
        """Return those of which no copy was made: of an original the copy goes out."""
        return self.filter(copies=None)

    def stale(self, *, before: datetime) -> Self:
        """Return those nobody touched since."""
        return self.filter(uploaded_at__lt=before)


class AnswerFile(models.Model):
    """One file that is to go out with a decision. Its name is shown, never used as a path."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="answer_files"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    shelf = models.CharField(max_length=10, choices=Shelf.choices)
    content = models.FileField(upload_to=_storage_name)
    name = models.CharField(_("nombre"), max_length=120)
    media_type = models.CharField(_("tipo"), max_length=100)
    size = models.PositiveIntegerField(_("tamaño en bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    readers = models.CharField(
        _("quién podrá verlo"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PARTIES,
    )
    # The file of which this one is a copy that hides less; it stays with the institution.
    made_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    made_by = models.CharField(max_length=30, choices=MadeBy.choices, blank=True)
    # What was proved when the copy was made, in words that repeat nothing of what was struck out.
    proof = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("subido"))

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("archivo de una respuesta")
        verbose_name_plural = _("archivos de respuestas")
        indexes = [models.Index(fields=["info_request", "shelf"], name="files_of_an_answer")]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """The end of its name, which its real type was checked against: "pdf"."""
        return self.name.rpartition(".")[2].lower()


class RedactionBox(models.Model):
    """One rectangle of a page that is to be painted over, with the ground for it (A4)."""

    file = models.ForeignKey(AnswerFile, models.CASCADE, related_name="boxes")
    page = models.PositiveIntegerField(_("página"))
    # Hundredths of a per cent of the page's width and height, from its top left corner: whole
    # numbers are the same in both databases.
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    ground = models.CharField(_("motivo"), max_length=12)
    note = models.CharField(_("ley y artículo"), max_length=200, blank=True)

    class Meta:
        ordering = ["page", "top", "left", "pk"]
        verbose_name = _("recuadro")
        verbose_name_plural = _("recuadros")

    def __str__(self) -> str:
        return f"{self.file_id} p. {self.page}"
