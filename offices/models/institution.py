"""Public sources (Ley 5282/2014, art. 2.1) and the offices through which they answer (art. 6)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Branch(models.TextChoices):
    """Which part of the State a public source belongs to, as the registry names it."""

    EXECUTIVE = "executive", _("Poder Ejecutivo")
    LEGISLATIVE = "legislative", _("Poder Legislativo")
    JUDICIAL = "judicial", _("Poder Judicial y sistema de justicia")
    AUTONOMOUS = "autonomous", _("Organismos autónomos")
    STATE_OWNED = "state-owned", _("Entes y empresas del Estado")
    DEPARTMENT = "department", _("Gobernaciones")
    MUNICIPALITY = "municipality", _("Municipalidades")
    UNIVERSITY = "university", _("Universidades nacionales")
    BINATIONAL = "binational", _("Entidades binacionales")


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """How institutions are found."""

    def active(self) -> Self:
        """Return those that still exist and can be asked."""
        return self.filter(is_active=True)


class Institution(models.Model):
    """A public source. A dissolved one stays, and leads to its successor."""

    code = models.CharField(_("código"), max_length=20, unique=True)
    name = models.CharField(_("nombre"), max_length=200)
    acronym = models.CharField(_("sigla"), max_length=30, blank=True)
    category = models.CharField(_("inciso del art. 2.1"), max_length=1)
    branch = models.CharField(_("poder"), max_length=20, choices=Branch.choices)
    is_executive = models.BooleanField(_("depende del Poder Ejecutivo"))
    department = models.CharField(_("departamento"), max_length=60, blank=True)
    district = models.CharField(_("distrito"), max_length=60, blank=True)
    is_active = models.BooleanField(_("vigente"), default=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("sucesora"),
    )
    # What it was called before a correction, one name a line.
    former_names = models.TextField(_("nombres anteriores"), blank=True, editable=False)
    # Name, acronym, place and predecessors in lower case without accents, for forgiving search.
    search_text = models.TextField(blank=True, editable=False)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("institución")
        verbose_name_plural = _("instituciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=list("abcdefghi")), name="institution_category_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(successor__isnull=False),
                name="a_dissolved_institution_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def competent(self) -> Institution:
        """Return the living institution that took over, or this one while it lives.

        The registry refuses successors that go round in a circle; of rows that did all the same,
        the last one before the circle closes is returned.
        """
        institution: Institution = self
        passed = {self.pk}
        while not institution.is_active and institution.successor is not None:
            if institution.successor_id in passed:
                break
            institution = institution.successor
            passed.add(institution.pk)
        return institution


class OfficeKind(models.TextChoices):
    """What an office is for."""

    ACCESS = "access", _("Oficina de Acceso a la Información Pública")
    DIRECTORATE = "directorate", _("Dirección de Acceso a la Información Pública")
    SERVICE_CENTRE = "service_centre", _("Centro de Atención Ciudadana")


class Office(models.Model):
    """Where an institution receives and answers requests (Ley 5282/2014, art. 6).

    A service centre is a counter that an institution runs for all of them: it has a name and a
    place of its own, and there may be several.
    """

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="offices", verbose_name=_("institución")
    )
    kind = models.CharField(
        _("clase"), max_length=20, choices=OfficeKind.choices, default=OfficeKind.ACCESS
    )
    name = models.CharField(_("nombre"), max_length=120, blank=True)
    department = models.CharField(_("departamento"), max_length=60, blank=True)
    district = models.CharField(_("distrito"), max_length=60, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    hours = models.CharField(_("horario"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("oficina")
        verbose_name_plural = _("oficinas")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind"],
                condition=~Q(kind=OfficeKind.SERVICE_CENTRE),
                name="one_office_of_a_kind_per_institution",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(kind=OfficeKind.SERVICE_CENTRE),
                name="a_service_centre_has_a_name_of_its_own",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OfficeKind.SERVICE_CENTRE) | ~Q(name=""),
                name="a_service_centre_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} – {self.institution}"

    @property
    def town(self) -> str:
        """Where it is: its own district, else that of its institution; empty when unknown."""
        return self.district or self.institution.district or self.institution.department
