"""What a person has typed so far, kept until they file it or thirty days pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)


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
