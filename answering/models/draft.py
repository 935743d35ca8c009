"""An answer while it is written: its text in force, every version of it, and its way to the
signature."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answering.states import KEPT_APART, DraftState, Purpose, SavedAs, SigningStep
from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.states import Outcome

if TYPE_CHECKING:
    from accounts.models import User


class AnswerDraftQuerySet(models.QuerySet["AnswerDraft"]):
    """The only ways in which views find drafts."""

    def held_by(self, user: User, *, on: date) -> Self:
        """Return those of requests which an institution of `user` holds on `on`, written by that
        same institution: what a former holder had prepared is not the next one's to read."""
        held = InformationRequest.objects.held_by(user, on=on)
        return self.filter(info_request__in=held, institution=models.F("info_request__institution"))

    def open(self) -> Self:
        """Return those not given yet."""
        return self.exclude(state=DraftState.GIVEN)


class AnswerDraft(models.Model):
    """What an institution prepares to answer, deny or decide; never part of the history."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="answer_drafts"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    # The outcome last written for; empty where the purpose has none.
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    # Field → text exactly as typed, right or wrong. What one outcome does not ask stays for
    # when it is changed back.
    fields = models.JSONField(default=dict)
    # Grows with each text in force; a page written on an older one meets a conflict.
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=15, choices=DraftState.choices, default=DraftState.WRITING)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    objects = AnswerDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("borrador de respuesta")
        verbose_name_plural = _("borradores de respuestas")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "institution", "purpose"],
                condition=~Q(state=DraftState.GIVEN),
                name="one_open_draft_per_purpose",
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution"],
                condition=Q(state=DraftState.FOR_SIGNATURE),
                name="drafts_for_signature",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.purpose}"

    @property
    def is_open(self) -> bool:
        """Whether it may still change."""
        return self.state != DraftState.GIVEN

    @property
    def returned(self) -> SigningRecord | None:
        """The step with which the highest authority last gave it back, while that stands."""
        last = self.signing.select_related("by").last()
        return last if last is not None and last.step == SigningStep.RETURNED else None

    @property
    def waits_for_signature(self) -> bool:
        """Whether the highest authority has it before them."""
        return self.state == DraftState.FOR_SIGNATURE


class DraftVersion(models.Model):
    """One text a draft had, or one that was kept apart from it."""

    draft = models.ForeignKey(AnswerDraft, models.CASCADE, related_name="versions")
    # The draft's version when this was in force; for a text kept apart, the one it started from.
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    fields = models.JSONField(default=dict)
    saved_as = models.CharField(max_length=10, choices=SavedAs.choices)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Automatic saves that only add to a text are one version, from one moment to another.
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("versión de un borrador")
        verbose_name_plural = _("versiones de borradores")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"],
                condition=~Q(saved_as__in=KEPT_APART),
                name="a_version_in_force_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} v{self.number}"

    @property
    def is_apart(self) -> bool:
        """Whether it never was the text of the draft."""
        return self.saved_as in KEPT_APART


class SigningRecord(models.Model):
    """One step of a draft towards the signature of the highest authority: who, when and why."""

    draft = models.ForeignKey(AnswerDraft, models.CASCADE, related_name="signing")
    step = models.CharField(max_length=10, choices=SigningStep.choices)
    # The version it was about: what was signed is what was read.
    version = models.PositiveIntegerField()
    note = models.TextField(_("motivo"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paso hacia la firma")
        verbose_name_plural = _("pasos hacia la firma")

    def __str__(self) -> str:
        return f"{self.draft_id} {self.step}"
