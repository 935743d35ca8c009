"""Sub-tasks: what an office asks a unit for, with a term of its own, until it has it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.errors import WrongTurn
from casework.models.unit import Liaison, Unit
from casework.states import (
    OPEN_SUBTASKS,
    WITH_THE_UNIT,
    ReminderKind,
    StepKind,
    SubtaskState,
)
from offices.models import Institution, Post
from requests_app.models import InformationRequest

if TYPE_CHECKING:
    from accounts.models import User

# What each step needs and where it leads. One that asks for correction goes back to work.
_TURNS: dict[StepKind, tuple[tuple[SubtaskState, ...], SubtaskState]] = {
    StepKind.ACCEPTED: ((SubtaskState.ASKED,), SubtaskState.ACCEPTED),
    StepKind.RETURNED: (WITH_THE_UNIT, SubtaskState.RETURNED),
    # A unit that delivers at once has accepted by it.
    StepKind.DELIVERED: (WITH_THE_UNIT, SubtaskState.DELIVERED),
    StepKind.APPROVED: ((SubtaskState.DELIVERED,), SubtaskState.DONE),
    StepKind.SENT_BACK: (
        (SubtaskState.DELIVERED, SubtaskState.RETURNED),
        SubtaskState.ACCEPTED,
    ),
    StepKind.CANCELLED: (OPEN_SUBTASKS, SubtaskState.CANCELLED),
}


class SubtaskQuerySet(models.QuerySet["Subtask"]):
    """How sub-tasks are found."""

    def open(self) -> Self:
        """Return those that still wait for the unit or for the office."""
        return self.filter(state__in=OPEN_SUBTASKS)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those asked by the offices at whose desk `user` works, and those of the units
        whose liaison they are."""
        desks = Post.objects.at_desk(user, on=on).values("office__institution")
        units = Liaison.objects.of(user, on=on).values("unit")
        return self.filter(Q(institution__in=desks) | Q(unit__in=units))


class Subtask(models.Model):
    """One thing asked of one unit. What was done about it is in its steps, which stay.

    The unit reads `subject` and `shown_text`, which a person cleared of who asks; it never opens
    the request itself.
    """

    info_request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="subtasks", verbose_name=_("pedido")
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="subtasks", verbose_name=_("unidad")
    )
    subject = models.CharField(_("asunto para la unidad"), max_length=200)
    shown_text = models.TextField(_("lo que la unidad lee del pedido"))
    asked = models.TextField(_("qué se le encarga"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("encargó")
    )
    asked_at = models.DateTimeField(_("encargado"))
    due_on = models.DateField(_("plazo interno"))
    state = models.CharField(
        _("estado"), max_length=10, choices=SubtaskState.choices, default=SubtaskState.ASKED
    )

    objects = SubtaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("encargo a una unidad")
        verbose_name_plural = _("encargos a unidades")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SubtaskState.values), name="subtask_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="subtasks_of_a_unit"),
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=[*WITH_THE_UNIT]),
                name="subtasks_running",
            ),
        ]

    def __str__(self) -> str:
        return f"encargo {self.pk} de {self.info_request_id}"

    @property
    def is_open(self) -> bool:
        """Say whether the unit or the office still owes something."""
        return self.state in OPEN_SUBTASKS

    @property
    def is_with_unit(self) -> bool:
        """Say whether it is the unit's turn."""
        return self.state in WITH_THE_UNIT

    def can(self, kind: StepKind) -> bool:
        """Say whether that step may be taken now."""
        if kind == StepKind.MOVED:
            return self.is_with_unit
        return kind in _TURNS and self.state in _TURNS[kind][0]

    def take(self, kind: StepKind) -> None:
        """Move to where the step leads. Raises WrongTurn."""
        if not self.can(kind):
            raise WrongTurn
        if kind in _TURNS:
            self.state = _TURNS[kind][1]


class SubtaskStep(models.Model):
    """What was done about a sub-task: who, when, and in which words. Never changed."""

    subtask = models.ForeignKey(Subtask, models.PROTECT, related_name="steps")
    kind = models.CharField(_("qué se hizo"), max_length=10, choices=StepKind.choices)
    text = models.TextField(_("texto"), blank=True)
    # The sub-term from this step on, where it says one.
    due_on = models.DateField(_("plazo interno"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paso de un encargo")
        verbose_name_plural = _("pasos de encargos")

    def __str__(self) -> str:
        return f"{self.subtask_id} {self.kind}"


def _storage_name(file: SubtaskFile, filename: str) -> str:
    return f"encargos/{file.key.hex[:2]}/{file.key.hex}"


class SubtaskFile(models.Model):
    """A file a unit delivered. Internal: what goes out is attached, and checked, by the office."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(SubtaskStep, models.PROTECT, related_name="files")
    content = models.FileField(upload_to=_storage_name)
    name = models.CharField(_("nombre"), max_length=120)
    media_type = models.CharField(_("tipo"), max_length=100)
    size = models.PositiveIntegerField(_("tamaño en bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("archivo de un encargo")
        verbose_name_plural = _("archivos de encargos")

    def __str__(self) -> str:
        return self.name


class SubtaskReminder(models.Model):
    """A reminder that was told or had become pointless: one of a kind for each sub-term."""

    subtask = models.ForeignKey(Subtask, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind.choices)
    due_on = models.DateField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recordatorio de un encargo")
        verbose_name_plural = _("recordatorios de encargos")
        constraints = [
            models.UniqueConstraint(
                fields=["subtask", "kind", "due_on"], name="a_sub_term_is_recalled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subtask_id} {self.kind}"
