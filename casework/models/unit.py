"""Units: the parts of an institution that hold the information its office asks for."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from offices.models import Institution, Post


class UnitQuerySet(models.QuerySet["Unit"]):
    """How units are found."""

    def active(self) -> Self:
        """Return those that can still be given work."""
        return self.filter(is_active=True)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those of the institutions at whose desk `user` works on that day."""
        posts = Post.objects.at_desk(user, on=on)
        return self.filter(institution__in=posts.values("office__institution"))


class Unit(models.Model):
    """A part of an institution. One that closed stays, for what it was given names it."""

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="units", verbose_name=_("institución")
    )
    name = models.CharField(_("nombre"), max_length=120)
    is_active = models.BooleanField(_("vigente"), default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unidad")
        verbose_name_plural = _("unidades")
        constraints = [
            models.UniqueConstraint(
                "institution",
                Lower("name"),
                condition=Q(is_active=True),
                name="a_unit_has_its_own_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LiaisonQuerySet(models.QuerySet["Liaison"]):
    """How the people of units are found; always as of a day."""

    def in_force(self, on: date) -> Self:
        """Return those whose post is in force on that day, in a unit that is."""
        return self.filter(post__in=Post.objects.held_on(on), unit__is_active=True)

    def of(self, user: User, *, on: date) -> Self:
        """Return the units for which `user` answers on that day."""
        return self.in_force(on).filter(post__holder=user)


class Liaison(models.Model):
    """For which unit somebody with the post of liaison answers. The dates are the post's."""

    post = models.OneToOneField(Post, models.PROTECT, related_name="liaison")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="liaisons", verbose_name=_("unidad")
    )

    objects = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("enlace de unidad")
        verbose_name_plural = _("enlaces de unidades")

    def __str__(self) -> str:
        return f"{self.post_id} → {self.unit_id}"
