"""The reconsideration before the highest authority (Ley 5282/2014, art. 21)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from offices.models import Institution
from requests_app.states import AppealGround, ReconsiderationStage


class Reconsideration(models.Model):
    """One appeal; optional, and without effect on the term to go to court."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="reconsiderations"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stage = FSMField(
        default=ReconsiderationStage.FILED, choices=ReconsiderationStage.choices, protected=True
    )
    ground = models.CharField(_("contra"), max_length=10, choices=AppealGround.choices)
    text = models.TextField(_("fundamentos"))
    filed_on = models.DateField(_("presentado"))
    is_late = models.BooleanField(_("fuera de los días para pedirlo"))
    closed_on = models.DateField(_("cerrado"), null=True, blank=True)
    decision = models.TextField(_("decisión"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reconsideración")
        verbose_name_plural = _("reconsideraciones")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request"],
                condition=Q(closed_on=None),
                name="one_open_reconsideration_per_request",
            ),
        ]

    def __str__(self) -> str:
        return f"reconsideración de {self.info_request_id}"

    @transition(field=stage, source=ReconsiderationStage.FILED, target=ReconsiderationStage.UPHELD)
    def uphold(self, *, on: date, decision: str) -> None:
        """The highest authority gives what was denied."""
        self.closed_on, self.decision = on, decision

    @transition(
        field=stage, source=ReconsiderationStage.FILED, target=ReconsiderationStage.REJECTED
    )
    def reject(self, *, on: date, decision: str) -> None:
        """The highest authority keeps the denial, with reasons."""
        self.closed_on, self.decision = on, decision

    @transition(field=stage, source=ReconsiderationStage.FILED, target=ReconsiderationStage.LAPSED)
    def lapse(self, *, on: date) -> None:
        """The term to decide ended in silence (T8)."""
        self.closed_on = on
