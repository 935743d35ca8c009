"""What a person has typed and attached so far, kept until they file it or thirty days pass."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)
# Apart from the documents of requests, so that what nobody filed can be swept away.
DRAFT_FOLDER = "borradores"


class FilingDraftQuerySet(models.QuerySet["FilingDraft"]):
    """How drafts are found: by their secret's digest, and by age."""

    def fresh(self, *, at: datetime) -> Self:
        """Return those touched in the last thirty days."""
        return self.filter(updated_at__gte=at - KEPT_FOR)

    def stale(self, *, at: datetime) -> Self:
        """Return those nobody came back to."""
        return self.filter(updated_at__lt=at - KEPT_FOR)


class FilingDraft(models.Model):
    """One request being written. Who holds its secret, which is not kept, may read it."""

    secret_digest = models.CharField(max_length=64, unique=True)
    # Step → field → text exactly as typed, right or wrong: nothing a person wrote is lost.
    steps = models.JSONField(default=dict)
    updated_at = models.DateTimeField(db_index=True)

    objects = FilingDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("borrador")
        verbose_name_plural = _("borradores")

    def __str__(self) -> str:
        return f"borrador {self.pk}"


def _storage_name(draft_file: DraftFile, filename: str) -> str:
    return f"{DRAFT_FOLDER}/{draft_file.key.hex}"


class DraftFile(models.Model):
    """One file chosen for a request that is still being written. Its name is never a path."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(FilingDraft, models.CASCADE, related_name="files")
    content = models.FileField(upload_to=_storage_name)
    name = models.CharField(_("nombre"), max_length=120)
    media_type = models.CharField(_("tipo"), max_length=100)
    size = models.PositiveIntegerField(_("tamaño en bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("archivo de borrador")
        verbose_name_plural = _("archivos de borradores")
        constraints = [
            # A page sent twice adds its files once.
            models.UniqueConstraint(fields=["draft", "digest"], name="a_draft_holds_a_file_once"),
        ]

    def __str__(self) -> str:
        return self.name
