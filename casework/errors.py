"""Reasons an office's own arrangements are refused; edges translate them like any other.

ActionRefused
├── NotOfThisDesk     the person named works at no desk of that institution on that day
└── NotOurUnit        the unit named is closed, or another institution's
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused


class NotOfThisDesk(ActionRefused):
    code = "not_of_this_desk"
    message = _("Esa persona no trabaja hoy en la oficina de su institución.")


class NotOurUnit(ActionRefused):
    code = "not_our_unit"
    message = _("Esa unidad no está entre las unidades vigentes de su institución.")
