"""Mails that tell who leads an institution to look at a file; they never say what is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noncompliance.models.file import NonComplianceFile
from noncompliance.states import MailState, StepKind


class FileMailQuerySet(models.QuerySet["FileMail"]):
    """How mails are found."""

    def due(self, at: datetime) -> Self:
        """Return those to be tried at `at`: their pause is over and no worker holds them."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state=MailState.PENDING, next_attempt_at__lte=at)


class FileMail(models.Model):
    """One mail to one person about one step, and what became of it."""

    file = models.ForeignKey(NonComplianceFile, models.PROTECT, related_name="mails")
    about = models.CharField(_("sobre qué"), max_length=20, choices=StepKind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    duty = models.CharField(_("cargo"), max_length=20)
    # Kept from the beginning, so that a message sent twice can be known as one.
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(_("creado"))
    state = models.CharField(
        _("estado"), max_length=10, choices=MailState.choices, default=MailState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("último error"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)

    objects = FileMailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("correo sobre un expediente")
        verbose_name_plural = _("correos sobre expedientes")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "about", "person"], name="each_person_told_once_per_step"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="file_mails_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.about}"
