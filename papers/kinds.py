"""Which papers there are, against what they are used, and in which file formats they come."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A paper that is issued, with a key to verify it."""

    RECEIPT = "receipt", _("Constancia de presentación")
    VERBAL_RECORD = "verbal_record", _("Acta de solicitud verbal")
    NOTICE = "notice", _("Constancia de notificación en persona")
    TACIT_DENIAL = "tacit_denial", _("Constancia de denegación tácita")
    RECONSIDERATION = "reconsideration", _("Recurso de reconsideración")
    COURT = "court", _("Borrador de acción de amparo")


class Branch(models.TextChoices):
    """Against what a remedy is written; the first five read as in the law's own cases."""

    EXPRESS = "express", _("Denegación por resolución")
    TACIT = "tacit", _("Silencio de la institución")
    PARTIAL = "partial", _("Entrega en parte")
    FEE = "fee", _("Cobro para entregar la información")
    FORMAT = "format", _("Entrega en una forma que no sirve")
    OTHER = "other", _("La respuesta no es lo que se pidió")


class PaperFormat(StrEnum):
    """The file's extension."""

    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

# How each kind is called in addresses and file names.
SLUGS = {
    Kind.RECEIPT: "constancia",
    Kind.VERBAL_RECORD: "acta",
    Kind.NOTICE: "notificacion",
    Kind.TACIT_DENIAL: "denegacion-tacita",
    Kind.RECONSIDERATION: "reconsideracion",
    Kind.COURT: "amparo",
}
CALENDAR_SLUG = "plazos"
BRANCH_SLUGS = {
    Branch.EXPRESS: "denegacion",
    Branch.TACIT: "silencio",
    Branch.PARTIAL: "entrega-parcial",
    Branch.FEE: "cobro",
    Branch.FORMAT: "formato",
    Branch.OTHER: "otra",
}
EDITABLE = (Kind.RECONSIDERATION, Kind.COURT)
AT_THE_DESK = (Kind.RECEIPT, Kind.VERBAL_RECORD, Kind.NOTICE)
# What a service centre prints of a request it took in, also when the person has left.
TAKEN_HOME = (Kind.RECEIPT, Kind.VERBAL_RECORD)
