"""What is done with a person at a counter: they are notified, or given another tracking code."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution, Office
from requests_app.states import Copies


class InPersonNotice(models.Model):
    """One notification at a counter: everything told of a request up to one of its events.

    `office` is the service centre where it was, and empty in the institution's own office.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="in_person_notices"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="in_person_notices"
    )
    last_sequence = models.PositiveIntegerField(_("hasta el hecho"))
    notified_on = models.DateField(_("notificada"))
    notified_at = models.DateTimeField(_("notificada a las"))
    received_by = models.CharField(_("quién recibió"), max_length=200)
    identity = models.CharField(_("cómo probó quién es"), max_length=300)
    copies = models.CharField(_("qué se llevó"), max_length=10, choices=Copies.choices)
    note = models.CharField(_("observación"), max_length=500, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("notificación en persona")
        verbose_name_plural = _("notificaciones en persona")

    def __str__(self) -> str:
        return f"notificación en persona de {self.info_request_id}"


class CodeReissue(models.Model):
    """Another tracking code given at a counter to somebody who had lost theirs."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="code_reissues"
    )
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    identity = models.CharField(_("cómo probó quién es"), max_length=300)
    reissued_on = models.DateField(_("entregado"))
    reissued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("código entregado de nuevo")
        verbose_name_plural = _("códigos entregados de nuevo")

    def __str__(self) -> str:
        return f"otro código de {self.info_request_id}"
