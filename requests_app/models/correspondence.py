"""Letters between the person who asked and the office, outside the acts of the procedure."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from requests_app.models.document import Document


class RequesterMessage(models.Model):
    """What the person who asked wrote by e-mail. Read by the parties only."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="letters"
    )
    # Stands for the mail it came in: taken in twice, it is one message.
    mail_key = models.CharField(max_length=64, unique=True)
    text = models.TextField(_("texto"), blank=True)
    sender = models.CharField(_("remitente"), max_length=254)
    # Whoever holds the address of a notice may write; the office is told when another did.
    is_known_sender = models.BooleanField(_("desde el correo de quien pidió"))
    refused_files = models.JSONField(_("archivos no aceptados"), default=list)
    documents = models.ManyToManyField(Document, related_name="+")
    received_on = models.DateField(_("recibido"))
    # One that was put into the wrong case stays here, unread: its event commits to its words.
    withdrawn_on = models.DateField(_("sacado"), null=True, blank=True)
    withdrawn_because = models.TextField(_("por qué se sacó"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mensaje de quien pidió")
        verbose_name_plural = _("mensajes de quien pidió")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | ~Q(Q(withdrawn_on=None) | Q(withdrawn_because="")),
                name="a_withdrawn_message_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"mensaje {self.pk} de {self.info_request_id}"


class NoticeBounceQuerySet(models.QuerySet["NoticeBounce"]):
    """How returned notices are found."""

    def unsettled(self) -> Self:
        """Return those whose reader nobody has told by another way."""
        return self.filter(settled_on=None)


class NoticeBounce(models.Model):
    """A notice by e-mail that came back: its reader has not been notified (Decreto 4064/2015,
    art. 25), and the office must tell them by another way."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="bounces"
    )
    # The Message-ID of the notice: told twice that it came back, it came back once.
    message_id = models.CharField(max_length=200, unique=True)
    # The notice's number in the timeline, and what it told.
    sequence = models.PositiveIntegerField()
    address = models.EmailField(_("dirección"))
    reason = models.CharField(_("motivo"), max_length=500, blank=True)
    bounced_on = models.DateField(_("devuelto"))
    settled_on = models.DateField(_("avisado por otro medio"), null=True, blank=True)
    way = models.TextField(_("cómo se avisó"), blank=True)

    objects = NoticeBounceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("aviso devuelto")
        verbose_name_plural = _("avisos devueltos")
        indexes = [
            models.Index(
                fields=["info_request"], condition=Q(settled_on=None), name="bounces_unsettled"
            ),
        ]

    def __str__(self) -> str:
        return f"aviso devuelto {self.pk} de {self.info_request_id}"
