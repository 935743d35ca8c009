"""Reasons an act of an audit is refused.

ActionRefused
├── UnknownAudit       no audit has that number, or no finding that key
├── NotYourAudit       the post does not allow it
├── SamePerson         who concluded it cannot publish it
└── WrongStage
    └── AuditMoved     it is at another stage
"""

from django.utils.translation import gettext_lazy as _

from requests_app.errors import ActionRefused, NotYours, WrongStage


class UnknownAudit(ActionRefused):
    code = "unknown_audit"
    message = _("No hay una auditoría con ese número.")


class AuditMoved(WrongStage):
    message = _("La auditoría cambió mientras tanto. Abajo está como quedó.")


class NotYourAudit(NotYours):
    message = _("Su cargo no permite hacer esto con la auditoría.")


class SamePerson(ActionRefused):
    code = "same_person"
    message = _("Quien la concluyó no puede publicarla: debe hacerlo otra persona.")
