"""One act done on many requests: what was asked for, and what came of each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from requests_app.models import InformationRequest


class BulkKind(models.TextChoices):
    """What can be done with many requests at once; the values are seen in addresses."""

    ASSIGN = "asignar", _("Asignar")
    TAKE = "tomar", _("Tomar")
    FORWARD = "derivar", _("Derivar")
    LABEL = "tema", _("Poner un tema")


class ItemState(models.TextChoices):
    """What came of one request."""

    PENDING = "pending", _("Falta")
    DONE = "done", _("Hecho")
    REFUSED = "refused", _("No se hizo")


class BulkRunQuerySet(models.QuerySet["BulkRun"]):
    """How runs are found."""

    def visible_to(self, user: User) -> Self:
        """Return those `user` asked for, and nobody else's."""
        return self.filter(by=user)

    def unfinished(self) -> Self:
        """Return those with requests still to be done."""
        return self.filter(finished_at=None)


class BulkRun(models.Model):
    """One act on many requests, by one person. Asked for twice with a token, it is one."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    kind = models.CharField(_("acción"), max_length=10, choices=BulkKind.choices)
    # What the act needs beside the request: keys of rows that were checked, and a reason.
    details = models.JSONField(default=dict)
    # The same in words, for who reads the result.
    said = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(_("pedido"))
    finished_at = models.DateTimeField(_("terminado"), null=True, blank=True)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("acción sobre varios pedidos")
        verbose_name_plural = _("acciones sobre varios pedidos")
        constraints = [
            models.UniqueConstraint(fields=["by", "token"], name="a_run_is_asked_for_once"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at=None), name="runs_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class BulkItemQuerySet(models.QuerySet["BulkItem"]):
    """How the requests of a run are found."""

    def free(self, at: datetime) -> Self:
        """Return those still to be done that no worker holds at `at`."""
        unheld = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(unheld, state=ItemState.PENDING)


class BulkItem(models.Model):
    """One request of a run, and what came of it."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="+")
    state = models.CharField(
        _("resultado"), max_length=10, choices=ItemState.choices, default=ItemState.PENDING
    )
    reason = models.CharField(_("por qué no"), max_length=500, blank=True)
    # The instant the act was begun with: whoever goes on after a stop finds by it what was done.
    tried_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects = BulkItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pedido de una acción sobre varios")
        verbose_name_plural = _("pedidos de una acción sobre varios")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "info_request"], name="a_request_is_in_a_run_once"
            ),
        ]
        indexes = [
            models.Index(fields=["run"], condition=Q(state="pending"), name="items_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id}: {self.state}"
