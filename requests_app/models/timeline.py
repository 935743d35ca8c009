"""What happened, in order, for ever: the history, the evidence, the source of notices."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models import Institution
from requests_app.states import EventKind


class TimelineEvent(models.Model):
    """One fact. The database refuses to change or delete it (see `requests_app.triggers`).

    `payload` is the canonical JSON text that was hashed; the other columns repeat parts of it so
    that rows can be found, and `verify_log` checks that they agree.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="timeline"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=EventKind.choices)
    actor_kind = models.CharField(max_length=12)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    article = models.CharField(max_length=120, blank=True)
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["info_request", "sequence"]
        verbose_name = _("hecho")
        verbose_name_plural = _("historial")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "sequence"], name="one_event_per_place_in_the_chain"
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at"], name="event_recorded"),
            # The newest facts of one institution, for its feed, however many there are.
            models.Index(fields=["institution", "id"], name="event_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} #{self.sequence} {self.kind}"

    @property
    def data(self) -> dict[str, Any]:
        """Return what the act wrote beside the common fields."""
        data: dict[str, Any] = json.loads(self.payload)["data"]
        return data


class Commitment(models.Model):
    """The salt of a personal datum that an event only commits to. Erasing it makes the datum
    unprovable for ever while the chain still verifies."""

    event = models.ForeignKey(TimelineEvent, models.PROTECT, related_name="commitments")
    field = models.CharField(max_length=30)
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("sal de compromiso")
        verbose_name_plural = _("sales de compromiso")
        constraints = [
            models.UniqueConstraint(fields=["event", "field"], name="one_salt_per_datum"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.field}"


class OutboxEntry(models.Model):
    """An event whose notices are still to be made. Written with the event, leased by a worker."""

    event = models.OneToOneField(
        TimelineEvent, models.PROTECT, primary_key=True, related_name="outbox_entry"
    )
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("aviso por preparar")
        verbose_name_plural = _("avisos por preparar")
        indexes = [
            models.Index(fields=["event"], condition=Q(done_at=None), name="outbox_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.event_id)
