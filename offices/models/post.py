"""Posts: who held which duty, where and when; every authority in the system comes from one."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.institution import Office


class Duty(models.TextChoices):
    """What the holder of a post may do."""

    OFFICER = "officer", _("Encargado/a de acceso")
    HEAD = "head", _("Jefe/a de oficina")
    HIGHEST_AUTHORITY = "highest_authority", _("Máxima autoridad")
    AUDITOR = "auditor", _("Auditor/a de la Dirección")
    DIRECTOR = "director", _("Director/a de Acceso")


DIRECTORATE_DUTIES = (Duty.AUDITOR, Duty.DIRECTOR)


class PostQuerySet(models.QuerySet["Post"]):
    """How posts are found; always as of a day."""

    def held_on(self, day: date) -> Self:
        """Return the posts in force on `day` whose holder may still sign in."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, holder__is_active=True
        )


class Post(models.Model):
    """A duty in an office, held by one person from one day to another, both included."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="posts", verbose_name=_("oficina")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("persona")
    )
    duty = models.CharField(_("función"), max_length=20, choices=Duty.choices)
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("cargo")
        verbose_name_plural = _("cargos")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_post_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["office", "holder", "duty"],
                condition=Q(ends_on=None),
                name="a_person_holds_a_duty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} – {self.office}"
