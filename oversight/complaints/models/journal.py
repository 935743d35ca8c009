"""What happened to a complaint, in order and for good, and the mails that tell of it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oversight.complaints.models.complaint import Complaint
from oversight.complaints.states import MailKind, MailState, StepKind


class ComplaintStep(models.Model):
    """One thing that happened to a complaint, written down in the transaction that did it.

    The database refuses to change or delete a row (`oversight.complaints.triggers`).
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    # Empty for who complained.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("el"))
    at = models.DateTimeField()
    text = models.TextField(_("texto"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paso de una queja")
        verbose_name_plural = _("pasos de quejas")

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind}"


class ComplaintMailQuerySet(models.QuerySet["ComplaintMail"]):
    """How mails are found."""

    def due(self, at: datetime) -> Self:
        """Return those to be tried at `at`: their pause is over and no worker holds them."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state=MailState.PENDING, next_attempt_at__lte=at)


class ComplaintMail(models.Model):
    """One mail about a complaint: to who complained or, with `official`, to who must report.

    It carries no address and no text of the complaint; both are asked for when it leaves.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="mails")
    step = models.ForeignKey(ComplaintStep, models.PROTECT, related_name="+")
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("clase"), max_length=12, choices=MailKind.choices)
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(_("creado"))
    state = models.CharField(
        _("estado"), max_length=10, choices=MailState.choices, default=MailState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(_("último error"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True)

    objects = ComplaintMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("correo sobre una queja")
        verbose_name_plural = _("correos sobre quejas")
        constraints = [
            models.UniqueConstraint(
                fields=["step"], condition=Q(official=None), name="a_step_is_told_once"
            ),
            models.UniqueConstraint(
                fields=["step", "official"], name="a_step_is_told_each_official_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="pending"),
                name="complaint_mails_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind}"
