"""The words of complaints: grounds, stages, results, and what is written in their journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """What a person complains of; a closed list, so that figures can be counted by it."""

    NO_ANSWER = "no_answer", _("No respondieron mi pedido")
    INCOMPLETE = "incomplete", _("La respuesta está incompleta o no es lo que pedí")
    REFUSED = "refused", _("No quisieron recibir mi pedido")
    CHARGED = "charged", _("Me cobraron o quisieron cobrarme")
    ASKED_WHY = "asked_why", _("Me exigieron decir para qué, o datos que no hacen falta")
    MISTREATED = "mistreated", _("Me trataron mal o me discriminaron")
    OTHER = "other", _("Otro motivo")


class Disclosure(models.TextChoices):
    """What the institution may read, if it is asked for a report. Who complains decides."""

    RESERVED = "reserved", _("Solo lo que le pregunte la Dirección")
    TEXT = "text", _("Lo que escribí")


class ComplaintStage(models.TextChoices):
    """Where a complaint stands."""

    FILED = "filed", _("Presentada")
    ADMITTED = "admitted", _("En trámite")
    NOT_ADMITTED = "not_admitted", _("No admitida")
    RESOLVED = "resolved", _("Respondida")


OPEN = (ComplaintStage.FILED, ComplaintStage.ADMITTED)


class Result(models.TextChoices):
    """What the Directorate found of an admitted complaint."""

    FOUNDED = "founded", _("Fundada")
    PARTLY = "partly", _("Fundada en parte")
    UNFOUNDED = "unfounded", _("No fundada")
    MOOT = "moot", _("Sin objeto: se solucionó mientras tanto")


class StepKind(models.TextChoices):
    """What happened to a complaint."""

    FILED = "filed", _("Presentada")
    ADMITTED = "admitted", _("Admitida")
    NOT_ADMITTED = "not_admitted", _("No admitida")
    REPORT_ASKED = "report_asked", _("Informe pedido a la institución")
    REPORTED = "reported", _("La institución informó")
    REPORT_RECORDED = "report_recorded", _("La Dirección registró el informe recibido")
    NOTED = "noted", _("Nota interna")
    DRAFTED = "drafted", _("Borrador de respuesta")
    RESOLVED = "resolved", _("Respondida")


# What the person who complains is told of; the rest is the Directorate's own work.
TOLD = (
    StepKind.FILED,
    StepKind.ADMITTED,
    StepKind.NOT_ADMITTED,
    StepKind.REPORT_ASKED,
    StepKind.REPORTED,
    StepKind.REPORT_RECORDED,
    StepKind.RESOLVED,
)


class MailKind(models.TextChoices):
    """Which mail it is; each has a text of its own."""

    RECEIVED = "received", _("Queja recibida")
    NEWS = "news", _("Novedad de una queja")
    REPORT_ASKED = "report_asked", _("Informe pedido")


class MailState(models.TextChoices):
    """How a mail stands."""

    PENDING = "pending", _("Por enviar")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No se pudo enviar")
