"""What every act about a complaint shares: one lock, one line in the journal, one mail each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from accounts.models import User
from offices.calendars import local_date
from oversight.complaints.errors import ComplaintMoved, UnknownComplaint
from oversight.complaints.models import Complaint, ComplaintMail, ComplaintStep
from oversight.complaints.states import ComplaintStage, MailKind, StepKind
from requests_app.actions.base import one_transaction
from requests_app.states import NotifyBy


@contextmanager
def acting_on(number: str, *stages: ComplaintStage) -> Iterator[Complaint]:
    """Yield the complaint, its row locked until the act commits, at one of `stages`.

    Raises UnknownComplaint, ComplaintMoved.
    """
    with one_transaction():
        try:
            complaint = Complaint.objects.select_for_update().get(number=number)
        except Complaint.DoesNotExist as error:
            raise UnknownComplaint from error
        if complaint.stage not in stages:
            raise ComplaintMoved
        yield complaint


def write(
    complaint: Complaint, kind: StepKind, *, by: User | None, at: datetime, text: str = ""
) -> ComplaintStep:
    """Write down, in the act's own transaction, what happened; `by` is empty for the person."""
    return ComplaintStep.objects.create(
        complaint=complaint, kind=kind, by=by, on=local_date(at), at=at, text=text
    )


def tell_person(step: ComplaintStep, kind: MailKind) -> None:
    """Let a mail wait for who complained, if there is an address to write to."""
    if address_of(step.complaint):
        _mail(step, kind, None)


def tell_official(step: ComplaintStep, official: User) -> None:
    """Let a mail wait for an official who must report."""
    _mail(step, MailKind.REPORT_ASKED, official)


def address_of(complaint: Complaint) -> str:
    """Return where to write to who complained: as they said or, with a request, as they said
    there; empty when they wanted no mail."""
    if complaint.info_request is None:
        return complaint.email
    requester = complaint.info_request.requester
    return requester.email if requester.notify_by == NotifyBy.EMAIL else ""


def _mail(step: ComplaintStep, kind: MailKind, official: User | None) -> None:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    ComplaintMail.objects.create(
        complaint=step.complaint,
        step=step,
        official=official,
        kind=kind,
        message_id=f"<aip-queja-{uuid.uuid4().hex}@{host}>",
        created_at=step.at,
        next_attempt_at=step.at,
    )
