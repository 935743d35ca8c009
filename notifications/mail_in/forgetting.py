"""Erases the originals of mail that is old and decided; what entered a case stays in the case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from notifications.models import IncomingMail, MailStep
from notifications.models.mail import IncomingMailQuerySet
from notifications.states import MailShelf, MailState, MailStepKind

BATCH = 200


def old_originals(*, days: int, at: datetime) -> IncomingMailQuerySet:
    """Return the mail older than `days` whose original is kept and that waits for nobody.

    None when `days` is 0: then originals are kept for ever.
    """
    if days <= 0:
        return IncomingMail.objects.none()
    # What an institution off the system answered is evidence of the day it did.
    kept = (MailState.WAITING, MailState.FROM_BODY)
    settled = IncomingMail.objects.with_confirmation().exclude(state__in=kept).exclude(raw="")
    waiting = settled.on_shelf(MailShelf.TO_LOOK_AT).values("pk")
    return settled.filter(received_at__lt=at - timedelta(days=days)).exclude(pk__in=waiting)


def forget(*, days: int, at: datetime) -> int:
    """Erase the originals of such mail, with its sender and subject; return how many.

    The row stays with what became of it, by whom and when. Killed half-way, it goes on next time.
    """
    done = 0
    while keys := list(old_originals(days=days, at=at).values_list("pk", flat=True)[:BATCH]):
        for key in keys:
            done += _forget_one(key, at)
    return done


def _forget_one(key: int, at: datetime) -> int:
    with transaction.atomic(durable=True):
        mail = IncomingMail.objects.select_for_update().exclude(raw="").filter(pk=key).first()
        if mail is None:
            return 0
        path, mail.raw, mail.sender, mail.subject = mail.raw.name, "", "", ""
        mail.envelope_sender = ""
        mail.save(update_fields=["raw", "sender", "subject", "envelope_sender"])
        MailStep.objects.create(
            mail=mail,
            kind=MailStepKind.ERASED,
            at=at,
            info_request=mail.info_request,
            institution=mail.institution,
        )
    default_storage.delete(path or "")
    return 1
