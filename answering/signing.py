"""The way of a draft to the highest authority: sent, taken back, returned with a reason, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from answering.models import AnswerDraft, SigningRecord
from answering.signals import moved
from answering.states import NEEDS_SIGNATURE, DraftState, Purpose, SigningStep
from law.terms import TermKind
from offices.models import Duty, Post
from requests_app.errors import ActionRefused, Incomplete, NotYours
from requests_app.models import InformationRequest, Reconsideration, Term
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.policies import holds_duty
from requests_app.states import ReconsiderationStage

NOTE_LENGTH = 4000


class NothingToSign(ActionRefused):
    """The draft is not waiting for a signature, or not for this one."""

    code = "nothing_to_sign"
    message = _("Este borrador ya no espera la firma. Vuelva a abrirlo para ver cómo está.")


class ChangedSince(ActionRefused):
    """The text changed after the page was opened: nobody signs what they have not read."""

    code = "changed_since"
    message = _("El texto cambió después de que usted lo leyó. Léalo otra vez antes de seguir.")


class NobodyToSign(ActionRefused):
    """The institution has no highest authority in office."""

    code = "nobody_to_sign"
    message = _(
        "La institución no tiene hoy a su máxima autoridad registrada: nadie podría firmarlo."
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits for a signature: since when, sent by whom, and the day it is needed."""

    draft: AnswerDraft
    asked_at: datetime
    asked_by: User
    due_on: date | None


def ask(draft: AnswerDraft, *, version: int, by: User, on: date, at: datetime) -> AnswerDraft:
    """Send a draft to the highest authority; sent twice it is sent once.

    Raises NothingToSign for what needs no signature or was given, ChangedSince, NobodyToSign.
    """
    with transaction.atomic():
        row = _locked(draft)
        if row.purpose not in NEEDS_SIGNATURE or not row.is_open:
            raise NothingToSign
        if row.version != version:
            raise ChangedSince
        if row.waits_for_signature:
            return row
        signers = Post.objects.held_on(on).filter(
            office__institution=row.institution_id, duty=Duty.HIGHEST_AUTHORITY
        )
        if not signers.exists():
            raise NobodyToSign
        asked = _move(row, DraftState.FOR_SIGNATURE, SigningStep.ASKED, by=by, at=at)
        moved.send(sender=AnswerDraft, record=asked, on=on)
    return row


def take_back(draft: AnswerDraft, *, by: User, at: datetime) -> AnswerDraft:
    """Go on writing what was sent to be signed. Raises NothingToSign."""
    with transaction.atomic():
        row = _locked(draft)
        if not row.waits_for_signature:
            raise NothingToSign
        _move(row, DraftState.WRITING, SigningStep.TAKEN_BACK, by=by, at=at)
    return row


def give_back(
    draft: AnswerDraft, *, version: int, reason: str, by: User, on: date, at: datetime
) -> AnswerDraft:
    """Return a draft unsigned, saying why. Raises NotYours, NothingToSign, ChangedSince,
    Incomplete."""
    if not any(map(str.isalnum, reason)):
        raise Incomplete({"reason": str(_("Escriba por qué lo devuelve."))})
    with transaction.atomic():
        row = _locked(draft)
        require_signer(by, row, on=on)
        if not row.waits_for_signature:
            raise NothingToSign
        if row.version != version:
            raise ChangedSince
        back = _move(row, DraftState.WRITING, SigningStep.RETURNED, by=by, at=at, note=reason)
        moved.send(sender=AnswerDraft, record=back, on=on)
    return row


def note_signed(draft: AnswerDraft, *, by: User, at: datetime) -> None:
    """Write down that what waited was signed and given by whom it waited for."""
    SigningRecord.objects.create(
        draft=draft, step=SigningStep.SIGNED, version=draft.version, by=by, at=at
    )


def require_signer(by: User, draft: AnswerDraft, *, on: date) -> None:
    """Raise NotYours unless `by` is that day the highest authority of the draft's institution."""
    if not holds_duty(by, draft.institution_id, (Duty.HIGHEST_AUTHORITY,), on=on):
        raise NotYours


def signer_of(info_request: InformationRequest, user: User, *, on: date) -> Post | None:
    """Return the post with which `user` signs for the institution that holds the request."""
    posts = Post.objects.held_on(on).filter(
        holder=user, duty=Duty.HIGHEST_AUTHORITY, office__institution=info_request.institution_id
    )
    return posts.order_by("-starts_on").first()


def waiting_for(user: User, on: date) -> list[Waiting]:
    """Return what waits that day for the signature of `user`, the most pressing first.

    Three queries, however many there are; nothing for who is no highest authority.
    """
    posts = Post.objects.held_on(on).filter(holder=user, duty=Duty.HIGHEST_AUTHORITY)
    rows = (
        AnswerDraft.objects.held_by(user, on=on)
        .filter(
            _still_wanted(),
            state=DraftState.FOR_SIGNATURE,
            institution__in=posts.values("office__institution"),
        )
        .select_related("info_request__institution", "updated_by")
    )
    drafts = list(rows)
    keys = [draft.pk for draft in drafts]
    asked = SigningRecord.objects.filter(draft__in=keys, step=SigningStep.ASKED)
    sent = {record.draft_id: record for record in asked.select_related("by").order_by("pk")}
    due = _due_dates([draft.info_request_id for draft in drafts])
    found = [
        Waiting(draft, sent[draft.pk].at, sent[draft.pk].by, due.get(draft.info_request_id))
        for draft in drafts
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.draft.pk))


def _still_wanted() -> Q:
    """What the request still waits for: somebody may have answered or decided meanwhile."""
    appeals = Reconsideration.objects.filter(
        info_request=OuterRef("info_request"), stage=ReconsiderationStage.FILED
    )
    return Q(purpose=Purpose.DENY, info_request__stage__in=STILL_ANSWERABLE) | Q(
        Exists(appeals), purpose__in=(Purpose.UPHOLD, Purpose.REJECT)
    )


def _due_dates(request_ids: list[int]) -> dict[int, date]:
    """Return the day each is needed: that of the appeal's decision, or else of the answer."""
    kinds = (TermKind.ANSWER, TermKind.RECONSIDERATION_DECISION)
    terms = Term.objects.filter(info_request__in=request_ids, kind__in=kinds, replaced_by=None)
    due: dict[int, date] = {}
    for term in terms.order_by("starts_on", "pk"):
        if term.kind == TermKind.ANSWER or term.closed_on is None:
            due[term.info_request_id] = term.due_on
    return due


def _locked(draft: AnswerDraft) -> AnswerDraft:
    return AnswerDraft.objects.select_for_update().get(pk=draft.pk)


def _move(
    row: AnswerDraft,
    state: DraftState,
    step: SigningStep,
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> SigningRecord:
    row.state = state
    row.save(update_fields=["state"])
    return SigningRecord.objects.create(
        draft=row, step=step, version=row.version, note=note, by=by, at=at
    )
