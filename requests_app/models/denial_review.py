"""Tacit denials that a later change of the calendar puts in question: looked at, never undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import CalendarChange


class ReviewDecision(models.TextChoices):
    """What the Directorate says of a denial whose term would have ended another day."""

    STANDS = "stands", _("La denegación tácita queda como está")
    NOT_LATE = "not_late", _("Se deja constancia de que el plazo no había vencido")


class DenialReview(models.Model):
    """One tacit denial whose due date would be another under a change approved afterwards.

    The denial, its date and the remedies it opened stay; what is decided here is a note beside.
    """

    change = models.ForeignKey(CalendarChange, models.PROTECT, related_name="denial_reviews")
    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="denial_reviews"
    )
    former_due_on = models.DateField(_("venció"))
    due_on = models.DateField(_("vencería"))
    decision = models.CharField(
        _("qué se decidió"), max_length=10, choices=ReviewDecision.choices, blank=True
    )
    note = models.TextField(_("por qué"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("denegación tácita por revisar")
        verbose_name_plural = _("denegaciones tácitas por revisar")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "info_request"], name="a_denial_is_reviewed_once_per_change"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | ~Q(Q(decision="") | Q(decided_at=None)),
                name="a_decided_review_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request} {self.former_due_on:%Y-%m-%d}"
