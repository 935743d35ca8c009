"""What a draft is for, where it stands, and how one of its versions came to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """The act a draft prepares; the values are seen in addresses."""

    ANSWER = "answer", _("Respuesta")
    DENY = "deny", _("Denegación por resolución fundada")
    UPHOLD = "uphold", _("Recurso admitido")
    REJECT = "reject", _("Recurso rechazado")
    COMPLY = "comply", _("Cumplimiento de la orden judicial")


class DraftState(models.TextChoices):
    """Where a draft stands; once given it changes no more."""

    WRITING = "writing", _("En preparación")
    FOR_SIGNATURE = "for_signature", _("Para firma de la máxima autoridad")
    GIVEN = "given", _("Enviado")


class SavedAs(models.TextChoices):
    """How a version of a draft came to be kept."""

    AUTOMATIC = "automatic", _("Guardado automático")
    BY_HAND = "by_hand", _("Guardado por la persona")
    RESTORED = "restored", _("Versión recuperada")
    # Not in force: it met another's text, or came from who had just lost the post.
    APART = "apart", _("Guardado aparte: otra persona había escrito mientras tanto")
    LATE_POST = "late_post", _("Guardado aparte: el cargo de quien lo escribió ya había terminado")


# The versions that never were the text of the draft.
KEPT_APART = (SavedAs.APART, SavedAs.LATE_POST)

# What only the highest authority can do, so that others send it to be signed.
NEEDS_SIGNATURE = (Purpose.DENY, Purpose.UPHOLD, Purpose.REJECT)


class SigningStep(models.TextChoices):
    """What happened to a draft on its way to the highest authority."""

    ASKED = "asked", _("Se envió para firma")
    TAKEN_BACK = "taken_back", _("Se retiró de la firma")
    RETURNED = "returned", _("La máxima autoridad lo devolvió")
    SIGNED = "signed", _("La máxima autoridad lo firmó")


class Shelf(models.TextChoices):
    """With which decision a file is to go out; the values are seen in addresses."""

    ANSWER = "responder", _("Con la respuesta")
    DENY = "denegar", _("Con la resolución")
    UPHOLD = "recurso", _("Con la decisión del recurso")
    COMPLY = "cumplir", _("Con lo que ordenó el juzgado")
    LATER = "despues", _("Después de la respuesta")


class MadeBy(models.TextChoices):
    """How a copy that hides less was made; the fixes are those of `release.report.FixKind`."""

    VALUES_ONLY = "values_only_workbook", _("Solo los valores de lo que se ve")
    WITHOUT_METADATA = "without_metadata", _("Sin autor ni otros datos del archivo")
    ACCEPTED_CHANGES = "accepted_changes", _("Con los cambios aceptados y sin comentarios")
    RERENDERED = "rerendered_pdf", _("Como imagen de lo que se ve")
    REDACTED = "redacted", _("Con partes tachadas")


# Rejecting an appeal delivers nothing.
SHELF_OF = {
    Purpose.ANSWER: Shelf.ANSWER,
    Purpose.DENY: Shelf.DENY,
    Purpose.UPHOLD: Shelf.UPHOLD,
    Purpose.COMPLY: Shelf.COMPLY,
}


class TextPart(models.TextChoices):
    """The field of an answer into which a text of the library goes."""

    TEXT = "text", _("La respuesta o el mensaje para la persona")
    SEARCH_MADE = "search_made", _("La búsqueda hecha")
    FACTS = "facts", _("Los motivos de hecho de una denegación")
    LEGAL_GROUNDS = "legal_grounds", _("Los motivos de derecho de una denegación")
    DECISION = "decision", _("Los fundamentos de la decisión de un recurso")


class StrikeGround(models.TextChoices):
    """Why a part of a page is painted over; the value is printed on the box."""

    PERSONAL = "personal", _("Datos personales de otra persona")
    CONTACT = "contacto", _("Teléfono, correo o domicilio particular")
    ACCOUNT = "cuenta", _("Cuenta bancaria o tarjeta")
    HEALTH = "salud", _("Datos de salud")
    MINOR = "menor", _("Datos de niñas, niños o adolescentes")
    RESERVED = "reserva", _("Reservado por una ley: indique cuál y el artículo")
