"""The words of an office's own work: how far a sub-task got, and what was done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubtaskState(models.TextChoices):
    """Where a sub-task stands between the office and the unit."""

    ASKED = "asked", _("Por aceptar")
    ACCEPTED = "accepted", _("En curso")
    RETURNED = "returned", _("Devuelto por la unidad")
    DELIVERED = "delivered", _("Entregado, por revisar")
    DONE = "done", _("Recibido conforme")
    CANCELLED = "cancelled", _("Sin efecto")


# The unit owes something; the office owes a look; nobody owes anything any more.
WITH_THE_UNIT = (SubtaskState.ASKED, SubtaskState.ACCEPTED)
WITH_THE_OFFICE = (SubtaskState.RETURNED, SubtaskState.DELIVERED)
OPEN_SUBTASKS = (*WITH_THE_UNIT, *WITH_THE_OFFICE)


class StepKind(models.TextChoices):
    """What somebody did about a sub-task."""

    ASKED = "asked", _("Se encargó a la unidad")
    ACCEPTED = "accepted", _("La unidad aceptó")
    RETURNED = "returned", _("La unidad lo devolvió")
    DELIVERED = "delivered", _("La unidad entregó")
    APPROVED = "approved", _("La oficina recibió conforme")
    SENT_BACK = "sent_back", _("La oficina pidió corregir o completar")
    MOVED = "moved", _("Cambió el plazo interno")
    CANCELLED = "cancelled", _("La oficina lo dejó sin efecto")


class ReminderKind(models.TextChoices):
    """Which reminder of a sub-term was told."""

    DAY_BEFORE = "day_before", _("Falta un día hábil")
    DUE_DAY = "due_day", _("Vence hoy o venció")
