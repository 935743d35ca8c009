"""Counted months: what the figures are read from, so that no page counts requests one by one."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution


class CellQuerySet(models.QuerySet[Any]):
    """Cells of institutions, and the sums of all of them that are kept beside."""

    def of_institutions(self) -> Self:
        """Return the cells that were counted, one institution each."""
        return self.filter(institution__isnull=False)

    def of_the_state(self) -> Self:
        """Return the sums over all institutions, so that the first page reads few rows."""
        return self.filter(institution__isnull=True)


class MonthCell(models.Model):
    """What one institution did in one month, or all of them where it names none.

    `stats.facts` defines each counter. `received`, `closed` and `withdrawn` belong to the
    institution first asked, the others to the competent one, so a forwarded request is counted
    once in each.
    """

    COUNTERS = (
        "received",
        "closed",
        "withdrawn",
        "due",
        "in_term",
        "tacit_denials",
        "unanswered",
        "granted",
        "partly_granted",
        "already_public",
        "not_held",
        "denied",
    )

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    month = models.DateField(_("primer día del mes"))
    received = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    in_term = models.PositiveIntegerField(default=0)
    tacit_denials = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    granted = models.PositiveIntegerField(default=0)
    partly_granted = models.PositiveIntegerField(default=0)
    already_public = models.PositiveIntegerField(default=0)
    not_held = models.PositiveIntegerField(default=0)
    denied = models.PositiveIntegerField(default=0)

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("mes contado")
        verbose_name_plural = _("meses contados")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "month"], name="one_cell_per_institution_and_month"
            ),
        ]
        indexes = [models.Index(fields=["month"], name="cells_by_month")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month:%Y-%m}"


class DaysKind(models.TextChoices):
    """What a histogram counts, in business days."""

    RESPONSE = "response", _("Días hábiles hasta la primera respuesta")
    LATE = "late", _("Días hábiles de atraso")


class HistogramCell(models.Model):
    """How many first answers of one institution, in one month, took that many business days."""

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    month = models.DateField(_("primer día del mes"))
    kind = models.CharField(max_length=10, choices=DaysKind.choices)
    business_days = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("respuestas por días")
        verbose_name_plural = _("respuestas por días")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "month", "kind", "business_days"],
                name="one_bar_per_institution_month_and_days",
            ),
        ]
        indexes = [models.Index(fields=["month"], name="bars_by_month")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month:%Y-%m} {self.business_days}: {self.count}"


class Rollup(models.Model):
    """How far the counting has come; its one row is the lock under which cells are rewritten.

    `counted_on` is the local day whose start is the cut-off for due dates: one has passed when
    it is before that day. `last_event` and `counted_at` say which events were already seen.
    """

    counted_at = models.DateTimeField(null=True)
    counted_on = models.DateField(null=True)
    last_event = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("conteo")
        verbose_name_plural = _("conteos")

    def __str__(self) -> str:
        return f"{self.counted_at}"
