"""Who has seen the first steps of the desk and does not want to see them offered again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StepsSeen(models.Model):
    """One person who put the first steps away; they stay to be read on their own page."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("primeros pasos vistos")
        verbose_name_plural = _("primeros pasos vistos")

    def __str__(self) -> str:
        return str(self.user_id)
