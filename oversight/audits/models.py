"""An audit, the population it was drawn from, its sample, its findings and its journal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models import CalendarVersion, Institution
from oversight.audits.states import (
    AuditStage,
    Covers,
    Outcome,
    Severity,
    Sizing,
    StepKind,
    Verdict,
)
from requests_app.models import InformationRequest


class Audit(models.Model):
    """What was announced before anybody could know the seed, and what came of it."""

    number = models.CharField(_("número"), max_length=12, unique=True)
    title = models.CharField(_("título"), max_length=150)
    stage = models.CharField(
        _("estado"), max_length=10, choices=AuditStage.choices, default=AuditStage.ANNOUNCED
    )
    covers = models.CharField(_("qué pedidos"), max_length=10, choices=Covers.choices)
    period_from = models.DateField(_("desde"))
    period_to = models.DateField(_("hasta"))
    sizing = models.CharField(_("cuántos"), max_length=12, choices=Sizing.choices)
    size = models.PositiveSmallIntegerField(_("cuántos se sortean"))
    least = models.PositiveSmallIntegerField(_("al menos, de cada una"), default=1)
    edition = models.CharField(_("lista de control"), max_length=40)
    # The list of numbers, in the very bytes whose digest was announced.
    population = models.TextField(editable=False)
    digest = models.CharField(_("huella"), max_length=64)
    seed_source = models.CharField(_("fuente de la semilla"), max_length=200)
    seed_on = models.DateField(_("día de la semilla"))
    seed = models.CharField(_("semilla"), max_length=64, blank=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_on = models.DateField(_("anunciada"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    drawn_on = models.DateField(_("sorteada"), null=True)
    conclusion = models.TextField(_("conclusión"), blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    concluded_on = models.DateField(_("concluida"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_on = models.DateField(_("publicada"), null=True)
    cancelled_because = models.CharField(_("por qué se anuló"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("auditoría")
        verbose_name_plural = _("auditorías")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    period_from__lte=F("period_to"),
                    period_to__lt=F("announced_on"),
                    seed_on__gt=F("announced_on"),
                ),
                name="an_audit_is_announced_between",
            ),
            models.CheckConstraint(
                condition=Q(seed="", drawn_on=None)
                | Q(~Q(seed=""), drawn_on__gte=F("seed_on"), drawn_by__isnull=False),
                name="a_sample_is_drawn_after_its_seed",
            ),
            models.CheckConstraint(
                condition=~Q(stage=AuditStage.PUBLISHED)
                | (Q(published_on__isnull=False) & ~Q(published_by=F("concluded_by"))),
                name="another_person_publishes_an_audit",
            ),
            models.CheckConstraint(
                condition=Q(Q(stage=AuditStage.CANCELLED), ~Q(cancelled_because=""))
                | Q(~Q(stage=AuditStage.CANCELLED), Q(cancelled_because="")),
                name="a_cancelled_audit_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Stratum(models.Model):
    """One body: how many requests it has in the population and how many are drawn."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="strata")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    # As it was announced; a body may change its code later.
    code = models.CharField(_("sigla"), max_length=20)
    size = models.PositiveIntegerField(_("pedidos"))
    sample = models.PositiveSmallIntegerField(_("se sortean"))

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "institution"], name="a_body_is_one_stratum"),
            models.CheckConstraint(
                condition=Q(sample__gte=1, sample__lte=F("size")), name="a_sample_is_of_its_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.code}"


class Review(models.Model):
    """One request of the sample, whoever looks at it, and whether that is finished."""

    stratum = models.ForeignKey(Stratum, models.PROTECT, related_name="reviews")
    info_request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="audit_reviews"
    )
    # Its place in the draw of its body, from 1.
    place = models.PositiveSmallIntegerField()
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_on = models.DateField(_("terminada"), null=True)

    class Meta:
        ordering = ["stratum__code", "place"]
        verbose_name = _("revisión")
        verbose_name_plural = _("revisiones")
        constraints = [
            models.UniqueConstraint(
                fields=["stratum", "info_request"], name="a_request_is_drawn_once"
            ),
            models.UniqueConstraint(fields=["stratum", "place"], name="a_place_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stratum_id}.{self.place}"


class ReviewAnswer(models.Model):
    """What an auditor says of one item, as it stands; kept while the audit is under review."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="answers")
    letter = models.CharField(max_length=1)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["review", "letter"], name="an_item_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}{self.letter} {self.verdict}"


class Finding(models.Model):
    """What is wrong at a body, what it should do and until when, and what it replied."""

    stratum = models.ForeignKey(Stratum, models.PROTECT, related_name="findings")
    severity = models.CharField(_("gravedad"), max_length=6, choices=Severity.choices)
    text = models.TextField(_("hallazgo"))
    article = models.CharField(_("artículo"), max_length=100)
    recommendation = models.TextField(_("recomendación"))
    reviews = models.ManyToManyField(Review, related_name="findings", verbose_name=_("pedidos"))
    # Business days from the day it is sent.
    days = models.PositiveSmallIntegerField(_("días hábiles para cumplir"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField(_("anotado"))
    withdrawn_on = models.DateField(_("retirado"), null=True)
    sent_on = models.DateField(_("enviado"), null=True)
    reply_due_on = models.DateField(_("contestar hasta"), null=True)
    due_on = models.DateField(_("cumplir hasta"), null=True)
    calendar_version = models.ForeignKey(
        CalendarVersion, models.PROTECT, null=True, related_name="+"
    )
    reply = models.TextField(_("lo que contesta"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    replied_on = models.DateField(_("contestado"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_on = models.DateField(_("cerrado"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("hallazgo")
        verbose_name_plural = _("hallazgos")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on=None, due_on=None, reply_due_on=None)
                | Q(
                    withdrawn_on=None,
                    sent_on__isnull=False,
                    due_on__gte=F("sent_on"),
                    reply_due_on__gte=F("sent_on"),
                ),
                name="a_sent_finding_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None, reply="")
                | Q(~Q(reply=""), replied_on__gte=F("sent_on"), replied_by__isnull=False),
                name="a_reply_follows_what_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("sent_on")),
                name="a_closed_finding_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stratum_id} {self.severity}"


class FollowUp(models.Model):
    """What was seen, on a day, of a recommendation; another look is another row."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="follow_ups")
    outcome = models.CharField(_("resultado"), max_length=16, choices=Outcome.choices)
    note = models.TextField(_("qué se comprobó"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("el"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.outcome}"


class AuditStep(models.Model):
    """One thing that happened to an audit, written in the transaction that did it.

    The database refuses to change or delete a row (`oversight.audits.triggers`).
    """

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("el"))
    at = models.DateTimeField()
    # The body, the request, or the reason; texts of findings stay with the finding.
    about = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paso de una auditoría")
        verbose_name_plural = _("pasos de auditorías")

    def __str__(self) -> str:
        return f"{self.audit_id} {self.kind}"
