"""What the Directorate says to a body that lets a term pass: a warning, or an observation."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution, Post
from requests_app.models.term import Term


class EscalationKind(models.TextChoices):
    """What it may be: the Directorate instructs inside the Executive only (W8)."""

    WARNING = "warning", _("Llamado de atención")
    OBSERVATION = "observation", _("Observación")


class EscalationStage(models.TextChoices):
    """Where it stands."""

    SENT = "sent", _("Espera la respuesta de la institución")
    ANSWERED = "answered", _("Respondida")
    CLOSED = "closed", _("Cerrada")
    DISMISSED = "dismissed", _("No se envió")


class EscalationQuerySet(models.QuerySet["Escalation"]):
    """How escalations are found."""

    def sent(self) -> Self:
        """Return those the institution was told of."""
        return self.exclude(stage=EscalationStage.DISMISSED)


class Escalation(models.Model):
    """One step above the office, once for each term: what was said, to whom, what they answered.

    A dismissed one was never sent: it keeps the reason of who decided so.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="escalations"
    )
    term = models.OneToOneField(Term, models.PROTECT, related_name="escalation")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EscalationKind.choices)
    stage = models.CharField(
        max_length=10, choices=EscalationStage.choices, default=EscalationStage.SENT
    )
    text = models.TextField(_("texto"), blank=True)
    # Who led the institution that day; empty where the registry knows of nobody.
    addressee = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("a quién")
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField(_("decidida"))
    answer = models.TextField(_("respuesta"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(_("respondida"), null=True, blank=True)
    # Why it was not sent or, at its end, what came of it.
    note = models.TextField(_("nota"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(_("cerrada"), null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("llamado de atención u observación")
        verbose_name_plural = _("llamados de atención y observaciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=EscalationStage.DISMISSED) | ~Q(text=""),
                name="a_sent_escalation_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=(EscalationStage.CLOSED, EscalationStage.DISMISSED))
                | ~Q(note=""),
                name="a_closed_escalation_says_why",
            ),
        ]
        indexes = [models.Index(fields=["stage", "id"], name="escalations_by_stage")]

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.kind}"
