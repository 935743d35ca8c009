"""How a request enters: filed by the requester, or registered by an office on their behalf."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from law.rules import rules_on
from law.terms import answer_term
from offices.calendars import local_date
from offices.models import Institution, Office
from requests_app import documents, policies, timeline, tracking, wording
from requests_app.actions.base import calendar_of, centre_facts, one_transaction, term_facts
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete, PresentedInTheFuture
from requests_app.models import InformationRequest, NumberCounter, Registration, Requester, Term
from requests_app.models.numbering import number_text
from requests_app.states import (
    Channel,
    EventKind,
    Language,
    NotifyBy,
    PreferredFormat,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a person asks and who they are (Ley 5282/2014, art. 12; Decreto 4064/2015, art. 25)."""

    institution: Institution
    subject: str
    description: str
    name: str
    notify_by: NotifyBy
    email: str = ""
    identity_document: str = ""
    address: str = ""
    phone: str = ""
    shows_name: bool = False
    preferred_format: PreferredFormat = PreferredFormat.ANY
    language: Language = Language.SPANISH
    files: tuple[CheckedFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How an office received a request: by which channel, on which true date, with what proof.

    `centre` is the service centre that takes it in for the institution; `started_at` the instant
    at which its form was opened.
    """

    channel: Channel
    presented_on: date
    paper_number: str = ""
    evidence: str = ""
    verbal_record: str = ""
    centre: Office | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the requester takes home. The code is shown now and never stored."""

    info_request: InformationRequest
    tracking_code: str
    is_new: bool = field(default=True)


def file_request(filing: Filing, *, token: str, at: datetime) -> Receipt:
    """File a request through the portal and start the term to answer (art. 16).

    `token` is the form's random token: sent twice, the same receipt comes back. A dissolved
    institution leads to its successor. Raises CalendarMissing.
    """
    by = Actor.requester("")
    on = local_date(at)

    def file() -> InformationRequest:
        info_request = _create(filing, Channel.WEB, token=token, presented_on=on, at=at)
        _start(info_request, EventKind.FILED, filing, by=by, on=on, at=at)
        return info_request

    return _once(token, file)


def register(filing: Filing, intake: Intake, *, token: str, by: Actor, at: datetime) -> Receipt:
    """Register a request received in person, in writing, by e-mail or verbally (art. 12).

    It counts from its true date; the gap to the day of registration stays in the record (T11).
    A service centre registers for any institution. Raises NotYours, PresentedInTheFuture,
    Incomplete, CalendarMissing.
    """
    registered_on = local_date(at)
    _require_proof(intake, registered_on, has_files=bool(filing.files))
    officer = _who_registers(filing, intake, by=by, on=registered_on)

    def write_down() -> InformationRequest:
        info_request = _create(
            filing, intake.channel, token=token, presented_on=intake.presented_on, at=at
        )
        registration = Registration.objects.create(
            info_request=info_request,
            registered_by=officer,
            registered_on=registered_on,
            paper_number=intake.paper_number,
            evidence=intake.evidence,
            verbal_record=intake.verbal_record,
            centre=intake.centre,
            started_at=intake.started_at,
        )
        _start(
            info_request,
            EventKind.REGISTERED,
            filing,
            by=by,
            on=registered_on,
            at=at,
            private={"registration": wording.of_registration(registration)},
            gap_days=(registered_on - intake.presented_on).days,
            has_evidence=bool(intake.evidence or filing.files),
            **centre_facts(intake.centre),
        )
        return info_request

    return _once(token, write_down)


def _who_registers(filing: Filing, intake: Intake, *, by: Actor, on: date) -> User:
    if intake.centre is None:
        return policies.require_desk(by, filing.institution.competent(), on=on)
    return policies.clerk_of(by, intake.centre, on=on)


def _require_proof(intake: Intake, registered_on: date, *, has_files: bool) -> None:
    if intake.presented_on > registered_on:
        raise PresentedInTheFuture
    fields: dict[str, str] = {}
    if intake.presented_on < rules_on(intake.presented_on).in_force_from:
        fields["presented_on"] = str(_("La fecha es anterior a la ley de acceso."))
    is_proved = has_files or bool(intake.evidence.strip())
    if intake.presented_on < registered_on and not is_proved:
        fields["evidence"] = str(documents.SAY_WHY_EARLIER)
    if intake.channel == Channel.VERBAL and not intake.verbal_record.strip():
        fields["verbal_record"] = str(documents.VERBAL_NEEDS_RECORD)
    if fields:
        raise Incomplete(fields)


def _once(token: str, take_in: Callable[[], InformationRequest]) -> Receipt:
    """Run `take_in` as one transaction, unless the form with that token was already taken in.

    Of one form sent twice at the same moment the database accepts the first; the other, whose
    number goes back to the counter, gets the receipt of the first.
    """
    code = tracking.code_for(token)
    try:
        with one_transaction():
            known = _filed_before(token)
            info_request = known or take_in()
    except IntegrityError:
        known = _filed_before(token)
        if known is None:
            raise
        info_request = known
    return Receipt(info_request, code, is_new=known is None)


def _filed_before(token: str) -> InformationRequest | None:
    return InformationRequest.objects.filter(token_digest=tracking.digest_of(token)).first()


def _create(
    filing: Filing, channel: Channel, *, token: str, presented_on: date, at: datetime
) -> InformationRequest:
    institution = filing.institution.competent()
    requester = Requester.objects.create(
        name=filing.name,
        identity_document=filing.identity_document,
        address=filing.address,
        email=filing.email,
        phone=filing.phone,
        notify_by=filing.notify_by,
        shows_name=filing.shows_name,
    )
    # The slow hash is made before the counter's row is locked, so that filings do not queue up.
    code_hash = tracking.hash_code(tracking.code_for(token))
    year = local_date(at).year
    return InformationRequest.objects.create(
        number=number_text(year, NumberCounter.take(year)),
        institution=institution,
        first_institution=institution,
        requester=requester,
        subject=filing.subject,
        description=filing.description,
        preferred_format=filing.preferred_format,
        language=filing.language,
        channel=channel,
        presented_on=presented_on,
        filed_at=at,
        tracking_code_hash=code_hash,
        token_digest=tracking.digest_of(token),
    )


def _start(
    info_request: InformationRequest,
    kind: EventKind,
    filing: Filing,
    *,
    by: Actor,
    on: date,
    at: datetime,
    private: Mapping[str, str] | None = None,
    **data: object,
) -> None:
    calendar = calendar_of(info_request.institution)
    counted = answer_term(info_request.presented_on, calendar.days)
    term = Term.of(info_request, counted, version=calendar.version)
    term.save(force_insert=True)
    stored = documents.attach(info_request, filing.files, visibility=Visibility.PARTIES, at=at)
    timeline.record(
        info_request,
        kind,
        by=by,
        on=on,
        at=at,
        article=term.article,
        private={
            "requester": wording.of_requester(info_request.requester),
            "text": wording.of_request(info_request),
            **(private or {}),
        },
        institution=info_request.institution.code,
        channel=info_request.channel,
        presented_on=info_request.presented_on,
        documents=[document.digest for document in stored],
        **term_facts(term),
        **data,
    )
