"""Presence: who has a request open at this moment. It locks nothing and proves nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.models import InformationRequest


class Presence(models.Model):
    """A person with a page about a request open: since when, and when last heard of."""

    info_request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("desde"))
    seen_at = models.DateTimeField(_("última señal"))

    class Meta:
        verbose_name = _("presencia")
        verbose_name_plural = _("presencias")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "person"], name="a_person_is_present_once"
            ),
        ]
        indexes = [models.Index(fields=["seen_at"], name="presences_by_age")]

    def __str__(self) -> str:
        return f"{self.person_id} en {self.info_request_id}"
