"""Forwardings and clarifications: what happens to a request while its term runs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution, RegistryChange


class Leg(models.Model):
    """One forwarding (T6): the term does not restart; what the receiver may claim is kept.

    Where a body ended and its successor took its place, `succession` is the act that says so.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="legs"
    )
    from_institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    to_institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    forwarded_on = models.DateField(_("derivada"))
    reason = models.TextField(_("motivo"))
    is_late = models.BooleanField(_("fuera de los días para derivar"))
    # The due date if the term had restarted on forwarding, which the receiving body may claim.
    claimable_due_on = models.DateField(_("fecha que podría alegar quien recibe"))
    succession = models.ForeignKey(
        RegistryChange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="legs",
        verbose_name=_("por la disolución"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("derivación")
        verbose_name_plural = _("derivaciones")

    def __str__(self) -> str:
        return f"{self.info_request_id}: {self.from_institution_id} → {self.to_institution_id}"


class Clarification(models.Model):
    """The one clarification an office may ask for (T5); it does not stop the clock."""

    info_request = models.OneToOneField(
        "requests_app.InformationRequest", models.PROTECT, related_name="clarification"
    )
    asked_on = models.DateField(_("pedida"))
    question = models.TextField(_("pregunta"))
    clarified_on = models.DateField(_("respondida"), null=True, blank=True)
    reply = models.TextField(_("respuesta"), blank=True)

    class Meta:
        verbose_name = _("aclaración")
        verbose_name_plural = _("aclaraciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(clarified_on=None, reply="") | ~Q(Q(clarified_on=None) | Q(reply="")),
                name="a_clarification_has_text_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"aclaración de {self.info_request_id}"
