"""What the Directorate keeps of its own: when an alert is raised, and who looked at which."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution


class AlertKind(models.TextChoices):
    """What is watched; the values are seen in addresses."""

    SILENCE = "silencio", _("Muchas denegaciones tácitas")
    NO_ANSWER = "sin-respuestas", _("Ninguna respuesta en mucho tiempo")
    LAST_DAY = "ultimo-dia", _("Aclaraciones y derivaciones del último día")
    ALIKE = "respuestas-iguales", _("Respuestas vacías o casi idénticas")
    INTAKE_GAP = "registro-tardio", _("Registros mucho después de presentado")
    ALREADY_PUBLIC = "ya-publico", _("Demasiadas respuestas «ya es público»")


class AlertRuleQuerySet(models.QuerySet["AlertRule"]):
    """How rules are found; always as of a day."""

    def in_force(self, on: date) -> dict[AlertKind, AlertRule]:
        """Return the rule of each kind that is in force on `on`, in the order of the kinds."""
        begun = self.filter(in_force_from__lte=on).order_by("in_force_from", "pk")
        newest = {AlertKind(rule.kind): rule for rule in begun}
        return {kind: newest[kind] for kind in AlertKind if kind in newest}

    def of(self, kind: AlertKind) -> Self:
        """Return the rules of one kind, the newest first."""
        return self.filter(kind=kind).order_by("-in_force_from", "-pk")


class AlertRule(models.Model):
    """From which figure on, within how many days and among how many cases, an alert is raised.

    Rows are added, never changed: a new figure takes effect from a day to come.
    """

    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    threshold = models.PositiveSmallIntegerField(_("más de"))
    window_days = models.PositiveSmallIntegerField(_("en los últimos días"))
    minimum = models.PositiveSmallIntegerField(_("con al menos tantos casos"))
    in_force_from = models.DateField(_("desde"))
    reason = models.CharField(_("por qué"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(_("fijada"), null=True, blank=True)

    objects = AlertRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("regla de alerta")
        verbose_name_plural = _("reglas de alerta")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "in_force_from"], name="one_alert_rule_a_kind_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.in_force_from:%Y-%m-%d}"


class AlertNote(models.Model):
    """Somebody looked at an alert of an institution and says what they think of it."""

    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    value = models.PositiveIntegerField(_("cuánto era"))
    note = models.TextField(_("vista, porque"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("el"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("nota sobre una alerta")
        verbose_name_plural = _("notas sobre alertas")
        indexes = [models.Index(fields=["on"], name="alert_notes_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.institution_id}"
