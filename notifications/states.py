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
    BOUNCED = "bounced", _("Volvió sin entregarse")


class MailState(models.TextChoices):
    """What became of a mail that came in. Ignored ones are kept, with the reason."""

    WAITING = "waiting", _("Por leer")
    ENTERED = "entered", _("Entró en su solicitud")
    DRAFTED = "drafted", _("Pedido nuevo por confirmar")
    BOUNCED = "bounced", _("Aviso devuelto")
    IGNORED = "ignored", _("Sin efecto")
    SET_ASIDE = "set_aside", _("Apartado: no se pudo leer")
