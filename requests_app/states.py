"""The words of the procedure: what a request, its remedies and its papers can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a request stands. Only the transitions of the models lead from one to another."""

    RECEIVED = "received", _("Recibida")
    IN_PROGRESS = "in_progress", _("En trámite")
    ANSWERED = "answered", _("Respondida")
    DENIED = "denied", _("Denegada")
    TACITLY_DENIED = "tacitly_denied", _("Denegación tácita")
    WITHDRAWN = "withdrawn", _("Retirada")


OPEN_STAGES = (Stage.RECEIVED, Stage.IN_PROGRESS)


class Outcome(models.TextChoices):
    """What an answer gives; the values are those of `law.outcomes.Outcome`."""

    GRANTED = "granted", _("Se entrega la información")
    PARTLY_GRANTED = "partly_granted", _("Se entrega en parte")
    ALREADY_PUBLIC = "already_public", _("Ya está publicada")
    NOT_HELD = "not_held", _("La institución no la tiene")
    DENIED = "denied", _("Se deniega")


class Channel(models.TextChoices):
    """How a request was presented (Ley 5282/2014, art. 12)."""

    WEB = "web", _("Portal")
    COUNTER = "counter", _("En persona")
    EMAIL = "email", _("Correo electrónico")
    WRITTEN = "written", _("Nota escrita")
    VERBAL = "verbal", _("Verbal, con acta")


class Language(models.TextChoices):
    """The official languages (Constitution art. 140), and others that are met."""

    SPANISH = "es", _("Castellano")
    GUARANI = "gn", _("Guaraní")
    OTHER = "other", _("Otro idioma")


class PreferredFormat(models.TextChoices):
    """In which form the requester would like the information; not binding."""

    ANY = "any", _("Cualquiera")
    DIGITAL = "digital", _("Archivo digital (PDF, Word)")
    OPEN_DATA = "open_data", _("Datos abiertos (CSV, Excel)")
    PAPER = "paper", _("Copia en papel")


class NotifyBy(models.TextChoices):
    """How the requester wants to be notified (Decreto 4064/2015, art. 25)."""

    EMAIL = "email", _("Por correo electrónico")
    HERE = "here", _("Solo en este sitio, con número y código")
    OFFICE = "office", _("En la oficina de la institución")


class Verdict(models.TextChoices):
    """What the requester says of the answer."""

    COMPLETE = "complete", _("Completa")
    PARTIAL = "partial", _("Parcial")
    NOT_WHAT_I_ASKED = "not_what_i_asked", _("No es lo que pedí")


class Screening(models.TextChoices):
    """Whether a person has read the request's text and found that it may be public."""

    PENDING = "pending", _("Sin revisar")
    SHOWN = "shown", _("Publicado")
    WITHHELD = "withheld", _("No se publica")


class ReportKind(models.TextChoices):
    """What a reader says is wrong with a published text."""

    THIRD_PARTY = "third_party", _("Tiene datos personales de alguien")
    THREAT = "threat", _("Amenaza o insulta a alguien")
    OTHER = "other", _("Otro problema")


class ReportDecision(models.TextChoices):
    """What a person decided of a report."""

    RESTORE = "restore", _("El texto queda publicado")
    TAKE_DOWN = "take_down", _("El texto se retira")


class Copies(models.TextChoices):
    """What a person took away when they were notified at a counter."""

    NONE = "none", _("Nada: leyó y se le leyó")
    PAPER = "paper", _("Copia en papel")
    USB = "usb", _("Archivos en una memoria USB")
    BOTH = "both", _("Copia en papel y archivos en una memoria USB")


class SignedPaper(models.TextChoices):
    """Which printed paper came back signed."""

    VERBAL_RECORD = "verbal_record", _("Acta de solicitud verbal")
    NOTICE = "notice", _("Constancia de notificación en persona")


class ArrivalWay(models.TextChoices):
    """How the answer of an institution that has nobody here reached the Directorate."""

    EMAIL = "email", _("Por correo electrónico")
    PAPER = "paper", _("En papel")
    PHONE = "phone", _("Por teléfono, con constancia")


class TermEnd(models.TextChoices):
    """How a term stopped running."""

    MET = "met", _("Cumplido")
    LAPSED = "lapsed", _("Vencido")
    WITHDRAWN = "withdrawn", _("Retiro de la solicitud")
    REPLACED = "replaced", _("Reemplazado")


class ReconsiderationStage(models.TextChoices):
    """Where a reconsideration stands (Ley 5282/2014, art. 21)."""

    FILED = "filed", _("Presentado")
    UPHELD = "upheld", _("Admitido")
    REJECTED = "rejected", _("Rechazado")
    LAPSED = "lapsed", _("Sin decisión en plazo")


