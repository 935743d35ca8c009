"""What was found of each item at each institution, month by month; what is closed stays."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.models.release import AppendOnly


class Finding(models.TextChoices):
    """What whoever looked found."""

    PUBLISHED = "published", _("Publicado")
    OUTDATED = "outdated", _("Desactualizado")
    MISSING = "missing", _("No está")
    NOT_APPLICABLE = "not_applicable", _("No corresponde")


class CheckDraft(models.Model):
    """A check under way: `answers` maps a letter to its finding, url and note, as typed."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    month = models.DateField(_("primer día del mes"))
    answers = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("revisión en curso")
        verbose_name_plural = _("revisiones en curso")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "month"], name="one_check_under_way_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month:%Y-%m}"


class CheckQuerySet(models.QuerySet["Check"]):
    """How checks are found."""

    def standing(self) -> Self:
        """Return the last revision of each institution and month."""
        of_same = Check.objects.filter(
            institution=OuterRef("institution"), month=OuterRef("month")
        ).order_by("-revision")
        return self.alias(last=Subquery(of_same.values("pk")[:1])).filter(pk=F("last"))


class Check(AppendOnly):
    """A closed check of one institution in one month; a correction is another revision of it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="transparency_checks")
    month = models.DateField(_("primer día del mes"))
    revision = models.PositiveSmallIntegerField(_("revisión"))
    because = models.CharField(_("por qué se corrige"), max_length=300, blank=True)
    edition = models.CharField(_("lista de puntos"), max_length=40)
    published = models.PositiveSmallIntegerField(_("publicados"))
    applicable = models.PositiveSmallIntegerField(_("que corresponden"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField(_("revisado"))
    closed_at = models.DateTimeField()

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-revision"]
        verbose_name = _("revisión mensual")
        verbose_name_plural = _("revisiones mensuales")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "month", "revision"], name="each_revision_of_a_check_once"
            ),
            models.CheckConstraint(
                condition=Q(published__lte=F("applicable")), name="published_are_applicable"
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(because=""), name="a_corrected_check_says_why"
            ),
        ]
        indexes = [models.Index(fields=["month"], name="checks_by_month")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month:%Y-%m} ({self.revision})"

    @property
    def percent(self) -> int | None:
        """How many of every hundred items that apply are published; None when none applies."""
        return 100 * self.published // self.applicable if self.applicable else None


class CheckedItem(AppendOnly):
    """What was found of one item, where, and on which day somebody looked."""

    check_of = models.ForeignKey(Check, models.PROTECT, related_name="items")
    letter = models.CharField(_("inciso"), max_length=1)
    finding = models.CharField(max_length=16, choices=Finding.choices)
    url = models.URLField(_("dónde está"), max_length=500, blank=True)
    note = models.CharField(_("nota"), max_length=500, blank=True)
    looked_on = models.DateField(_("mirado el"))

    class Meta:
        ordering = ["letter"]
        verbose_name = _("punto revisado")
        verbose_name_plural = _("puntos revisados")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "letter"], name="each_item_once_a_check"),
            models.CheckConstraint(
                condition=~Q(finding=Finding.PUBLISHED) | ~Q(url=""),
                name="what_is_published_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id} {self.letter}"


class ItemReply(models.Model):
    """What an institution says of an item, once a check; the Directorate takes it or not."""

    item = models.OneToOneField(CheckedItem, models.PROTECT, related_name="reply")
    url = models.URLField(_("dónde está"), max_length=500)
    text = models.CharField(_("qué dice"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("respondió"))
    accepted = models.BooleanField(_("aceptada"), null=True, blank=True)
    decision = models.CharField(_("por qué"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(_("decidida"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("respuesta sobre un punto")
        verbose_name_plural = _("respuestas sobre puntos")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=None, decided_on=None)
                | Q(accepted__isnull=False, decided_on__isnull=False),
                name="a_decided_reply_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"


class TouchedItem(models.Model):
    """That a request asks for what an item should already tell; taken back, the row stays."""

    info_request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="touched_items"
    )
    letter = models.CharField(_("inciso"), max_length=1)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pedido ligado a un punto")
        verbose_name_plural = _("pedidos ligados a puntos")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "letter"],
                condition=Q(unlinked_at=None),
                name="a_request_touches_an_item_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.letter}"
