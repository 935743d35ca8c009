"""Which institution a mail was written to, as far as its address says."""

from __future__ import annotations

from notifications.mail_in.addresses import read
from notifications.models import Delivery
from offices.models import Institution
from requests_app.models import InformationRequest


def addressee(recipient: str) -> Institution | None:
    """Return the living institution an address of ours leads to: of the request, of the request
    a notice was about, or the one it names. None for an address that is nobody's.
    """
    addressed = read(recipient)
    requests = InformationRequest.objects.select_related("institution")
    if number := addressed.number or addressed.office_number:
        found = requests.filter(number=number).first()
        return found.institution if found else None
    if addressed.notice_key:
        notices = Delivery.objects.filter(
            message_id__startswith=f"<aip-delivery-{addressed.notice_key}@"
        )
        told = notices.select_related("notification__info_request__institution").first()
        return told.notification.info_request.institution if told else None
    code = addressed.institution_code
    named = Institution.objects.filter(code__iexact=code).select_related("successor").first()
    return named.competent() if named is not None and code else None
