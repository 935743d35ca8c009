"""Closed days and the numbered versions of the calendar that terms remember."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DayKindChoice(models.TextChoices):
    """The kinds of closed day the law knows; the values are those of `law.calendar.DayKind`."""

    FERIADO = "feriado", _("Feriado")
    ASUETO = "asueto", _("Asueto")
    SUSPENSION = "suspension", _("Suspensión de plazos")


class CalendarVersion(models.Model):
    """The closed days as they stood after one change. Versions are never edited."""

    number = models.PositiveIntegerField(_("número"), unique=True)
    digest = models.CharField(_("huella"), max_length=64, help_text=_("SHA-256 de sus días"))
    made_at = models.DateTimeField(_("creada"))
    reason = models.CharField(_("motivo"), max_length=200)

    class Meta:
        ordering = ["number"]
        verbose_name = _("versión del calendario")
        verbose_name_plural = _("versiones del calendario")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the name people and terms use: the number and the first of the digest."""
        return f"{self.number}-{self.digest[:8]}"


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """How closed days are found; always as of a version."""

    def of_version(self, number: int) -> Self:
        """Return the days that belong to version `number`, whatever came later."""
        return self.filter(
            Q(removed_in=None) | Q(removed_in__number__gt=number), added_in__number__lte=number
        )


class ClosedDay(models.Model):
    """A day that is not like others, for whom, and by which instrument. Never edited: a change
    closes the row in one version and opens another."""

    day = models.DateField(_("día"))
    kind = models.CharField(_("clase"), max_length=12, choices=DayKindChoice.choices)
    scope = models.CharField(_("alcance"), max_length=80)
    name = models.CharField(_("motivo"), max_length=120)
    instrument = models.CharField(_("instrumento"), max_length=120, blank=True)
    source = models.CharField(_("fuente"), max_length=120, blank=True)
    status = models.CharField(_("estado del dato"), max_length=20)
    published_on = models.DateField(_("publicado"), null=True, blank=True)
    added_in = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="added")
    removed_in = models.ForeignKey(
        CalendarVersion, models.PROTECT, related_name="removed", null=True, blank=True
    )

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "scope"]
        verbose_name = _("día no laborable")
        verbose_name_plural = _("días no laborables")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "scope"],
                condition=Q(removed_in=None),
                name="closed_day_once_per_kind_and_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
