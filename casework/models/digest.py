"""The daily digest: at which hour an office has it, which days were prepared, and its mails."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution

FIRST_HOUR, LAST_HOUR, USUAL_HOUR = 5, 18, 7


class DigestHour(models.Model):
    """The local hour at which an office has its digest; without a row it is seven."""

    institution = models.OneToOneField(
        Institution, models.PROTECT, primary_key=True, related_name="+"
    )
    hour = models.PositiveSmallIntegerField(
        _("hora"),
        default=USUAL_HOUR,
        validators=[MinValueValidator(FIRST_HOUR), MaxValueValidator(LAST_HOUR)],
    )

    class Meta:
        verbose_name = _("hora del resumen")
        verbose_name_plural = _("horas del resumen")

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.hour}:00"


class DigestDay(models.Model):
    """That the digest of an office was prepared on a local day: it is prepared once."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    on = models.DateField(_("día"))

    class Meta:
        verbose_name = _("día de resumen")
        verbose_name_plural = _("días de resumen")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "on"], name="one_digest_per_office_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.on:%Y-%m-%d}"


class DigestState(models.TextChoices):
    """Whether a digest has left."""

    PENDING = "pending", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")


class DigestMailQuerySet(models.QuerySet["DigestMail"]):
    """How digests on their way are found."""

    def due(self, at: datetime) -> Self:
        """Return those to be tried at `at`: their pause is over and no worker holds them."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state=DigestState.PENDING, next_attempt_at__lte=at)


class DigestMail(models.Model):
    """The digest of one office for one person on one day; written as it leaves."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("día"))
    # Kept from the beginning, so that a message sent twice can be known as one.
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        _("estado"), max_length=10, choices=DigestState.choices, default=DigestState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("último error"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("enviado"), null=True, blank=True)

    objects = DigestMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("resumen diario")
        verbose_name_plural = _("resúmenes diarios")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "user", "on"], name="one_digest_per_person_and_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="digests_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} → {self.user_id} {self.on:%Y-%m-%d}"
