"""Tells who wrote a mail that the office made a request of it, with the address of its receipt."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation

from law.terms import TermKind
from notifications.mail_in.deciding import read
from notifications.mail_in.drafts import draft_link, draft_secret, reply
from notifications.models import IncomingMail
from requests_app.models import Term

logger = logging.getLogger(__name__)


def send_link(mail_id: int) -> bool:
    """Send the author the address where their number and code are; say whether it left.

    The code itself is never mailed. Sent again it is the same message, by its number.
    """
    mail = IncomingMail.objects.select_related("info_request__institution").get(pk=mail_id)
    if mail.info_request is None or not mail.sender:
        return False
    term = Term.objects.get(info_request=mail.info_request, kind=TermKind.ANSWER, replaced_by=None)
    with translation.override(settings.LANGUAGE_CODE):
        facts = {
            "number": mail.info_request.number,
            "institution": mail.info_request.institution,
            "link": draft_link(draft_secret(mail)),
            "due_on": formats.date_format(term.due_on, formats.get_format("LEGAL_DATE_FORMAT")),
            "article": term.article,
        }
        text = render_to_string(f"notifications/{settings.LANGUAGE_CODE}/mail_in/filed.txt", facts)
    number = hashlib.sha256(f"filed:{mail.mail_key}".encode()).hexdigest()[:32]
    try:
        reply(mail, read(mail).message, text, number=number)
    except Exception as error:  # whatever the mail server says, the request is registered
        logger.warning("the link of mail %s was not sent: %s", mail.pk, type(error).__name__)
        return False
    return True
