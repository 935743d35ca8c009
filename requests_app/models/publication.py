"""What readers report of a published text, and the decision a person took on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Office, Post
from offices.models.post import DESK_DUTIES, DIRECTORATE_DUTIES
from requests_app.states import ReportDecision, ReportKind

if TYPE_CHECKING:
    from accounts.models import User


class PublicationReportQuerySet(models.QuerySet["PublicationReport"]):
    """How reports are found."""

    def waiting(self) -> Self:
        """Return those nobody has decided yet."""
        return self.filter(decision="")

    def taken_down(self) -> Self:
        """Return those whose text was withdrawn from the public page."""
        return self.filter(decision=ReportDecision.TAKE_DOWN)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those `user` may decide on `on`: of requests their institution holds, or all
        for whoever holds a post in the Directorate."""
        posts = Post.objects.held_on(on).filter(holder=user)
        if posts.filter(duty__in=DIRECTORATE_DUTIES).exists():
            return self.all()
        institutions = posts.filter(duty__in=DESK_DUTIES).values("office__institution")
        return self.filter(info_request__institution__in=institutions)


class PublicationReport(models.Model):
    """One reader's report. Who reports is not asked; `contact` is theirs to leave or not."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="publication_reports"
    )
    kind = models.CharField(_("problema"), max_length=20, choices=ReportKind.choices)
    text = models.TextField(_("qué dice quien informa"))
    contact = models.CharField(_("contacto de quien informa"), max_length=254, blank=True)
    # Tells apart the reporters of one day: a keyed digest, which is another one the day after.
    reporter_key = models.CharField(max_length=64)
    reported_on = models.DateField(_("informado"))
    # Whether the text left the public page when this report came.
    holds = models.BooleanField()
    decision = models.CharField(max_length=20, choices=ReportDecision.choices, blank=True)
    reason = models.TextField(_("razón de la decisión"), blank=True)
    decided_on = models.DateField(_("decidido"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("por")
    )

    objects = PublicationReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("informe de un problema")
        verbose_name_plural = _("informes de problemas")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, decided_by=None)
                | Q(
                    decision__in=ReportDecision.values,
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                ),
                name="a_decided_report_says_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(decision=""), name="reports_waiting"),
            models.Index(fields=["reporter_key"], name="reports_of_a_reporter"),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.kind}"
