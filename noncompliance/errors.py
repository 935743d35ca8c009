"""Reasons an act on a file can be refused. Edges translate them; nothing else catches them.

ActionRefused
├── NotYourStep          the person holds no post that allows this step that day
├── UnknownFile          no file has that number
├── WrongFileStage       the file has moved on
├── OtherPersonNeeded    who proposed or prepared a step does not decide it
├── StatementStillOpen   the institution may still speak
├── NotDelivered         no mail of the notice left, and no paper was recorded
├── InquiryNeeded        nobody ordered the inquiry that such an outcome supposes
├── OwnRegime            the institution's staff have a regime of their own: it is informed
├── StepWaits            another prepared step waits for its decision
├── NothingPrepared      no prepared step waits
└── NobodyToNotify       the registry knows nobody who leads the institution
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused, NotYours


class NotYourStep(NotYours):
    code = "not_your_step"
    message = _("Su cargo no permite hacer esto con el expediente.")


class UnknownFile(ActionRefused):
    code = "unknown_file"
    message = _("No hay un expediente con ese número.")


class WrongFileStage(ActionRefused):
    code = "wrong_file_stage"
    message = _("El expediente cambió mientras tanto. Vuelva a abrirlo para ver cómo está.")


class OtherPersonNeeded(ActionRefused):
    code = "other_person_needed"
    message = _("Quien lo propuso o preparó no puede decidirlo: debe hacerlo otra persona.")


class StatementStillOpen(ActionRefused):
    code = "statement_still_open"
    message = _("Todavía corre el plazo de la institución para presentar su descargo.")


class NotDelivered(ActionRefused):
    code = "not_delivered"
    message = _("Ningún aviso llegó a salir. Notifique por nota y registre su recepción.")


class InquiryNeeded(ActionRefused):
    code = "inquiry_needed"
    message = _("Ese resultado supone un sumario, y no hay orden de sumario registrada.")


class OwnRegime(ActionRefused):
    code = "own_regime"
    message = _(
        "El personal de esta institución tiene un régimen propio: no se pide sumario, se informa "
        "a la institución."
    )


class StepWaits(ActionRefused):
    code = "step_waits"
    message = _("Ya hay un paso preparado que espera la decisión de otra persona.")


class NothingPrepared(ActionRefused):
    code = "nothing_prepared"
    message = _("No hay ningún paso preparado que espere una decisión.")


class NobodyToNotify(ActionRefused):
    code = "nobody_to_notify"
    message = _(
        "El registro no conoce a nadie que dirija la institución. Notifique por nota y registre "
        "la constancia de recepción."
    )
