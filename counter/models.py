"""Who looked for whose request at a counter: a row for each try, found or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from offices.models import Office

# Misreadings are few; who goes through numbers and documents has many in a row.
MOST_MISSES = 10
MISSES_COUNT_FOR = timedelta(minutes=10)


class LookUpQuerySet(models.QuerySet["LookUp"]):
    """How look-ups are found."""

    def recent_misses(self, user: User, *, at: datetime) -> Self:
        """Return those of `user` in the last minutes that found nothing."""
        return self.filter(user=user, was_found=False, at__gt=at - MISSES_COUNT_FOR)


class LookUp(models.Model):
    """One try to open somebody's request in a service centre, by what they showed."""

    class Shown(models.TextChoices):
        """What the person showed; never the thing itself."""

        DOCUMENT = "document", _("Documento")
        CODE = "code", _("Código de seguimiento")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(_("número escrito"), max_length=40)
    shown = models.CharField(_("qué se mostró"), max_length=10, choices=Shown.choices)
    was_found = models.BooleanField(_("se halló"))
    at = models.DateTimeField(_("a las"))

    objects = LookUpQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("búsqueda en un centro")
        verbose_name_plural = _("búsquedas en los centros")
        indexes = [models.Index(fields=["user", "at"], name="counter_lookups_of_a_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.number}"
