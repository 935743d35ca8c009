"""What happened to a file and who opened it: written once, never changed."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from noncompliance.models.file import NonComplianceFile
from noncompliance.states import OpeningOf, StepKind


class FileStep(models.Model):
    """One step. `payload` is the canonical JSON text that was hashed after the step before it."""

    file = models.ForeignKey(NonComplianceFile, models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    # Empty where the system itself acted by rule.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    happened_on = models.DateField(_("fecha"))
    recorded_at = models.DateTimeField(_("registrado"))
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["file", "sequence"]
        verbose_name = _("paso de un expediente")
        verbose_name_plural = _("pasos de expedientes")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "sequence"], name="one_step_per_place_in_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} #{self.sequence} {self.kind}"

    @property
    def data(self) -> dict[str, Any]:
        """Return what the act wrote: words, days in ISO form, instruments."""
        data: dict[str, Any] = json.loads(self.payload)["data"]
        return data

    @property
    def text(self) -> str:
        """What the person wrote, empty where nothing was asked of them."""
        return str(self.data.get("text", ""))


class FileOpening(models.Model):
    """Somebody opened a file, or downloaded its bundle, of which the digest is kept: by it the
    bundle that somebody shows later is known to be the one that was given."""

    file = models.ForeignKey(NonComplianceFile, models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("cuándo"))
    what = models.CharField(_("qué"), max_length=12, choices=OpeningOf.choices)
    digest = models.CharField(_("SHA-256 de lo entregado"), max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("consulta de un expediente")
        verbose_name_plural = _("consultas de expedientes")

    def __str__(self) -> str:
        return f"{self.file_id} {self.what}"
