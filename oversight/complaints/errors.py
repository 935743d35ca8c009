"""Reasons an act about a complaint is refused; edges turn them into a message.

ActionRefused
├── UnknownComplaint     no complaint has that number
├── ComplaintMoved       the complaint is no longer at the stage the act is for
├── AlreadyComplained    the same request has an open complaint on the same ground
├── NotYourComplaint     the post held that day does not allow it
└── ReportWaits          the institution was asked and has not reported yet
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused, NotYours, WrongStage


class UnknownComplaint(ActionRefused):
    code = "unknown_complaint"
    message = _("No hay una queja con ese número.")


class ComplaintMoved(WrongStage):
    message = _("La queja cambió de estado mientras tanto. Abajo está como quedó.")


class NotYourComplaint(NotYours):
    message = _("Su cargo no permite hacer esto con la queja.")


class AlreadyComplained(ActionRefused):
    code = "already_complained"
    message = _(
        "Ya hay una queja suya por este motivo que la Dirección todavía no respondió. Puede verla "
        "en la página de su pedido."
    )


class ReportWaits(ActionRefused):
    code = "report_waits"
    message = _("Ya se pidió un informe a la institución y todavía no lo envió.")
