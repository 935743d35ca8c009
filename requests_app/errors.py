"""Reasons an act can be refused. Edges translate them; nothing else catches them.

ActionRefused
├── NotYours                 the actor holds no post (or code) that allows the act that day
├── UnknownRequest           no request has that number
├── WrongStage               the request has moved on
├── TermStillRunning         silence cannot be declared yet
├── Incomplete               the act lacks parts the law demands; `fields` says which
├── ClarificationUsed        one clarification only
├── ClarificationClosed      the days to ask for one are over
├── NothingToClarify         nobody asked
├── CannotForwardThere       the other institution is the same one
├── AlreadyHadIt             the other institution had the request before
├── CompetenceWaits          the Directorate was asked who must answer and has not decided
├── CompetenceSettled        the Directorate decided who must answer
├── NothingToSettle          the request can simply be forwarded there
├── RemedyClosed             the days to use the remedy are over
├── RemedyUsed               this decision was already appealed once
├── AlreadyOpen              the same remedy is already under way
├── PresentedInTheFuture     a registration carries a date that has not come
├── DocumentRefused          a file's type or size is not accepted
├── FileHeld                 a file of an answer was not checked, or something in it not cleared
├── NothingToTell            who asked already knows everything
├── NothingPublished         the request shows no text about which to report
├── UnderReview              a report about the text waits for its decision
├── AlreadyDecided           somebody decided the report before
├── NotLateEnough            the Directorate's step of the ladder has not come
├── OnTheSystem              the institution has somebody here, who answers for it
├── AlreadyEscalated         this delay was warned of, observed or dismissed before
└── CalendarMissing          no closed days were loaded, so no term can be counted
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ActionRefused(Exception):
    """An act the rules do not allow; `message` is safe to show to the person who tried."""

    code: ClassVar[str] = "refused"
    message: str | Promise = _("Esta acción no está permitida.")

    def __str__(self) -> str:
        return str(self.message)


class NotYours(ActionRefused):
    code = "not_yours"
    message = _("Este pedido no está a su cargo.")


class UnknownRequest(ActionRefused):
    code = "unknown_request"
    message = _("No hay un pedido con ese número.")


class WrongStage(ActionRefused):
    code = "wrong_stage"
    message = _("El pedido cambió de estado mientras tanto. Vuelva a abrirlo para ver cómo está.")


class TermStillRunning(ActionRefused):
    code = "term_still_running"
    message = _("El plazo para responder todavía no venció.")


class Incomplete(ActionRefused):
    """`fields` maps each missing or wrong part to a sentence for the person."""

    code = "incomplete"
    message = _("Faltan datos que la ley exige.")

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(fields)
        self.fields = fields


class ClarificationUsed(ActionRefused):
    code = "clarification_used"
    message = _("Ya se pidió una aclaración: solo se puede pedir una.")


class ClarificationClosed(ActionRefused):
    code = "clarification_closed"
    message = _("Pasaron los días hábiles para pedir una aclaración. El plazo sigue corriendo.")


class NothingToClarify(ActionRefused):
    code = "nothing_to_clarify"
    message = _("No hay una aclaración pendiente.")


class CannotForwardThere(ActionRefused):
    code = "cannot_forward_there"
    message = _("El pedido ya está en esa institución.")


class AlreadyHadIt(ActionRefused):
    code = "already_had_it"
    message = _(
        "Esa institución ya tuvo este pedido y no vuelve a ella sin más. Si cree que le "
        "corresponde, pida a la Dirección que decida."
    )


class CompetenceWaits(ActionRefused):
    code = "competence_waits"
    message = _(
        "Ya se pidió a la Dirección que decida a quién le corresponde. Mientras tanto su "
        "institución sigue a cargo y el plazo corre."
    )


class CompetenceSettled(ActionRefused):
    code = "competence_settled"
    message = _(
        "La Dirección ya decidió que responda su institución. Si cree que se equivocó, pídale "
        "que lo decida de nuevo."
    )


class NothingToSettle(ActionRefused):
    code = "nothing_to_settle"
    message = _(
        "Este pedido puede derivarse directamente a esa institución: no hace falta que decida la "
        "Dirección."
    )


class RemedyClosed(ActionRefused):
    code = "remedy_closed"
    message = _("El plazo para usar este recurso ya terminó.")


class RemedyUsed(ActionRefused):
    code = "remedy_used"
    message = _("Este recurso ya se usó contra esta decisión.")


class AlreadyOpen(ActionRefused):
    code = "already_open"
    message = _("Ya hay un recurso de esta clase en curso.")


class PresentedInTheFuture(ActionRefused):
    code = "presented_in_the_future"
    message = _("La fecha de presentación no puede ser posterior a hoy.")


class DocumentRefused(ActionRefused):
    """`message` names the file and says which types and sizes are accepted."""

    code = "document_refused"

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class FileHeld(ActionRefused):
    """`message` names the file and says what is still to be done with it."""

    code = "file_held"

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NothingToTell(ActionRefused):
    code = "nothing_to_tell"
    message = _("No queda nada que notificar en persona: la persona ya fue notificada de todo.")


class NothingPublished(ActionRefused):
    code = "nothing_published"
    message = _("El texto de este pedido no está publicado en este momento.")


class UnderReview(ActionRefused):
    code = "under_review"
    message = _("Alguien informó un problema con este texto. Decida primero sobre ese informe.")


class AlreadyDecided(ActionRefused):
    code = "already_decided"
    message = _("Otra persona ya decidió sobre este informe.")


class CalendarMissing(ActionRefused):
    code = "calendar_missing"
    message = _("El calendario de días hábiles no está cargado. Avise a la Dirección.")


class NotLateEnough(ActionRefused):
    code = "not_late_enough"
    message = _("Todavía no pasaron los días de atraso que hacen falta.")


class OnTheSystem(ActionRefused):
    code = "on_the_system"
    message = _(
        "Esa institución tiene a alguien a cargo en el sistema: responde ella, y nadie más en su "
        "nombre."
    )


class AlreadyEscalated(ActionRefused):
    code = "already_escalated"
    message = _("La Dirección ya decidió sobre este atraso.")
