"""Questions to the Directorate about which institution must answer a request."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from law.terms import TermKind
from offices.models import Institution, Office
from requests_app.models.leg import Leg
from requests_app.states import OPEN_STAGES


class CompetenceQuestionQuerySet(models.QuerySet["CompetenceQuestion"]):
    """How questions are found."""

    def waiting(self) -> Self:
        """Return those that can still be decided: nobody did, and the request is open."""
        return self.filter(settled_on=None, info_request__stage__in=OPEN_STAGES)

    def with_due_date(self) -> models.QuerySet[Any]:
        """Annotate `due_on` with the last day to answer the request, of which it has one."""
        joined = self.filter(
            info_request__terms__kind=TermKind.ANSWER, info_request__terms__replaced_by=None
        )
        return joined.annotate(due_on=F("info_request__terms__due_on"))


class CompetenceQuestion(models.Model):
    """Two bodies do not agree on who must answer: the Directorate, which coordinates them, says.

    The term runs on, and the body that holds the request goes on owing the answer (T6).
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="competence_questions"
    )
    asked_by = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institución que pregunta")
    )
    proposed = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institución que propone")
    )
    reason = models.TextField(_("motivo"))
    asked_on = models.DateField(_("pedido"))
    settled_on = models.DateField(_("decidido"), null=True, blank=True)
    settled_for = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institución que debe responder"),
    )
    decision = models.TextField(_("fundamento"), blank=True)
    settled_by = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("por")
    )
    # Inside the Executive the Directorate instructs; elsewhere it recommends (Decreto 4064/2015).
    is_instruction = models.BooleanField(_("es una instrucción"), null=True, blank=True)
    # The forwarding the decision made; none when the request stayed where it was.
    leg = models.OneToOneField(
        Leg, models.PROTECT, null=True, blank=True, related_name="competence_question"
    )

    objects = CompetenceQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cuestión de competencia")
        verbose_name_plural = _("cuestiones de competencia")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request"],
                condition=Q(settled_on=None),
                name="one_competence_question_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_for=None, settled_by=None, decision="")
                | Q(
                    settled_on__isnull=False,
                    settled_for__isnull=False,
                    settled_by__isnull=False,
                    is_instruction__isnull=False,
                )
                & ~Q(decision=""),
                name="a_settled_question_says_for_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"competencia de {self.info_request_id}"

    def settle(
        self, *, on: date, by: Office, competent: Institution, decision: str, leg: Leg | None
    ) -> None:
        """Keep what the Directorate decided, and the forwarding it made, if it made one."""
        self.settled_on, self.settled_by, self.settled_for = on, by, competent
        self.decision, self.leg = decision, leg
        self.is_instruction = self.asked_by.is_executive and competent.is_executive
