"""Who works on a request inside its institution, and who did before."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.unit import Unit
from offices.models import Institution
from requests_app.models import InformationRequest


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """How assignments are found."""

    def in_force(self) -> Self:
        """Return the open ones of whoever holds the request now: what a sender had arranged
        says nothing to the institution that received it."""
        return self.filter(ended_at=None, institution=F("info_request__institution"))


class Assignment(models.Model):
    """One request in the hands of a person, a unit or both. Only its end is ever written."""

    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="assignments")
    # Who held the request when it was assigned; another institution reads nothing of it.
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("persona"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("unidad"),
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("asignada"))
    ended_at = models.DateTimeField(_("hasta"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("asignación")
        verbose_name_plural = _("asignaciones")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request"],
                condition=Q(ended_at=None),
                name="one_open_assignment_per_request",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(unit__isnull=False),
                name="an_assignment_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_assignment_is_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "institution"],
                condition=Q(ended_at=None),
                name="assignments_of_a_person",
            ),
            models.Index(fields=["unit"], condition=Q(ended_at=None), name="assignments_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} → {self.person_id or self.unit_id}"
