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
    TO_DECIDE = "to_decide", _("Por decidir")
    FILED = "filed", _("Registrado como pedido")
    FROM_BODY = "from_body", _("Respuesta de una institución fuera del sistema")


class MailShelf(models.TextChoices):
    """The parts of the mail queue of a desk; the values are those of its addresses."""

    TO_LOOK_AT = "atender", _("Por atender")
    IN_CASES = "pedidos", _("En un pedido")
    NEW = "nuevos", _("Pedidos nuevos")
    BOUNCED = "devueltos", _("Avisos devueltos")
    ASIDE = "apartados", _("Apartados")


class MailStepKind(models.TextChoices):
    """What is done with a mail."""

    TAKEN_IN = "taken_in", _("El sistema lo leyó")
    ENTERED = "entered", _("Se puso en un pedido")
    FILED = "filed", _("Se registró como pedido nuevo")
    SET_ASIDE = "set_aside", _("Se apartó")
    BACK = "back", _("Volvió a quedar por decidir")
    ASSIGNED = "assigned", _("La Dirección lo pasó a una institución")
    ERASED = "erased", _("Se borró el original, por antiguo")
