"""The words of the mails about complaints: that there is something to read, never what it says."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from oversight.complaints.journal import address_of
from oversight.complaints.models import Complaint, ComplaintMail
from oversight.complaints.states import MailKind


def message_of(mail: ComplaintMail) -> EmailMessage | None:
    """Return the message as it must be said now; None when there is nobody to write to."""
    complaint = mail.complaint
    address = mail.official.email if mail.official else address_of(complaint)
    if not address:
        return None
    facts = {"complaint": complaint, "page": settings.PUBLIC_URL + _page(mail), "step": mail.step}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"oversight/complaints/mail/{mail.kind}.txt", facts)
    subject, _line_end, body = text.strip().partition("\n")
    return EmailMessage(
        subject=subject,
        body=body.strip() + "\n",
        to=[address],
        headers={
            "Message-ID": mail.message_id,
            # RFC 3834: out-of-office replies stay away.
            "Auto-Submitted": "auto-generated",
            "Content-Language": str(settings.LANGUAGE_CODE),
        },
    )


def _page(mail: ComplaintMail) -> str:
    if mail.kind == MailKind.REPORT_ASKED:
        return reverse("complaint_reports:report", args=[mail.complaint.number])
    return person_page(mail.complaint)


def person_page(complaint: Complaint) -> str:
    """Return the address at which who complained reads the answer."""
    if complaint.info_request is None:
        return reverse("complain:show", args=[complaint.number])
    return reverse("complain:of_request", args=[complaint.info_request.number, complaint.number])
