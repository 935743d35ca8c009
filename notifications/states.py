"""The words of a notice: by which channel it leaves and whether it has left."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a notice leaves the system; inside it, the notice itself is the mailbox."""

    EMAIL = "email", _("Correo electrónico")


class DeliveryState(models.TextChoices):
    """Whether a notice has left. A failed one stays failed until an operator tries it again."""

    PENDING = "pending", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
