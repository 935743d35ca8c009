"""Calendar addresses: where a person's own calendar programme reads what is due."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """How calendar addresses are found."""

    def visible_to(self, user: User) -> Self:
        """Return those of `user`, and of nobody else."""
        return self.filter(user=user)

    def in_use(self) -> Self:
        """Return those nobody revoked."""
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """An address that needs no sign-in, for one person's calendar. Revoked, it opens nothing."""

    # The address also carries a token derived from it, without which the key opens nothing.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    only_own = models.BooleanField(_("solo los pedidos a mi cargo"), default=False)
    made_at = models.DateTimeField(_("creada"))
    revoked_at = models.DateTimeField(_("anulada"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("dirección de calendario")
        verbose_name_plural = _("direcciones de calendario")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="one_calendar_address_in_use_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"calendario de {self.user_id}"
