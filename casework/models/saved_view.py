"""Saved views: filters somebody uses again, and what each person chose for their desk."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from offices.models import Institution, Post
from requests_app.policies import DESK_DUTIES

LONGEST_QUERY = 1000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """How saved views are found."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those of the desks where `user` works that day: their own and the shared ones."""
        posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
        here = self.filter(institution__in=posts.values("office__institution"))
        return here.filter(Q(owner=user) | Q(is_shared=True))

    def with_default_of(self, user: User) -> Self:
        """Annotate `opens_first`: whether the list of `user` opens with it."""
        chosen = DeskChoice.objects.filter(user=user, default_view=OuterRef("pk"))
        return self.annotate(opens_first=Exists(chosen))


class SavedView(models.Model):
    """Some filters of the list under a name, of one person or of the whole office."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("nombre"), max_length=60)
    # Checked filters, as the list's own address carries them.
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(_("para toda la oficina"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("vista guardada")
        verbose_name_plural = _("vistas guardadas")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "owner", "name"], name="a_saved_view_has_its_own_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DigestScope(models.TextChoices):
    """What the daily digest of a person tells. Legal notices are another matter: they are sent
    whatever is chosen here."""

    NONE = "none", _("No recibirlo")
    OWN = "own", _("Solo los pedidos a mi cargo")
    ALL = "all", _("Todos los pedidos de la oficina")


class DeskChoice(models.Model):
    """What one person chose for their desk: which view opens it, what their digest tells."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="desk_choice"
    )
    default_view = models.ForeignKey(
        SavedView, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Empty until they choose: then it goes by their post.
    digest = models.CharField(
        _("resumen diario"), max_length=10, choices=DigestScope.choices, blank=True
    )

    class Meta:
        verbose_name = _("preferencia de bandeja")
        verbose_name_plural = _("preferencias de bandeja")

    def __str__(self) -> str:
        return str(self.user_id)
