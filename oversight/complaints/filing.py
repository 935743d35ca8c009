"""How a complaint enters: from the page of a request, or about an institution without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError

from accounts.actors import Actor
from law.complaints import complaint_term
from offices.calendars import calendar_for, local_date
from offices.models import Institution
from oversight.complaints.errors import AlreadyComplained
from oversight.complaints.journal import tell_person, write
from oversight.complaints.models import Complaint, ComplaintCounter
from oversight.complaints.states import OPEN, Disclosure, Ground, MailKind, StepKind
from requests_app import policies, tracking
from requests_app.actions.base import newest_version, one_transaction
from requests_app.errors import Incomplete
from requests_app.models import InformationRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaining:
    """What a person complains of. With `info_request` its own code opens the answer, and the
    address is the one of the request; without, `email` is where to write, if anywhere."""

    institution: Institution
    ground: Ground
    text: str
    disclosure: Disclosure = Disclosure.RESERVED
    info_request: InformationRequest | None = None
    email: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What the person takes home: `code` is shown now and never stored; empty with a request."""

    complaint: Complaint
    code: str
    is_new: bool = field(default=True)


def file_complaint(said: Complaining, *, token: str, by: Actor, at: datetime) -> Received:
    """Take a complaint in and start the Directorate's own term to answer it.

    `token` is the form's random token: sent twice, the same receipt comes back.
    Raises NotYours, Incomplete, AlreadyComplained, CalendarMissing.
    """
    if said.info_request is not None:
        policies.require_requester(by, said.info_request)
    if not said.text.strip():
        raise Incomplete({"text": "Cuente qué pasó."})
    code = "" if said.info_request else tracking.code_for(token)
    code_hash = tracking.hash_code(code) if code else ""
    try:
        with one_transaction():
            known = _filed_before(token)
            complaint = known or _take_in(said, token=token, code_hash=code_hash, at=at)
    except IntegrityError as error:
        known = _filed_before(token)
        if known is None:
            raise AlreadyComplained from error
        complaint = known
    return Received(complaint, code, is_new=known is None)


def has_open(info_request: InformationRequest, ground: Ground) -> bool:
    """Say whether the request has a complaint on that ground that nobody answered yet."""
    rows = Complaint.objects.filter(info_request=info_request, ground=ground, stage__in=OPEN)
    return rows.exists()


def _filed_before(token: str) -> Complaint | None:
    return Complaint.objects.filter(token_digest=tracking.digest_of(token)).first()


def _take_in(said: Complaining, *, token: str, code_hash: str, at: datetime) -> Complaint:
    if said.info_request is not None and has_open(said.info_request, said.ground):
        raise AlreadyComplained
    on = local_date(at)
    version = newest_version()
    # The Directorate's own term: the days of the whole country, not those of who is complained of.
    term = complaint_term(on, calendar_for(None, version=version).days)
    complaint = Complaint.objects.create(
        number=f"QUE-{on.year}-{ComplaintCounter.take(on.year):06}",
        token_digest=tracking.digest_of(token),
        code_hash=code_hash,
        info_request=said.info_request,
        institution=said.institution.competent(),
        ground=said.ground,
        text=said.text.strip(),
        disclosure=said.disclosure,
        email="" if said.info_request else said.email,
        filed_on=on,
        filed_at=at,
        due_on=term.due_on,
        standard=term.standard.id,
        calendar_version=version,
    )
    tell_person(write(complaint, StepKind.FILED, by=None, at=at), MailKind.RECEIVED)
    return complaint
