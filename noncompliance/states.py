"""The words of a non-compliance file: why it was proposed, where it stands, what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Which rule the facts met; only a person proposes by hand."""

    TACIT_DENIALS = "tacit_denials", _("Tercera denegación tácita en doce meses")
    LATE = "late", _("Quince días hábiles de atraso")
    RULING = "ruling", _("Sentencia sin cumplir")
    BY_HAND = "by_hand", _("Propuesta de una persona de la Dirección")


class FileStage(models.TextChoices):
    """Where a file stands."""

    PROPOSED = "proposed", _("Propuesto")
    DISMISSED = "dismissed", _("No se abrió")
    OPENED = "opened", _("Abierto, por notificar")
    NOTIFIED = "notified", _("Notificado, espera el descargo")
    HEARD = "heard", _("Con descargo")
    INQUIRY_ASKED = "inquiry_asked", _("Sumario pedido")
    INQUIRY_ORDERED = "inquiry_ordered", _("Sumario ordenado")
    OUTCOME = "outcome", _("Con resultado")
    CLOSED = "closed", _("Cerrado")


# The institution knows of these; of what was proposed or only opened, and of what was closed
# before it was told, it knows nothing.
OVER = (FileStage.DISMISSED, FileStage.CLOSED)


class Outcome(models.TextChoices):
    """What the competent authority did. The system records it and imposes nothing."""

    ARCHIVED = "archived", _("Se archivó")
    REPORTED = "reported", _("Se informó a la institución, que tiene régimen propio")
    WRITTEN_WARNING = "written_warning", _("Amonestación escrita")
    FINE = "fine", _("Multa")
    SUSPENSION = "suspension", _("Suspensión")
    DISMISSAL = "dismissal", _("Destitución")
    OTHER = "other", _("Otro resultado del sumario")


# What may be recorded although nobody ordered an inquiry.
WITHOUT_INQUIRY = (Outcome.ARCHIVED, Outcome.REPORTED)


class StepKind(models.TextChoices):
    """What can happen to a file, in its journal."""

    PROPOSED = "proposed", _("Se propuso el expediente")
    DISMISSED = "dismissed", _("Se decidió no abrirlo")
    OPENED = "opened", _("Se abrió")
    NOTED = "noted", _("Nota interna")
    NOTIFIED = "notified", _("Se notificó a la institución")
    REPLIED = "replied", _("La institución presentó su descargo")
    INQUIRY_ASKED = "inquiry_asked", _("Se pidió el sumario a la máxima autoridad")
    INQUIRY_ORDERED = "inquiry_ordered", _("Se registró la orden de sumario")
    PREPARED = "prepared", _("Se preparó un paso para otra persona")
    RETURNED = "returned", _("Se devolvió lo preparado")
    OUTCOME_RECORDED = "outcome_recorded", _("Se registró el resultado")
    CLOSED = "closed", _("Se cerró")


class PreparedKind(models.TextChoices):
    """Which steps one person prepares and another confirms."""

    OUTCOME = "outcome", _("Registrar el resultado")
    CLOSING = "closing", _("Cerrar el expediente")


class NoticeMeans(models.TextChoices):
    """How the institution was notified."""

    HERE = "here", _("En el sistema, con aviso por correo a quienes dirigen la institución")
    PAPER = "paper", _("Por nota, con constancia de recepción")


class OpeningOf(models.TextChoices):
    """What of a file somebody opened."""

    PAGE = "page", _("La página del expediente")
    BUNDLE_PDF = "bundle_pdf", _("El legajo en PDF")
    BUNDLE_ZIP = "bundle_zip", _("El legajo con sus pruebas (zip)")


class MailState(models.TextChoices):
    """How a mail about a file stands."""

    PENDING = "pending", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