class AppealGround(models.TextChoices):
    """Against what a remedy is used."""

    EXPRESS = "express", _("Denegación expresa")
    TACIT = "tacit", _("Silencio de la institución")
    PARTIAL = "partial", _("Respuesta parcial")
    OTHER = "other", _("La respuesta no es lo que pedí")


class CourtStage(models.TextChoices):
    """Where a court case stands (Ley 5282/2014, art. 23)."""

    FILED = "filed", _("Presentada")
    ORDERED = "ordered", _("Con orden de entrega")
    DISMISSED = "dismissed", _("Rechazada")
    COMPLIED = "complied", _("Orden cumplida")


class Visibility(models.TextChoices):
    """Who may read a document."""

    INTERNAL = "internal", _("Solo la institución")
    PARTIES = "parties", _("La institución y la persona solicitante")
    PUBLIC = "public", _("Cualquier persona")


class FileVerdict(models.TextChoices):
    """What an inspection says of a file; the values are those of `release.report.Verdict`."""

    CLEAN = "clean", _("Sin nada que revisar")
    HOLD = "hold", _("Retenido hasta que lo mire una persona")
    REFUSED = "refused", _("No se puede entregar")
    UNINSPECTED = "uninspected", _("No se pudo revisar")


class EventKind(models.TextChoices):
    """What can happen to a request, one kind for each legal act."""

    FILED = "filed", _("Solicitud presentada")
    REGISTERED = "registered", _("Solicitud registrada en la oficina")
    TAKEN_IN_CHARGE = "taken_in_charge", _("La institución tomó el pedido")
    TEXT_SCREENED = "text_screened", _("Texto revisado para su publicación")
    CLARIFICATION_ASKED = "clarification_asked", _("Se pidió una aclaración")
    CLARIFIED = "clarified", _("Aclaración recibida")
    FORWARDED = "forwarded", _("Derivada a otra institución")
    COMPETENCE_ASKED = "competence_asked", _("Se pidió que la Dirección decida la competencia")
    COMPETENCE_MOVED = "competence_moved", _("La Dirección decidió que responda otra institución")
    COMPETENCE_KEPT = "competence_kept", _("La Dirección decidió que responda la misma institución")
    MOVED_TO_SUCCESSOR = "moved_to_successor", _("Pasó a la institución sucesora")
    ANSWERED = "answered", _("Respuesta entregada")
    ANSWERED_LATE = "answered_late", _("Respuesta entregada fuera de plazo")
    DENIED = "denied", _("Denegada por resolución fundada")
    TACITLY_DENIED = "tacitly_denied", _("Denegación tácita por silencio")
    WITHDRAWN = "withdrawn", _("Retirada por la persona solicitante")
    VERDICT_GIVEN = "verdict_given", _("Valoración de la respuesta")
    RECONSIDERATION_FILED = "reconsideration_filed", _("Recurso de reconsideración presentado")
    RECONSIDERATION_UPHELD = "reconsideration_upheld", _("Recurso de reconsideración admitido")
    RECONSIDERATION_REJECTED = (
        "reconsideration_rejected",
        _("Recurso de reconsideración rechazado"),
    )
    RECONSIDERATION_LAPSED = "reconsideration_lapsed", _("Recurso sin decisión en plazo")
    COURT_FILED = "court_filed", _("Acción judicial informada")
    COURT_ORDERED = "court_ordered", _("El juzgado ordenó entregar la información")
    COURT_DISMISSED = "court_dismissed", _("El juzgado rechazó la acción")
    COURT_COMPLIED = "court_complied", _("Orden judicial cumplida")
    LADDER_STEP = "ladder_step", _("Aviso de plazo")
    ESCALATED = "escalated", _("La Dirección llamó la atención sobre el atraso, o lo observó")
    ESCALATION_ANSWERED = "escalation_answered", _("La institución respondió a la Dirección")
    TERMS_RECOUNTED = "terms_recounted", _("Cambió un vencimiento por un cambio del calendario")
    MESSAGE_RECEIVED = "message_received", _("Llegó un mensaje de la persona solicitante")
    MESSAGE_WITHDRAWN = "message_withdrawn", _("Se sacó un mensaje que había entrado por error")
    NOTICE_BOUNCED = "notice_bounced", _("Un aviso por correo volvió sin entregarse")
    TOLD_OTHERWISE = "told_otherwise", _("Se avisó por otro medio lo que había vuelto")
    PROBLEM_REPORTED = "problem_reported", _("Se informó un problema con el texto publicado")
    REPORT_DECIDED = "report_decided", _("Se decidió sobre un problema informado")
    FILES_DELIVERED = "files_delivered", _("Archivos entregados después de la respuesta")
    NOTIFIED_IN_PERSON = "notified_in_person", _("Notificada en persona, en la oficina")
    CODE_REISSUED = "code_reissued", _("Se entregó en persona otro código de seguimiento")
    SIGNED_COPY_FILED = "signed_copy_filed", _("Se archivó la copia firmada de un papel")
