"""Reasons an act of this room is refused; edges show their message as of any refused act.

ActionRefused
├── NoAddress        the office has no address to send to
└── AlreadySent      the request was sent there, and nothing shows that it did not arrive
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused


class NoAddress(ActionRefused):
    code = "no_address"
    message = _("No hay una dirección de correo de esa institución: anótela antes de enviar.")


class AlreadySent(ActionRefused):
    code = "already_sent"
    message = _("El pedido ya se envió, o se está enviando: mire el último envío.")
