"""Posts: who held which duty, where and when; every authority in the system comes from one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.institution import Office

if TYPE_CHECKING:
    from accounts.models import User


class Duty(models.TextChoices):
    """What the holder of a post may do."""

    OFFICER = "officer", _("Encargado/a de acceso")
    HEAD = "head", _("Jefe/a de oficina")
    HIGHEST_AUTHORITY = "highest_authority", _("Máxima autoridad")
    LIAISON = "liaison", _("Enlace de unidad")
    AUDITOR = "auditor", _("Auditor/a de la Dirección")
    DIRECTOR = "director", _("Director/a de Acceso")
    CLERK = "clerk", _("Atención en centro ciudadano")


# Those who work on the requests of their institution. Only these open them: a list of who may,
# so that a duty added later opens nothing by itself.
DESK_DUTIES = (Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY)
DIRECTORATE_DUTIES = (Duty.AUDITOR, Duty.DIRECTOR)
CENTRE_DUTIES = (Duty.CLERK,)


class PostQuerySet(models.QuerySet["Post"]):
    """How posts are found; always as of a day."""

    def held_on(self, day: date) -> Self:
        """Return the posts in force on `day` whose holder may still sign in.

        A substitute's post ends with the post it stands in for, whoever ended that one.
        """
        lasts = Q(ends_on=None) | Q(ends_on__gte=day)
        has_ended = Q(stands_in_for__ends_on__isnull=False, stands_in_for__ends_on__lt=day)
        return self.filter(lasts, ~has_ended, starts_on__lte=day, holder__is_active=True)

    def at_desk(self, user: User, *, on: date) -> Self:
        """Return the posts with which `user` works on an institution's requests that day."""
        return self.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)


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
    stands_in_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("en reemplazo de"),
    )

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
            models.CheckConstraint(
                condition=Q(stands_in_for=None) | Q(ends_on__isnull=False),
                name="a_substitution_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} – {self.office}"
