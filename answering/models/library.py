"""Texts an office keeps to answer with: its own, and those the Directorate shares with all."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answering.states import TextPart
from offices.models import Institution
from requests_app.states import Outcome


class LibraryTextQuerySet(models.QuerySet["LibraryText"]):
    """How texts are found: an office reads its own and the shared ones, never another's."""

    def for_institution(self, institution_id: int) -> Self:
        """Return what that institution's people may use."""
        return self.filter(Q(institution=institution_id) | Q(institution=None))

    def in_use(self) -> Self:
        """Return those nobody put away."""
        return self.filter(archived_at=None)


class LibraryText(models.Model):
    """One text with places to be filled in. It is put away, never deleted."""

    # Nobody's own is everybody's: the Directorate writes it.
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("nombre"), max_length=80)
    part = models.CharField(_("dónde va"), max_length=15, choices=TextPart.choices)
    # The outcome it is for; empty for any.
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    text = models.TextField(_("texto"))
    version = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = LibraryTextQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("plantilla")
        verbose_name_plural = _("plantillas")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                condition=Q(archived_at=None, institution__isnull=False),
                name="a_text_has_a_name_of_its_own",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(archived_at=None, institution=None),
                name="a_shared_text_has_a_name_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared(self) -> bool:
        """Whether the Directorate keeps it for every institution."""
        return self.institution_id is None


class LibraryChange(models.Model):
    """What a text said after one change: who, when, and each version of it."""

    library_text = models.ForeignKey(LibraryText, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    part = models.CharField(max_length=15, choices=TextPart.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    text = models.TextField()
    is_archived = models.BooleanField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("cambio de una plantilla")
        verbose_name_plural = _("cambios de plantillas")
        constraints = [
            models.UniqueConstraint(
                fields=["library_text", "number"], name="one_change_per_version_of_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.library_text_id} v{self.number}"
