"""Who asks, and how a request came in by other ways than the portal. Never public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Office
from requests_app.states import NotifyBy


class Requester(models.Model):
    """The person behind one request (Ley 5282/2014, art. 12). Private by default (W9)."""

    name = models.CharField(_("nombre y apellido"), max_length=200)
    identity_document = models.CharField(_("documento"), max_length=40, blank=True)
    address = models.CharField(_("domicilio real"), max_length=200, blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    phone = models.CharField(_("teléfono"), max_length=40, blank=True)
    notify_by = models.CharField(_("notificar"), max_length=10, choices=NotifyBy.choices)
    shows_name = models.BooleanField(_("acepta que su nombre sea público"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("solicitante")
        verbose_name_plural = _("solicitantes")

    def __str__(self) -> str:
        return f"solicitante {self.pk}"


class Registration(models.Model):
    """A request taken in by an officer: who wrote it down, when, and the proof of its true date."""

    info_request = models.OneToOneField(
        "requests_app.InformationRequest", models.PROTECT, related_name="registration"
    )
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_on = models.DateField(_("registrada"))
    # The service centre that took it in; empty when the institution's own office did.
    centre = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    # When its form was opened, so that how long a person waits at the counter can be measured.
    started_at = models.DateTimeField(_("empezada"), null=True, blank=True)
    paper_number = models.CharField(_("mesa de entrada N°"), max_length=60, blank=True)
    evidence = models.TextField(_("constancia de la fecha"), blank=True)
    # For a verbal request: what the person said, as read back and accepted (art. 12).
    verbal_record = models.TextField(_("acta"), blank=True)

    class Meta:
        verbose_name = _("registro en oficina")
        verbose_name_plural = _("registros en oficina")

    def __str__(self) -> str:
        return f"registro de {self.info_request_id}"

    @property
    def gap_days(self) -> int:
        """How many days after it was presented it was registered (T11)."""
        return (self.registered_on - self.info_request.presented_on).days
