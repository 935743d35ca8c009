"""Letters that enter a case by e-mail, notices that came back, and telling by another way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.actors import SYSTEM, Actor, ActorKind
from law.rules import rules_on
from offices.calendars import local_date
from requests_app import documents, policies, timeline, wording
from requests_app.actions.silence import acting_on
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete, WrongStage
from requests_app.models import NoticeBounce, RequesterMessage
from requests_app.states import EventKind, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message of the person who asked: at most `documents.MAX_FILES` files, already checked.

    `mail_key` is at most 64 characters and stands for the mail; `sender` is an e-mail address
    nobody has proved. `refused_files` are the names of the files that were not accepted.
    `arrived_on` is its true day, when a person put it into the case later.
    """

    mail_key: str
    text: str
    sender: str
    files: tuple[CheckedFile, ...] = ()
    refused_files: Sequence[str] = ()
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A notice that came back: its Message-ID, its place in the timeline, to whom it went."""

    message_id: str
    sequence: int
    address: str
    reason: str


def receive_message(number: str, letter: Letter, *, by: Actor, at: datetime) -> RequesterMessage:
    """Put a message into the case, whatever its stage; the same mail twice is one message.

    By who asked, or by the office for mail that nothing but a person could match. It stops no
    clock and decides nothing. Raises NotYours, UnknownRequest, DocumentRefused.
    """
    on = local_date(at)
    by_office = by.kind == ActorKind.OFFICIAL
    facts: dict[str, Any] = {"by_office": True} if by_office else {}
    if letter.arrived_on is not None:
        facts["arrived_on"] = letter.arrived_on
    with acting_on(number, on=on, at=at) as info_request:
        if by_office:
            policies.require_handler(by, info_request, on=on)
        else:
            policies.require_requester(by, info_request)
        known = info_request.letters.filter(mail_key=letter.mail_key).first()
        if known is not None:
            return known
        email = info_request.requester.email
        message = RequesterMessage.objects.create(
            info_request=info_request,
            mail_key=letter.mail_key,
            text=letter.text,
            sender=letter.sender,
            is_known_sender=bool(email) and email.casefold() == letter.sender.casefold(),
            refused_files=list(letter.refused_files),
            received_on=letter.arrived_on or on,
        )
        stored = documents.attach(info_request, letter.files, visibility=Visibility.PARTIES, at=at)
        message.documents.set(stored)
        timeline.record(
            info_request,
            EventKind.MESSAGE_RECEIVED,
            by=by,
            on=on,
            at=at,
            private={"message": wording.of_message(message)},
            is_known_sender=message.is_known_sender,
            documents=[document.digest for document in stored],
            refused_count=len(message.refused_files),
            **facts,
        )
    return message


def withdraw_message(
    number: str, mail_key: str, *, by: Actor, at: datetime, reason: str
) -> RequesterMessage:
    """Take out of the case a message that was put into it by mistake; it decides nothing.

    Its words stay kept, because its event commits to them, and its files are nobody's to read
    but the office's. Raises NotYours, UnknownRequest, Incomplete, and WrongStage when the case
    holds no such message any more.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        message = info_request.letters.filter(mail_key=mail_key, withdrawn_on=None).first()
        if message is None:
            raise WrongStage
        if not reason.strip():
            raise Incomplete({"reason": "Escriba por qué el mensaje no es de este pedido."})
        message.withdrawn_on, message.withdrawn_because = on, reason
        message.save(update_fields=["withdrawn_on", "withdrawn_because"])
        message.documents.update(visibility=Visibility.INTERNAL)
        timeline.record(
            info_request,
            EventKind.MESSAGE_WITHDRAWN,
            by=by,
            on=on,
            at=at,
            private={"withdrawn_because": reason},
            received_on=message.received_on,
        )
    return message


def note_bounce(number: str, returned: Returned, *, at: datetime) -> NoticeBounce:
    """Write down that a notice to the person who asked came back, once for each notice (T12).

    Raises UnknownRequest.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        known = info_request.bounces.filter(message_id=returned.message_id).first()
        if known is not None:
            return known
        bounce = NoticeBounce.objects.create(
            info_request=info_request,
            message_id=returned.message_id,
            sequence=returned.sequence,
            address=returned.address,
            reason=returned.reason,
            bounced_on=on,
        )
        timeline.record(
            info_request,
            EventKind.NOTICE_BOUNCED,
            by=SYSTEM,
            on=on,
            at=at,
            article=_article(on),
            private={"address": returned.address},
            notice_sequence=returned.sequence,
        )
    return bounce


def tell_otherwise(number: str, *, by: Actor, at: datetime, way: str) -> int:
    """Write down how the person was told of what came back; return of how many notices.

    Raises NotYours, UnknownRequest, Incomplete, and WrongStage when nothing waits to be told.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        if not way.strip():
            raise Incomplete({"way": "Escriba cómo y cuándo avisó a la persona."})
        sequences = list(info_request.bounces.unsettled().values_list("sequence", flat=True))
        if not sequences:
            raise WrongStage
        info_request.bounces.unsettled().update(settled_on=on, way=way)
        timeline.record(
            info_request,
            EventKind.TOLD_OTHERWISE,
            by=by,
            on=on,
            at=at,
            article=_article(on),
            private={"way": way},
            notice_sequences=sequences,
        )
    return len(sequences)


def _article(on: date) -> str:
    """Return by which article a returned e-mail notifies nobody (T12)."""
    return str(rules_on(on).notification.article)
