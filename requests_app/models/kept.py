"""Which requests a person keeps together in an account: a list of theirs, and nothing more."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.models.request import InformationRequest


class KeptRequest(models.Model):
    """One line of the list of who proved to know the code; it goes when the account goes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_requests")
    info_request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(_("guardado"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pedido guardado")
        verbose_name_plural = _("pedidos guardados")
        constraints = [
            models.UniqueConstraint(fields=["user", "info_request"], name="a_request_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.info_request_id}"
