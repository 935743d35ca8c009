"""Takes in the mail that waits, one by one: into its case, into a draft, or nowhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from accounts.actors import Actor
from notifications.mail_in.addresses import Addressed, read
from notifications.mail_in.automatic import why_automatic
from notifications.mail_in.bounces import notice_key_in, report_of
from notifications.mail_in.drafts import draft_secret, open_draft
from notifications.mail_in.quoting import without_quotes
from notifications.mail_in.reading import files_of, parse, sender_of, words_of
from notifications.models import Delivery, IncomingMail, MailStep
from notifications.not_told import tell_office
from notifications.states import DeliveryState, MailState, MailStepKind
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Letter
from requests_app.errors import NothingToClarify
from requests_app.models import Clarification, InformationRequest
from requests_app.tracking import digest_of

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
# The answer to a new mail waits for a mail server as long as a notice does.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 720, 720))
MAX_ATTEMPTS = len(PAUSES) + 1
# More than a person writes in an hour: two machines answering each other.
MOST_AN_HOUR = 20
MOST_DRAFTS_AN_HOUR = 5
# The reason of a mail that answered the office's question and left no message beside it.
CLARIFICATION = "aclaración"
_SETTLED = (
    "state",
    "reason",
    "info_request",
    "entry_key",
    "draft_digest",
    "leased_until",
    "taken_in_at",
)
UNREADABLE = (
    "[El sistema no pudo leer el texto de este mensaje. El original está guardado: pídalo a la "
    "administración del sistema.]"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail; `reason` says why it went nowhere."""

    state: MailState
    reason: str = ""
    info_request: InformationRequest | None = None
    # Under which key its message stands in the case.
    entry_key: str = ""
    draft_digest: str = ""


def take_in_next(*, at: datetime) -> MailState | None:
    """Take in the mail that has waited longest; return what became of it, None if none waits.

    Leased first, so that a worker killed half-way is followed by another: every act here knows
    a mail it has seen. What fails is put off, and after its last attempt set aside, visibly.
    """
    mail = _lease(at)
    if mail is None:
        return None
    if mail.attempts > MAX_ATTEMPTS:
        return _settle(mail, Taken(MailState.SET_ASIDE, "interrumpido en cada intento"), at=at)
    try:
        taken = _take_in(mail, at=at)
    except Exception as error:  # whatever is wrong with one mail, the others must come in
        return _put_off(mail, error, at=at)
    return _settle(mail, taken, at=at)


def try_again(*, at: datetime) -> int:
    """Put back, with all its attempts, the mail that was set aside; return how many."""
    return IncomingMail.objects.filter(state=MailState.SET_ASIDE).update(
        state=MailState.WAITING, attempts=0, next_attempt_at=at, leased_until=None
    )


def _lease(at: datetime) -> IncomingMail | None:
    with transaction.atomic(durable=True):
        waiting = IncomingMail.objects.due(at).select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        mail = waiting.order_by("next_attempt_at", "pk").first()
        if mail is None:
            return None
        mail.attempts += 1
        mail.leased_until = at + LEASE
        mail.save(update_fields=["attempts", "leased_until"])
    return mail


def _settle(mail: IncomingMail, taken: Taken, *, at: datetime) -> MailState:
    mail.state, mail.reason, mail.info_request = taken.state, taken.reason[:500], taken.info_request
    mail.entry_key, mail.draft_digest = taken.entry_key, taken.draft_digest
    mail.leased_until, mail.taken_in_at = None, at
    with transaction.atomic():
        mail.save(update_fields=_SETTLED)
        MailStep.objects.create(
            mail=mail,
            kind=MailStepKind.TAKEN_IN,
            at=at,
            info_request=taken.info_request,
            institution_id=mail.institution_id,
            reason=mail.reason,
        )
    if taken.state == MailState.SET_ASIDE:
        logger.error("mail %s set aside after %s attempts", mail.pk, mail.attempts)
    return taken.state


def _put_off(mail: IncomingMail, error: Exception, *, at: datetime) -> MailState:
    reason = f"{type(error).__name__}: {error}"
    if mail.attempts >= MAX_ATTEMPTS:
        return _settle(mail, Taken(MailState.SET_ASIDE, reason), at=at)
    mail.next_attempt_at, mail.leased_until = at + PAUSES[mail.attempts - 1], None
    mail.reason = reason[:500]
    mail.save(update_fields=["next_attempt_at", "leased_until", "reason"])
    # An error's text may quote an address: the log gets its name alone.
    logger.warning("mail %s put off: %s", mail.pk, type(error).__name__)
    return MailState.WAITING


