"""Reasons an office's own arrangements are refused; edges translate them like any other.

ActionRefused
├── NotOfThisDesk     the person named works at no desk of that institution on that day
├── NotOurUnit        the unit named is closed, or another institution's
├── NotOurLabel       the label named is closed, or another institution's
├── LabelExists       the institution has a label of that name
├── NotYourView       the view is another person's
├── ViewExists        the person has a view of that name
├── NotYourUnit       the person answers for another unit
├── WrongTurn         the sub-task has moved on, or waits for somebody else
├── SubTermTooLate    a sub-term must end before the request's own
├── UnitExists        the institution has a unit of that name
├── UnitHasWork       a unit with open sub-tasks cannot be closed
├── LiaisonElsewhere  the person answers for a unit already
└── NothingToHandOver the person holds nothing of this office
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused


class NotOfThisDesk(ActionRefused):
    code = "not_of_this_desk"
    message = _("Esa persona no trabaja hoy en la oficina de su institución.")


class NotOurUnit(ActionRefused):
    code = "not_our_unit"
    message = _("Esa unidad no está entre las unidades vigentes de su institución.")


class NotOurLabel(ActionRefused):
    code = "not_our_label"
    message = _("Ese tema no está entre los temas vigentes de su institución.")


class LabelExists(ActionRefused):
    code = "label_exists"
    message = _("Ya hay un tema vigente con ese nombre.")


class NotYourView(ActionRefused):
    code = "not_your_view"
    message = _("Esa vista la cambian solo quien la guardó y la jefatura de la oficina.")


class ViewExists(ActionRefused):
    code = "view_exists"
    message = _("Usted ya tiene una vista con ese nombre.")


class NotYourUnit(ActionRefused):
    code = "not_your_unit"
    message = _("Este encargo no es de su unidad.")


class WrongTurn(ActionRefused):
    code = "wrong_turn"
    message = _("El encargo cambió mientras tanto. Vuelva a abrirlo para ver cómo está.")


class SubTermTooLate(ActionRefused):
    """The sub-term would end on the day on which the request is due, or later."""

    code = "sub_term_too_late"

    def __init__(self, due_on: date) -> None:
        super().__init__(due_on)
        self.message = gettext(
            "El plazo interno debe vencer antes que el pedido, que vence el %(day)s."
        ) % {"day": date_format(due_on, "DATE_FORMAT")}


class UnitExists(ActionRefused):
    code = "unit_exists"
    message = _("Ya hay una unidad vigente con ese nombre.")


class UnitHasWork(ActionRefused):
    code = "unit_has_work"
    message = _("La unidad tiene encargos abiertos. Ciérrelos antes de dar de baja la unidad.")


class LiaisonElsewhere(ActionRefused):
    code = "liaison_elsewhere"
    message = _("Esa persona ya es enlace de una unidad de esta institución.")


class NothingToHandOver(ActionRefused):
    code = "nothing_to_hand_over"
    message = _("Esa persona no tiene pedidos a su cargo en esta oficina.")
