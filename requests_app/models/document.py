"""Files of a request: stored under names that say nothing, each with its own readers."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution
from requests_app.states import Visibility


def _storage_name(document: Document, filename: str) -> str:
    return f"{document.key.hex[:2]}/{document.key.hex}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Who may read which files."""

    def for_parties(self) -> Self:
        """Return what the requester may read."""
        return self.exclude(visibility=Visibility.INTERNAL)

    def for_anyone(self) -> Self:
        """Return what the public may read."""
        return self.filter(visibility=Visibility.PUBLIC)


class Document(models.Model):
    """One file. Its name is shown, never used as a path."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="documents"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    answer = models.ForeignKey(
        "requests_app.Answer", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    content = models.FileField(upload_to=_storage_name)
    name = models.CharField(_("nombre"), max_length=120)
    media_type = models.CharField(_("tipo"), max_length=100)
    size = models.PositiveIntegerField(_("tamaño en bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    visibility = models.CharField(_("quién puede verlo"), max_length=10, choices=Visibility.choices)
    uploaded_at = models.DateTimeField(_("subido"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")

    def __str__(self) -> str:
        return self.name
