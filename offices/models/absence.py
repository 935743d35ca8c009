"""Absences: who is away, from when to when, and who stands in for them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from offices.models.institution import Office


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """How absences are found; always as of a day."""

    def in_force(self, on: date) -> Self:
        """Return those of whoever is away on that day."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def not_over(self, on: date) -> Self:
        """Return those in force on that day or still to come."""
        return self.filter(ends_on__gte=Greatest(F("starts_on"), Value(on)))


class Absence(models.Model):
    """Somebody is away from an office, and a colleague does their work meanwhile.

    It ends by itself. Coming back early moves `ends_on`, and what had been announced stays; one
    called off before it began ends before it starts, so that it was in force on no day.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="absences")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="absences",
        verbose_name=_("persona ausente"),
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="substitutions",
        verbose_name=_("reemplazo"),
    )
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"))
    announced_until = models.DateField(_("anunciada hasta"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("anotada"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("terminada antes"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("ausencia")
        verbose_name_plural = _("ausencias")
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_until__gte=F("starts_on")),
                name="an_absence_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("substitute")), name="nobody_stands_in_for_themselves"
            ),
        ]
        indexes = [models.Index(fields=["office", "ends_on"], name="absences_of_an_office")]

    def __str__(self) -> str:
        return f"ausencia de {self.person_id} desde {self.starts_on:%Y-%m-%d}"
