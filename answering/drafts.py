"""Keeping what is typed for an answer: one text in force, every version, and nothing lost when
two people write at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from answering.models import AnswerDraft, DraftVersion, SigningRecord
from answering.models.draft import AnswerDraftQuerySet
from answering.states import DraftState, Purpose, SavedAs, SigningStep
from requests_app.models import InformationRequest

# Automatic saves of one person within this time are one version, unless something was deleted.
ONE_SITTING = timedelta(minutes=10)
# Above this a text stays only on the page that refuses it; no honest answer is so long.
LONGEST = 400_000
# How many texts one draft keeps apart: far above what people meet, far below what fills a disk.
MOST_APART = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page brought: the outcome it is for and its fields as text, exactly as typed."""

    outcome: str
    fields: Mapping[str, str]

    @property
    def length(self) -> int:
        """How many characters it has."""
        return sum(map(len, self.fields.values()))


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a text: in force, or kept apart because another was saved meanwhile."""

    draft: AnswerDraft
    is_apart: bool = False


def find(info_request: InformationRequest, purpose: Purpose) -> AnswerDraft | None:
    """Return the open draft of the institution that holds the request, if there is one."""
    return _of(info_request, purpose).open().select_related("info_request", "updated_by").first()


def save(
    info_request: InformationRequest,
    purpose: Purpose,
    typed: Typed,
    *,
    base: int | None,
    by: User,
    at: datetime,
    saved_as: SavedAs = SavedAs.BY_HAND,
) -> Saved:
    """Keep a text written on version `base`, and return where it went.

    The same text again changes nothing. Without `base` it is taken to follow the person's own
    last text. A text written on another version than the one in force
    is kept apart, whole, and the one in force stays. A change to what waits for a signature
    takes it back, unless the person who signs made it themselves: see `signing`.
    """
    with transaction.atomic():
        draft = _locked(info_request, purpose, by=by, at=at)
        if _says(draft, typed) or typed.length > LONGEST:
            return Saved(draft)
        if not _follows(draft, base, by, saved_as):
            _keep_apart(draft, typed, base=base or 0, by=by, at=at, saved_as=SavedAs.APART)
            return Saved(draft, is_apart=True)
        _put_in_force(draft, typed, by=by, at=at, saved_as=saved_as)
    return Saved(draft)


def keep_late(
    info_request: InformationRequest,
    purpose: Purpose,
    typed: Typed,
    *,
    base: int | None,
    by: User,
    at: datetime,
    saved_as: SavedAs = SavedAs.APART,
) -> AnswerDraft | None:
    """Keep apart a text that came when it could be given no more, for the colleagues to read.

    None for a text no honest person types.
    """
    if typed.length > LONGEST:
        return None
    with transaction.atomic():
        newest = _of(info_request, purpose).select_for_update().order_by("-pk").first()
        found = newest or _locked(info_request, purpose, by=by, at=at)
        if not _says(found, typed):
            _keep_apart(found, typed, base=base or 0, by=by, at=at, saved_as=saved_as)
    return found


def begun_by(number: str, purpose: Purpose, user: User) -> InformationRequest | None:
    """Return the request when `user` saved a version of the newest draft of that purpose, and
    none yet after losing the post: who has just lost it is allowed one more text. Or None."""
    info_request = InformationRequest.objects.filter(number=number).first()
    found = _of(info_request, purpose).order_by("-pk").first() if info_request else None
    if found is None:
        return None
    own = found.versions.filter(saved_by=user)
    is_allowed = own.exists() and not own.filter(saved_as=SavedAs.LATE_POST).exists()
    return info_request if is_allowed else None


def restore(version: DraftVersion, *, by: User, at: datetime) -> AnswerDraft:
    """Put an earlier text, or one kept apart, in force again, as a version of its own.

    The outcome comes with it. A draft that was given changes no more: it is returned as it is.
    """
    with transaction.atomic():
        draft = AnswerDraft.objects.select_for_update().get(pk=version.draft_id)
        typed = Typed(version.outcome, version.fields)
        if draft.is_open and not _says(draft, typed):
            _put_in_force(draft, typed, by=by, at=at, saved_as=SavedAs.RESTORED)
    return draft


def mark_given(info_request: InformationRequest, purpose: Purpose, *, at: datetime) -> None:
    """Close the draft whose text was just given; without one there is nothing to do."""
    _of(info_request, purpose).open().update(state=DraftState.GIVEN, updated_at=at)


def _of(info_request: InformationRequest, purpose: Purpose) -> AnswerDraftQuerySet:
    return AnswerDraft.objects.filter(
        info_request=info_request, institution=info_request.institution_id, purpose=purpose
    )


def _locked(
    info_request: InformationRequest, purpose: Purpose, *, by: User, at: datetime
) -> AnswerDraft:
    """Return the open draft with its row locked; the first to type makes it."""
    found, _made = (
        AnswerDraft.objects.open()
        .select_for_update()
        .get_or_create(
            info_request=info_request,
            institution_id=info_request.institution_id,
            purpose=purpose,
            defaults={"updated_by": by, "updated_at": at},
        )
    )
    return found


def _follows(draft: AnswerDraft, base: int | None, by: User, saved_as: SavedAs) -> bool:
    if base is None:
        return draft.version == 0 or draft.updated_by_id == by.pk
    if draft.version == base:
        return True
    # A button pressed while the page's own automatic save was on its way meets only that save.
    by_itself = draft.versions.filter(number=base + 1, saved_as=SavedAs.AUTOMATIC, saved_by=by)
    is_next = saved_as != SavedAs.AUTOMATIC and draft.version == base + 1
    return is_next and by_itself.exists()


def _says(draft: AnswerDraft, typed: Typed) -> bool:
    kept = {name: draft.fields.get(name, "") for name in typed.fields}
    return draft.version > 0 and draft.outcome == typed.outcome and kept == dict(typed.fields)


def _put_in_force(
    draft: AnswerDraft, typed: Typed, *, by: User, at: datetime, saved_as: SavedAs
) -> None:
    former = draft.versions.filter(number=draft.version, saved_as=SavedAs.AUTOMATIC).first()
    if draft.waits_for_signature:
        draft.state = DraftState.WRITING
        SigningRecord.objects.create(
            draft=draft, step=SigningStep.TAKEN_BACK, version=draft.version, by=by, at=at
        )
    draft.version += 1
    draft.outcome, draft.fields = typed.outcome, {**draft.fields, **typed.fields}
    draft.updated_by, draft.updated_at = by, at
    draft.save()
    if former is not None and saved_as == SavedAs.AUTOMATIC and _goes_on(former, typed, by, at):
        former.number, former.fields, former.saved_at = draft.version, draft.fields, at
        former.save(update_fields=["number", "fields", "saved_at"])
        return
    whole = Typed(draft.outcome, draft.fields)
    _keep_version(draft, whole, number=draft.version, by=by, at=at, saved_as=saved_as)


def _goes_on(former: DraftVersion, typed: Typed, by: User, at: datetime) -> bool:
    """Whether the text is the former one grown longer: then nothing is lost by keeping one."""
    before = sum(len(former.fields.get(name, "")) for name in typed.fields)
    return (
        former.saved_by_id == by.pk
        and former.outcome == typed.outcome
        and at - former.begun_at < ONE_SITTING
        and typed.length >= before
    )


def _keep_apart(
    draft: AnswerDraft, typed: Typed, *, base: int, by: User, at: datetime, saved_as: SavedAs
) -> None:
    apart = draft.versions.filter(saved_by=by, saved_as=saved_as)
    newest = apart.first()
    if newest is not None and newest.number == base and _goes_on(newest, typed, by, at):
        newest.fields, newest.saved_at = dict(typed.fields), at
        newest.save(update_fields=["fields", "saved_at"])
    elif apart.count() < MOST_APART:
        _keep_version(draft, typed, number=base, by=by, at=at, saved_as=saved_as)


def _keep_version(
    draft: AnswerDraft,
    typed: Typed,
    *,
    number: int,
    by: User,
    at: datetime,
    saved_as: SavedAs,
) -> DraftVersion:
    return DraftVersion.objects.create(
        draft=draft,
        number=number,
        outcome=typed.outcome,
        fields=dict(typed.fields),
        saved_as=saved_as,
        saved_by=by,
        saved_at=at,
        begun_at=at,
    )