def _take_in(mail: IncomingMail, *, at: datetime) -> Taken:
    with mail.raw.open("rb") as stored:
        raw: bytes = stored.read()
    message, addressed = parse(raw), read(mail.recipient)
    delivery = _delivery(addressed.notice_key)
    report = report_of(message)
    if report is not None:
        returned = delivery or _delivery(notice_key_in(raw))
        if not report.failed or returned is None:
            return Taken(MailState.IGNORED, f"informe de entrega: {report.reason}")
        return _note_bounce(returned, report.reason, at=at)
    info_request = _request_of(addressed, delivery)
    is_office = bool(addressed.office_number) or (
        delivery is not None and delivery.notification.office_id is not None
    )
    if why := why_automatic(message, envelope_sender=mail.envelope_sender):
        return Taken(MailState.IGNORED, f"automático: {why}", info_request)
    if is_office and info_request is not None:
        # It is not who asked: a person of the Directorate reads it, and says what it is.
        return Taken(MailState.FROM_BODY, "", info_request)
    if info_request is not None:
        return _enter(mail, message, info_request, at=at)
    return _open_draft(mail, message, addressed, at=at)


def _delivery(key: str) -> Delivery | None:
    if not key:
        return None
    rows = Delivery.objects.select_related("notification__info_request")
    return rows.filter(message_id__startswith=f"<aip-delivery-{key}@").first()


def _request_of(addressed: Addressed, delivery: Delivery | None) -> InformationRequest | None:
    # Who writes to the return address of a notice to the requester, or to an office, has it.
    told = delivery.notification if delivery is not None else None
    if told is not None and (told.requester_id is not None or told.office_id is not None):
        return told.info_request
    number = addressed.number or addressed.office_number
    return InformationRequest.objects.filter(number=number).first()


def _note_bounce(delivery: Delivery, reason: str, *, at: datetime) -> Taken:
    notice = delivery.notification
    tell_office(delivery, reason, at=at)
    delivery.state, delivery.last_error, delivery.leased_until = DeliveryState.BOUNCED, reason, None
    delivery.save(update_fields=["state", "last_error", "leased_until"])
    return Taken(MailState.BOUNCED, reason, notice.info_request)


def _enter(
    mail: IncomingMail, message: Message, info_request: InformationRequest, *, at: datetime
) -> Taken:
    if _is_flood(at, MOST_AN_HOUR, state=MailState.ENTERED, info_request=info_request):
        return Taken(MailState.IGNORED, "demasiados en una hora", info_request)
    text = without_quotes(words_of(message))
    files, refused = files_of(message)
    sender = sender_of(message)[1]
    is_stranger = sender.casefold() != info_request.requester.email.casefold()
    if text and _clarify(info_request, text, at=at):
        text = ""
        if not (files or refused or is_stranger):
            return Taken(MailState.ENTERED, CLARIFICATION, info_request)
    elif not (text or files or refused):
        text = UNREADABLE
    letter = Letter(
        mail_key=mail.mail_key, text=text, sender=sender, files=files, refused_files=refused
    )
    by = Actor.requester(info_request.number)
    actions.receive_message(info_request.number, letter, by=by, at=at)
    return Taken(MailState.ENTERED, "mensaje", info_request, entry_key=mail.mail_key)


def _clarify(info_request: InformationRequest, text: str, *, at: datetime) -> bool:
    """Answer the office's open question with `text`; say whether it is the answer to it."""
    asked = Clarification.objects.filter(info_request=info_request).first()
    if asked is None:
        return False
    if asked.reply:
        # Taken in before, and interrupted after the act.
        return asked.reply == text
    by = Actor.requester(info_request.number)
    try:
        actions.clarify(info_request.number, by=by, at=at, reply=text)
    except NothingToClarify:
        return False
    return True


def _open_draft(
    mail: IncomingMail, message: Message, addressed: Addressed, *, at: datetime
) -> Taken:
    try:
        validate_email(mail.sender)
    except ValidationError:
        return Taken(MailState.IGNORED, "sin remitente a quien responder")
    if _is_flood(at, MOST_DRAFTS_AN_HOUR, state=MailState.DRAFTED, sender__iexact=mail.sender):
        return Taken(MailState.IGNORED, "demasiados en una hora")
    code = addressed.institution_code
    named = Institution.objects.filter(code__iexact=code).first() if code else None
    open_draft(mail, message, named.competent() if named else None, at=at)
    return Taken(MailState.DRAFTED, draft_digest=digest_of(draft_secret(mail)))


def _is_flood(at: datetime, most: int, **which: object) -> bool:
    recent = IncomingMail.objects.filter(received_at__gt=at - timedelta(hours=1), **which)
    return recent.count() >= most
