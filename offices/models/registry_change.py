"""Changes of the registry: proposed by one person, approved by another, never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.change import ChangeState
from offices.models.institution import Institution
from offices.models.post import Post


class RegistryAct(models.TextChoices):
    """What an instrument may do to the registry."""

    CREATION = "creation", _("Alta de una institución")
    CORRECTION = "correction", _("Corrección de datos")
    APPOINTMENT = "appointment", _("Designación en un cargo")
    END_OF_POST = "end_of_post", _("Fin de un cargo")
    DISSOLUTION = "dissolution", _("Disolución o fusión")


class RegistryChange(models.Model):
    """What one act does to one public source: the data before and after, by which instrument.

    `institution` is empty until a creation is approved. `before` and `after` hold texts by the
    name of the field. Of a dissolution, `seen_digest` is the fingerprint of the list of requests
    the approver had before them and `foreseen` how many it held.
    """

    act = models.CharField(_("acto"), max_length=12, choices=RegistryAct.choices)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("institución"),
    )
    successor = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inheritances",
        verbose_name=_("sucesora"),
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cargo")
    )
    before = models.JSONField(_("antes"), default=dict)
    after = models.JSONField(_("después"), default=dict)
    instrument = models.CharField(_("instrumento"), max_length=120)
    source = models.CharField(_("dónde se publicó"), max_length=120)
    signed_on = models.DateField(_("fecha del instrumento"))
    effective_on = models.DateField(_("rige desde"))
    state = models.CharField(
        _("estado"), max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("propuesto"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True, blank=True)
    note = models.TextField(_("nota de quien decidió"), blank=True)
    seen_digest = models.CharField(max_length=64, blank=True)
    foreseen = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(_("pedidos traspasados"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cambio del registro")
        verbose_name_plural = _("cambios del registro")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="nobody_decides_their_own_registry_change",
            ),
            models.CheckConstraint(
                condition=~Q(act=RegistryAct.DISSOLUTION)
                | Q(successor__isnull=False) & ~Q(successor=F("institution")),
                name="a_dissolution_names_another_as_successor",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.PROPOSED, decided_by=None, decided_at=None)
                | ~Q(state=ChangeState.PROPOSED)
                & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_registry_change_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(act=RegistryAct.DISSOLUTION, state=ChangeState.APPROVED),
                name="an_institution_is_dissolved_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="registry_changes_by_state")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.institution or self.after.get('name', '')}"

    @property
    def ended(self) -> tuple[int, ...]:
        """Return the key of the body a dissolution ends; nothing for another act."""
        if self.act != RegistryAct.DISSOLUTION or self.institution_id is None:
            return ()
        return (self.institution_id,)
