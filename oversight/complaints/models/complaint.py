"""A complaint to the Directorate, its number and what an institution reported of it."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import CalendarVersion, Institution
from oversight.complaints.states import OPEN, ComplaintStage, Disclosure, Ground, Result
from requests_app.models import InformationRequest


class ComplaintCounter(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int) -> int:
        """Return the next number of `year`, locked until COMMIT: neither doubles nor gaps."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO complaints_complaintcounter (year, last) VALUES (%s, 1) "
                "ON CONFLICT (year) DO UPDATE "
                "SET last = complaints_complaintcounter.last + 1 RETURNING last",
                [year],
            )
            (last,) = cursor.fetchone()
        return int(last)


class Complaint(models.Model):
    """What somebody tells the Directorate of how an institution treated them. No remedy.

    Who complains is not asked for a name: the request, or a code of its own, opens the answer.
    """

    number = models.CharField(_("número"), max_length=20, unique=True)
    # Recognises a form that is sent twice; the token itself is not kept.
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    # Empty where the request's own code opens it.
    code_hash = models.CharField(max_length=200, blank=True, editable=False)
    info_request = models.ForeignKey(
        InformationRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("pedido"),
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institución")
    )
    ground = models.CharField(_("motivo"), max_length=12, choices=Ground.choices)
    text = models.TextField(_("qué pasó"))
    disclosure = models.CharField(
        _("qué lee la institución"),
        max_length=10,
        choices=Disclosure.choices,
        default=Disclosure.RESERVED,
    )
    # Shown to nobody; erased once the complaint is over and everything was told.
    email = models.EmailField(_("correo electrónico"), blank=True)
    stage = models.CharField(
        _("estado"),
        max_length=12,
        choices=ComplaintStage.choices,
        default=ComplaintStage.FILED,
    )
    filed_on = models.DateField(_("presentada"))
    filed_at = models.DateTimeField()
    due_on = models.DateField(_("por responder hasta"))
    standard = models.CharField(_("norma interna"), max_length=40)
    calendar_version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="+")
    result = models.CharField(_("resultado"), max_length=10, choices=Result.choices, blank=True)
    # What the person reads: the answer or, of one not admitted, why.
    answer = models.TextField(_("respuesta"), blank=True)
    closed_on = models.DateField(_("respondida"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Business days from filing to answer, by the calendar of the day it was answered.
    answer_days = models.PositiveSmallIntegerField(_("días hábiles"), null=True, blank=True)
    # What the answer may say, until a director decides.
    draft_result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    draft_answer = models.TextField(_("borrador"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("queja")
        verbose_name_plural = _("quejas")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=OPEN, closed_on=None, answer="")
                | Q(~Q(stage__in=OPEN), ~Q(answer=""), closed_on__isnull=False),
                name="a_closed_complaint_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(Q(stage=ComplaintStage.RESOLVED), ~Q(result=""))
                | Q(~Q(stage=ComplaintStage.RESOLVED), Q(result="")),
                name="a_resolved_complaint_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(info_request__isnull=False, code_hash="", email="")
                | Q(Q(info_request=None), ~Q(code_hash="")),
                name="a_complaint_opens_in_one_way",
            ),
            models.UniqueConstraint(
                fields=["info_request", "ground"],
                condition=Q(stage__in=OPEN, info_request__isnull=False),
                name="one_open_complaint_a_request_and_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "due_on", "id"], name="complaints_by_stage"),
            models.Index(fields=["due_on", "id"], name="complaints_by_day"),
            models.Index(fields=["filed_on"], name="complaints_filed"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Say whether the Directorate still owes the person an answer."""
        return self.stage in OPEN

    @property
    def is_reserved(self) -> bool:
        """Say whether the institution reads nothing of it but what the Directorate asks."""
        return self.disclosure == Disclosure.RESERVED


class ReportRequest(models.Model):
    """What the Directorate asked the institution about a complaint, and what it reported."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="reports")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    question = models.TextField(_("qué se pregunta"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("pedido"))
    due_on = models.DateField(_("hasta"))
    calendar_version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="+")
    answer = models.TextField(_("informe"), blank=True)
    answered_on = models.DateField(_("recibido"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How it came, when the Directorate wrote it down for an institution that did not answer here.
    received_by = models.CharField(_("cómo llegó"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("informe pedido")
        verbose_name_plural = _("informes pedidos")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(answered_on=None),
                name="one_report_waits_a_complaint",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="")
                | Q(~Q(answer=""), answered_on__isnull=False, answered_by__isnull=False),
                name="a_report_says_something",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "answered_on"], name="reports_asked_of"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.asked_on:%Y-%m-%d}"
