"""Steps that bind only with four eyes: one person prepares them, another confirms them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noncompliance.models.file import NonComplianceFile
from noncompliance.states import Outcome, PreparedKind


class PreparedStep(models.Model):
    """What one person prepared: an outcome to record, or the end of a file."""

    file = models.ForeignKey(NonComplianceFile, models.PROTECT, related_name="prepared_steps")
    kind = models.CharField(_("paso"), max_length=10, choices=PreparedKind.choices)
    text = models.TextField(_("texto"))
    outcome = models.CharField(_("resultado"), max_length=20, choices=Outcome.choices, blank=True)
    outcome_on = models.DateField(_("fecha"), null=True, blank=True)
    authority = models.CharField(_("quién lo dispuso"), max_length=200, blank=True)
    instrument = models.CharField(_("instrumento"), max_length=120, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("preparado"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)
    note = models.TextField(_("por qué se devolvió"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("paso preparado")
        verbose_name_plural = _("pasos preparados")
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(decided_at=None), name="one_prepared_step_waits"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | ~Q(decided_by=F("prepared_by")),
                name="nobody_confirms_what_they_prepared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.kind}"
