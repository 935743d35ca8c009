"""The words of following: what can be followed, which mails there are and how each stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    """What a person can follow."""

    REQUEST = "request", _("Un pedido")
    INSTITUTION = "institution", _("Una institución")
    SEARCH = "search", _("Una búsqueda")


class MailKind(models.TextChoices):
    """Which mail it is."""

    CONFIRMATION = "confirmation", _("Confirmación")
    EVENT = "event", _("Un hecho de un pedido")
    DIGEST = "digest", _("Resumen del día")


class MailState(models.TextChoices):
    """How a mail stands."""

    PENDING = "pending", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
