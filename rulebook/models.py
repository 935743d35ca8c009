"""Rule sets proposed and approved, and who confirmed each rule: rows are added, never rewritten."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", _("Espera a una segunda persona")
    APPROVED = "approved", _("Aprobado")
    REJECTED = "rejected", _("Rechazado")


class Basis(models.TextChoices):
    """What a confirmation rests on."""

    TEXT = "text", _("Lectura del texto publicado")
    OPINION = "opinion", _("Dictamen jurídico")
    RULING = "ruling", _("Sentencia judicial")
    RESOLUTION = "resolution", _("Resolución de la autoridad")


class DecidedQuerySet(models.QuerySet[Any]):
    """How proposals are found by what became of them."""

    def waiting(self) -> Self:
        """Return those that wait for a second person."""
        return self.filter(state=DecisionState.PROPOSED)

    def approved(self) -> Self:
        """Return those that a second person approved."""
        return self.filter(state=DecisionState.APPROVED)


class TwoPeople(models.Model):
    """Something one person proposes and another decides, once."""

    state = models.CharField(
        _("estado"), max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("propuesto"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)
    note = models.TextField(_("nota de quien decidió"), blank=True)

    objects = DecidedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="%(class)s_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.PROPOSED, decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(state=DecisionState.PROPOSED),
                name="%(class)s_says_who_decided",
            ),
        ]


class RuleSetChange(TwoPeople):
    """A rule set that follows `base` from a day on or, with `withdraws`, the end of one that has
    not taken effect. `seen_digest` is the fingerprint of the preview its approver had before them.
    """

    base = models.CharField(_("sobre las reglas"), max_length=40)
    in_force_from = models.DateField(_("rige desde"), null=True, blank=True)
    withdraws = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )
    reason = models.CharField(_("motivo"), max_length=300)
    instrument = models.CharField(_("instrumento"), max_length=120)
    source = models.CharField(_("dónde se publicó"), max_length=120)
    published_on = models.DateField(_("publicado el"))
    seen_digest = models.CharField(max_length=64, blank=True)

    class Meta(TwoPeople.Meta):
        ordering = ["-pk"]
        verbose_name = _("conjunto de reglas")
        verbose_name_plural = _("conjuntos de reglas")
        constraints = [
            *TwoPeople.Meta.constraints,
            models.CheckConstraint(
                condition=Q(in_force_from=None, withdraws__isnull=False)
                | Q(in_force_from__isnull=False, withdraws=None),
                name="a_rule_set_begins_or_withdraws",
            ),
            models.UniqueConstraint(
                fields=["withdraws"],
                condition=Q(state=DecisionState.APPROVED),
                name="a_rule_set_is_withdrawn_once",
            ),
        ]

    def __str__(self) -> str:
        return self.edition_id if self.in_force_from else f"- {self.withdraws_id}"

    @property
    def edition_id(self) -> str:
        """The name under which the set's terms remember it."""
        return f"direccion-{self.in_force_from:%Y-%m-%d}-{self.pk}"


class ChangedRule(models.Model):
    """One rule of a new set that is not as in the set before; `rule` is its field in the law."""

    change = models.ForeignKey(RuleSetChange, models.PROTECT, related_name="rules")
    rule = models.CharField(max_length=30)
    value = models.PositiveSmallIntegerField(_("valor"))
    statute = models.CharField(_("norma"), max_length=60)
    number = models.CharField(_("artículo"), max_length=40, blank=True)
    reading = models.TextField(_("cómo se lee"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("regla cambiada")
        verbose_name_plural = _("reglas cambiadas")
        constraints = [
            models.UniqueConstraint(fields=["change", "rule"], name="a_set_changes_a_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.value}"


class Confirmation(TwoPeople):
    """Somebody competent stands behind a rule as an edition reads it or, with `withdraws`, no
    longer does. `fingerprint` is that of the very words, number and citation they had read."""

    edition = models.CharField(_("conjunto de reglas"), max_length=40)
    rule = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=64)
    basis = models.CharField(_("fundamento"), max_length=12, choices=Basis.choices)
    counsel = models.CharField(_("quién confirma"), max_length=120)
    instrument = models.CharField(_("instrumento"), max_length=120)
    document_on = models.DateField(_("fecha del documento"))
    remarks = models.TextField(_("qué dice"), blank=True)
    withdraws = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )

    class Meta(TwoPeople.Meta):
        ordering = ["-pk"]
        verbose_name = _("confirmación de una regla")
        verbose_name_plural = _("confirmaciones de reglas")
        constraints = [
            *TwoPeople.Meta.constraints,
            models.UniqueConstraint(
                fields=["withdraws"],
                condition=Q(state=DecisionState.APPROVED),
                name="a_confirmation_is_withdrawn_once",
            ),
        ]
        indexes = [models.Index(fields=["fingerprint"], name="confirmations_of_a_rule")]

    def __str__(self) -> str:
        return f"{self.edition} {self.rule}"
