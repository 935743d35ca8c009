"""What people decide about the mail that came in: into a case, a new request, aside, or back.

Each decision leases the mail, calls the act of the procedure if there is one, and settles the
mail with a row that says who did what. The acts are whole transactions of their own, so a
process killed between act and row leaves a mail that can be decided again with the same result:
the message is known by its key and the request by its token.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from notifications.errors import CannotTakeBack, MailMoved, NothingToRead
from notifications.mail_in.addresses import without_tag
from notifications.mail_in.drafts import draft_secret
from notifications.mail_in.intake import UNREADABLE
from notifications.mail_in.quoting import without_quotes
from notifications.mail_in.reading import files_of, parse, words_of
from notifications.models import IncomingMail, MailStep
from notifications.states import MailState, MailStepKind
from offices.calendars import local_date
from offices.models import Duty, Institution, Post
from requests_app import actions, policies
from requests_app.actions import Filing, Intake, Letter, Receipt
from requests_app.errors import Incomplete, NotYours
from requests_app.models import InformationRequest, RequesterMessage
from requests_app.states import Channel
from requests_app.tracking import digest_of

LEASE = timedelta(minutes=2)
# What nobody has put anywhere, or was put nowhere: a person may still decide about it.
DECIDABLE = (
    MailState.TO_DECIDE,
    MailState.IGNORED,
    MailState.SET_ASIDE,
    MailState.DRAFTED,
)
REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as a person may read it: words alone, and its files by name and size."""

    message: Message
    text: str
    quoted: bool


def read(mail: IncomingMail) -> Read:
    """Return the mail's own words. Raises NothingToRead when the original was erased."""
    if not mail.raw:
        raise NothingToRead
    with mail.raw.open("rb") as stored:
        message = parse(stored.read())
    whole = words_of(message)
    own = without_quotes(whole)
    return Read(message, own, quoted=own != whole.strip())


def put_in_case(mail_id: int, number: str, *, by: Actor, at: datetime) -> IncomingMail:
    """Put the mail into a case of the person's desk, as a message of who asked.

    Raises MailMoved, NotYours, UnknownRequest, NothingToRead, DocumentRefused.
    """
    with _deciding(mail_id, by=by, at=at) as mail:
        _require_unconfirmed(mail)
        found = read(mail)
        files, refused = files_of(found.message)
        key = _entry_key(mail)
        if held := _entered_elsewhere(key, number):
            # Put into another case before, and interrupted after the act: that one stands.
            mail.state, mail.entry_key, mail.info_request = MailState.ENTERED, key, held
            _settle(mail, MailStepKind.ENTERED, by=by, at=at)
            raise MailMoved
        letter = Letter(
            mail_key=key,
            text=found.text or ("" if files or refused else UNREADABLE),
            sender=mail.sender,
            files=files,
            refused_files=refused,
            arrived_on=local_date(mail.received_at),
        )
        message = actions.receive_message(number, letter, by=by, at=at)
        mail.state, mail.reason, mail.entry_key = MailState.ENTERED, "", key
        mail.info_request = message.info_request
        _settle(mail, MailStepKind.ENTERED, by=by, at=at)
    return mail


def file_as_new(mail_id: int, filing: Filing, *, by: Actor, at: datetime) -> Receipt:
    """Register the request that the mail makes, presented on the day it arrived (T11).

    The token is that of the draft the mail opened: confirmed by its author meanwhile, it is that
    same request. Raises MailMoved, NotYours, NothingToRead and what `register` raises.
    """
    with _deciding(mail_id, by=by, at=at) as mail:
        token = draft_secret(mail)
        receipt = actions.register(filing, _intake(mail), token=token, by=by, at=at)
        mail.state, mail.reason = MailState.FILED, ""
        mail.info_request, mail.draft_digest = receipt.info_request, digest_of(token)
        _settle(mail, MailStepKind.FILED, by=by, at=at)
    return receipt


def put_aside(mail_id: int, *, by: Actor, at: datetime, reason: str) -> IncomingMail:
    """Leave the mail without effect, for a reason. The draft it opened stays its author's.

    Raises MailMoved, NotYours, Incomplete.
    """
    with _deciding(mail_id, by=by, at=at) as mail:
        _require_unconfirmed(mail)
        _require(reason, "reason", _("Escriba por qué se aparta."))
        mail.state, mail.reason = MailState.IGNORED, reason[:REASON_LENGTH]
        _settle(mail, MailStepKind.SET_ASIDE, by=by, at=at, reason=reason)
    return mail


