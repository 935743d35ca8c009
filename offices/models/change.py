"""Changes of the calendar: proposed by one person, approved by another, never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.calendar import CalendarVersion, DayKindChoice


class ChangeState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", _("Espera a una segunda persona")
    APPROVED = "approved", _("Aprobado")
    REJECTED = "rejected", _("Rechazado")


class CalendarChange(models.Model):
    """Days that one act adds or removes, and who saw it right. `version` is the calendar it made.

    `seen_digest` is the fingerprint of the list of terms the approver had before them, and
    `moved_terms` how many it held: what is done afterwards is compared with both.
    """

    base_version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="+")
    reason = models.CharField(_("motivo"), max_length=200)
    instrument = models.CharField(_("instrumento"), max_length=120)
    source = models.CharField(_("dónde se publicó"), max_length=120)
    published_on = models.DateField(_("publicado el"))
    state = models.CharField(
        _("estado"), max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("propuesto"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)
    note = models.TextField(_("nota de quien decidió"), blank=True)
    version = models.OneToOneField(
        CalendarVersion, models.PROTECT, null=True, blank=True, related_name="change"
    )
    seen_digest = models.CharField(max_length=64, blank=True)
    moved_terms = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(_("plazos recontados"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cambio del calendario")
        verbose_name_plural = _("cambios del calendario")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="nobody_decides_their_own_change",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.APPROVED, version__isnull=False)
                | ~Q(state=ChangeState.APPROVED) & Q(version=None),
                name="an_approved_change_made_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ChangedDay(models.Model):
    """One day of a change: it begins to be closed for a scope or, removed, ceases to be."""

    change = models.ForeignKey(CalendarChange, models.PROTECT, related_name="days")
    is_removal = models.BooleanField(_("deja de ser día inhábil"), default=False)
    day = models.DateField(_("día"))
    kind = models.CharField(_("clase"), max_length=12, choices=DayKindChoice.choices)
    scope = models.CharField(_("alcance"), max_length=80)
    name = models.CharField(_("motivo"), max_length=120)

    class Meta:
        ordering = ["day", "scope"]
        verbose_name = _("día de un cambio")
        verbose_name_plural = _("días de un cambio")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "day", "kind", "scope"], name="a_change_names_a_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
