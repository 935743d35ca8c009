"""Reasons a decision about a mail is refused; edges show their message as of any refused act.

ActionRefused
├── MailMoved        the mail is not as the person saw it, or somebody is deciding about it
├── CannotTakeBack   what was done with it does not come undone
└── NothingToRead    the original was erased, or holds nothing
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused


class MailMoved(ActionRefused):
    code = "mail_moved"
    message = _(
        "Este correo cambió mientras tanto, u otra persona está decidiendo sobre él. Vuelva a "
        "abrirlo para ver cómo está."
    )


class CannotTakeBack(ActionRefused):
    code = "cannot_take_back"
    message = _("Lo que se hizo con este correo no se puede deshacer.")


class NothingToRead(ActionRefused):
    code = "nothing_to_read"
    message = _("El original de este correo ya no se guarda: no queda nada que usar.")