def take_back(mail_id: int, *, by: Actor, at: datetime, reason: str) -> IncomingMail:
    """Undo what was done with the mail: it waits for a decision again.

    A message leaves its case by an act with its event and its notice. A request that has its
    number is not undone, nor is the answer to an office's question.
    Raises MailMoved, CannotTakeBack, NotYours, Incomplete.
    """
    with _deciding(mail_id, by=by, at=at, states=(MailState.ENTERED, *DECIDABLE)) as mail:
        if not may_take_back(mail):
            raise CannotTakeBack
        if mail.state == MailState.ENTERED and mail.info_request is not None:
            _require(reason, "reason", _("Escriba por qué el mensaje no es de este pedido."))
            _withdraw(mail, mail.info_request, by=by, at=at, reason=reason)
            mail.institution = mail.info_request.institution
        mail.state, mail.reason = MailState.TO_DECIDE, ""
        former, mail.info_request, mail.entry_key = mail.info_request, None, ""
        _settle(mail, MailStepKind.BACK, by=by, at=at, reason=reason, about=former)
    return mail


def may_take_back(mail: IncomingMail) -> bool:
    """Say whether what was done with the mail comes undone."""
    if mail.state == MailState.ENTERED:
        return bool(mail.entry_key)
    return mail.state in {MailState.IGNORED, MailState.SET_ASIDE}


def assign(mail_id: int, institution: Institution, *, by: Actor, at: datetime) -> IncomingMail:
    """Pass mail written to nobody known to the desk of an institution; only who directs may.

    Raises MailMoved, NotYours.
    """
    policies.require_director(by, on=local_date(at))
    with _deciding(mail_id, by=by, at=at) as mail:
        if mail.institution_id is not None:
            raise MailMoved
        mail.institution = institution.competent()
        mail.state, mail.reason = MailState.TO_DECIDE, ""
        _settle(mail, MailStepKind.ASSIGNED, by=by, at=at)
    return mail


@contextmanager
def _deciding(
    mail_id: int, *, by: Actor, at: datetime, states: tuple[MailState, ...] = DECIDABLE
) -> Iterator[IncomingMail]:
    """Lease a mail of the person's desk in one of `states`; give it back whatever happens."""
    with transaction.atomic(durable=True):
        rows = IncomingMail.objects.select_for_update().filter(pk=mail_id)
        mail = rows.first()
        if mail is None or mail.state not in states:
            raise MailMoved
        if mail.leased_until is not None and mail.leased_until > at:
            raise MailMoved
        _require_desk_of(mail, by=by, at=at)
        mail.leased_until = at + LEASE
        mail.save(update_fields=["leased_until"])
    try:
        yield mail
    except BaseException:
        IncomingMail.objects.filter(pk=mail_id, leased_until=at + LEASE).update(leased_until=None)
        raise


def _settle(
    mail: IncomingMail,
    kind: MailStepKind,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    about: InformationRequest | None = None,
) -> None:
    with transaction.atomic(durable=True):
        mail.leased_until = None
        mail.save()
        MailStep.objects.create(
            mail=mail,
            kind=kind,
            at=at,
            by=by.user,
            info_request=about or mail.info_request,
            institution=mail.institution,
            reason=reason,
        )


def _require_desk_of(mail: IncomingMail, *, by: Actor, at: datetime) -> None:
    on = local_date(at)
    holder = mail.info_request.institution if mail.info_request else mail.institution
    if holder is not None:
        policies.require_desk(by, holder, on=on)
        return
    posts = Post.objects.held_on(on).filter(holder=by.user, duty=Duty.DIRECTOR)
    if by.user is None or not posts.exists():
        raise NotYours


def _withdraw(
    mail: IncomingMail, info_request: InformationRequest, *, by: Actor, at: datetime, reason: str
) -> None:
    message = RequesterMessage.objects.filter(mail_key=mail.entry_key).first()
    if message is not None and message.withdrawn_on is not None:
        # Taken out before, and interrupted after the act.
        return
    actions.withdraw_message(info_request.number, mail.entry_key, by=by, at=at, reason=reason)


def _require_unconfirmed(mail: IncomingMail) -> None:
    """Raise MailMoved when the author of a new mail made a request of it meanwhile."""
    made = InformationRequest.objects.filter(token_digest=mail.draft_digest)
    if mail.draft_digest and made.exists():
        raise MailMoved


def _entered_elsewhere(key: str, number: str) -> InformationRequest | None:
    held = RequesterMessage.objects.filter(mail_key=key).select_related("info_request").first()
    return held.info_request if held and held.info_request.number != number else None


def _entry_key(mail: IncomingMail) -> str:
    """Return under which key the message enters: another each time it was taken out of a case,
    since what was taken out stays there under the key it had."""
    taken_out = mail.steps.filter(kind=MailStepKind.BACK).count()
    if not taken_out:
        return mail.mail_key
    return hashlib.sha256(f"{mail.mail_key}:{taken_out}".encode()).hexdigest()


def _intake(mail: IncomingMail) -> Intake:
    arrived_on = local_date(mail.received_at)
    proof = _("Correo recibido en %(address)s, guardado con la huella %(key)s.") % {
        "address": without_tag(mail.recipient),
        "key": mail.mail_key[:16],
    }
    return Intake(channel=Channel.EMAIL, presented_on=arrived_on, evidence=proof)


def _require(text: str, name: str, said: str) -> None:
    if not text.strip():
        raise Incomplete({name: said})
