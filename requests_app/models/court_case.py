"""The court action the requester may bring (Ley 5282/2014, arts. 23 and 24)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from offices.models import Institution
from requests_app.states import CourtStage


class CourtCase(models.Model):
    """One case: where it was filed, how it was decided, whether the order was obeyed."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="court_cases"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stage = FSMField(default=CourtStage.FILED, choices=CourtStage.choices, protected=True)
    court = models.CharField(_("juzgado"), max_length=200)
    case_number = models.CharField(_("expediente"), max_length=60, blank=True)
    filed_on = models.DateField(_("presentada"))
    ruled_on = models.DateField(_("sentencia"), null=True, blank=True)
    ruling = models.TextField(_("qué se resolvió"), blank=True)
    complied_on = models.DateField(_("cumplida"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("acción judicial")
        verbose_name_plural = _("acciones judiciales")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request"],
                condition=Q(stage__in=[CourtStage.FILED, CourtStage.ORDERED]),
                name="one_open_court_case_per_request",
            ),
        ]

    def __str__(self) -> str:
        return f"acción judicial de {self.info_request_id}"

    @transition(field=stage, source=CourtStage.FILED, target=CourtStage.ORDERED)
    def order(self, *, on: date, ruling: str) -> None:
        """The judge orders the information delivered."""
        self.ruled_on, self.ruling = on, ruling

    @transition(field=stage, source=CourtStage.FILED, target=CourtStage.DISMISSED)
    def dismiss(self, *, on: date, ruling: str) -> None:
        """The judge rejects the action."""
        self.ruled_on, self.ruling = on, ruling

    @transition(field=stage, source=CourtStage.ORDERED, target=CourtStage.COMPLIED)
    def comply(self, *, on: date) -> None:
        """The institution delivers what was ordered."""
        self.complied_on = on
