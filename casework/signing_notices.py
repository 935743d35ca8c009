"""Tells who signs that a draft waits for them, and who wrote it that it came back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.models import User
from answering.models import SigningRecord
from answering.signals import moved
from answering.states import Purpose, SigningStep
from answering.views.addresses import address_of, sign_address
from notifications.inside import tell_inside
from offices.models import Duty, Post
from requests_app.policies import DESK_DUTIES


@receiver(moved)
def tell(record: SigningRecord, on: date, **_sent: Any) -> None:
    """Write the notices of one step, in its transaction, to those in office that day."""
    draft, number = record.draft, record.draft.info_request.number
    facts = {"number": number, "person": str(record.by), "what": draft.get_purpose_display()}
    posts = Post.objects.held_on(on).filter(office__institution=draft.institution_id)
    if record.step == SigningStep.ASKED:
        people = User.objects.filter(posts__in=posts.filter(duty=Duty.HIGHEST_AUTHORITY))
        subject = _("Para su firma: pedido %(number)s")
        body = _("%(person)s le envió para firma: %(what)s, del pedido %(number)s.")
        page = sign_address(Purpose(draft.purpose), number)
    else:
        people = User.objects.filter(
            pk=draft.updated_by_id, posts__in=posts.filter(duty__in=DESK_DUTIES)
        )
        subject = _("Volvió sin firma: pedido %(number)s")
        body = _("%(person)s devolvió sin firmar: %(what)s, del pedido %(number)s. Lea el motivo.")
        page = address_of(draft)
    tell_inside(
        draft.info_request,
        people.distinct(),
        source_key=f"signing:{record.pk}",
        subject=subject % facts,
        body=body % facts,
        page=page,
        at=record.at,
    )
