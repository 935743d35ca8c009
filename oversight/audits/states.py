"""The words of audits: stages, what is audited, answers, severities, and the journal's kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditStage(models.TextChoices):
    """Where an audit stands; `MOVES` says what follows what."""

    ANNOUNCED = "announced", _("Anunciada, sin sortear")
    REVIEWING = "reviewing", _("En revisión")
    CONCLUDED = "concluded", _("Concluida, por publicar")
    PUBLISHED = "published", _("Publicada")
    CANCELLED = "cancelled", _("Anulada")


MOVES: dict[str, tuple[AuditStage, ...]] = {
    AuditStage.ANNOUNCED: (AuditStage.REVIEWING, AuditStage.CANCELLED),
    AuditStage.REVIEWING: (AuditStage.CONCLUDED, AuditStage.CANCELLED),
    AuditStage.CONCLUDED: (AuditStage.PUBLISHED, AuditStage.REVIEWING),
    AuditStage.PUBLISHED: (),
    AuditStage.CANCELLED: (),
}
# While findings are sent, replied to and followed.
AFTER_THE_DRAW = (AuditStage.REVIEWING, AuditStage.CONCLUDED, AuditStage.PUBLISHED)


class Covers(models.TextChoices):
    """Which requests of the period are audited."""

    ANSWERED = "answered", _("Respondidos o denegados por escrito en el período")
    SILENT = "silent", _("Denegados por silencio en el período")


class Sizing(models.TextChoices):
    """How many of each body are drawn."""

    FIXED = "fixed", _("Los mismos de cada institución")
    PROPORTIONAL = "proportional", _("En proporción a los que tiene cada institución")


class Verdict(models.TextChoices):
    """What an auditor answers to one item of the checklist."""

    YES = "yes", _("Sí")
    NO = "no", _("No")
    DOES_NOT_APPLY = "na", _("No corresponde")
    DOUBT = "doubt", _("Con dudas")


# What must be explained before a review is finished.
EXPLAINED = (Verdict.NO, Verdict.DOUBT)


class Severity(models.TextChoices):
    """How grave a finding is."""

    GRAVE = "grave", _("Grave")
    MEDIUM = "medium", _("Media")
    SLIGHT = "slight", _("Leve")


class Outcome(models.TextChoices):
    """What a follow-up found of a recommendation."""

    FULFILLED = "fulfilled", _("Cumplida")
    PARTLY = "partly", _("Cumplida en parte")
    NOT_FULFILLED = "not_fulfilled", _("No cumplida")


class StepKind(models.TextChoices):
    """What happened to an audit."""

    ANNOUNCED = "announced", _("Anunciada")
    DRAWN = "drawn", _("Sorteada")
    CANCELLED = "cancelled", _("Anulada")
    REVIEWED = "reviewed", _("Revisión terminada")
    FOUND = "found", _("Hallazgo anotado")
    WITHDRAWN = "withdrawn", _("Hallazgo retirado")
    SENT = "sent", _("Hallazgos enviados a la institución")
    REPLIED = "replied", _("La institución contestó")
    CHECKED = "checked", _("Seguimiento")
    FINDING_CLOSED = "finding_closed", _("Hallazgo cerrado")
    CONCLUDED = "concluded", _("Concluida")
    SENT_BACK = "sent_back", _("Devuelta a revisión")
    PUBLISHED = "published", _("Publicada")
