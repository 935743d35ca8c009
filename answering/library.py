"""Keeping the library: who may change which text, and every version of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from answering.models import LibraryChange, LibraryText
from offices.models import Duty, Institution, Post
from offices.models.post import DIRECTORATE_DUTIES
from requests_app.errors import ActionRefused, NotYours
from requests_app.policies import DESK_DUTIES

# The Directorate's auditor reads; the shared library is the director's.
SHARED_BY = (Duty.DIRECTOR,)


class NameTaken(ActionRefused):
    """Another text in use has that name in the same library."""

    code = "name_taken"
    message = _("Ya hay una plantilla con ese nombre. Elija otro.")


class ChangedMeanwhile(ActionRefused):
    """Somebody saved the text after this page was opened."""

    code = "changed_meanwhile"
    message = _(
        "Otra persona cambió esta plantilla mientras usted escribía. Vea la versión guardada y "
        "vuelva a guardar la suya si corresponde."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a text is: its name, the field it goes into, its outcome or none, and its words."""

    name: str
    part: str
    outcome: str
    text: str


def institutions_of(user: User, *, on: date) -> list[Institution]:
    """Return the institutions at whose desk `user` works that day, by name."""
    posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
    found = Institution.objects.filter(pk__in=posts.values("office__institution"))
    return list(found.order_by("name"))


def shares(user: User, *, on: date) -> bool:
    """Say whether `user` keeps the library shared with every institution that day."""
    return Post.objects.held_on(on).filter(holder=user, duty__in=SHARED_BY).exists()


def reads_shared(user: User, *, on: date) -> bool:
    """Say whether `user` may look at the shared library without working at a desk."""
    return Post.objects.held_on(on).filter(holder=user, duty__in=DIRECTORATE_DUTIES).exists()


def may_change(user: User, institution: Institution | None, *, on: date) -> bool:
    """Say whether `user` changes the texts of that institution, or the shared ones for None."""
    if institution is None:
        return shares(user, on=on)
    return institution in institutions_of(user, on=on)


def add(
    institution: Institution | None, written: Written, *, by: User, on: date, at: datetime
) -> LibraryText:
    """Keep a new text. Raises NotYours, NameTaken."""
    _require(by, institution, on=on)
    try:
        with transaction.atomic():
            kept = LibraryText.objects.create(institution=institution, **_fields(written))
            _note(kept, by=by, at=at)
    except IntegrityError as error:
        raise NameTaken from error
    return kept


def change(
    key: int, written: Written, *, version: int, by: User, on: date, at: datetime
) -> LibraryText:
    """Save a text as it is now; the former versions stay.

    Raises NotYours, NameTaken, ChangedMeanwhile when it was saved after `version`.
    """
    try:
        with transaction.atomic():
            kept = _locked(key, by=by, on=on)
            if kept.version != version:
                raise ChangedMeanwhile
            for name, value in _fields(written).items():
                setattr(kept, name, value)
            _save(kept, by=by, at=at)
    except IntegrityError as error:
        raise NameTaken from error
    return kept


def put_away(key: int, *, by: User, on: date, at: datetime) -> LibraryText:
    """Offer a text no more; again changes nothing. Raises NotYours."""
    with transaction.atomic():
        kept = _locked(key, by=by, on=on)
        if kept.archived_at is None:
            kept.archived_at = at
            _save(kept, by=by, at=at)
    return kept


def bring_back(key: int, *, by: User, on: date, at: datetime) -> LibraryText:
    """Offer a text again that was put away. Raises NotYours, NameTaken."""
    try:
        with transaction.atomic():
            kept = _locked(key, by=by, on=on)
            if kept.archived_at is not None:
                kept.archived_at = None
                _save(kept, by=by, at=at)
    except IntegrityError as error:
        raise NameTaken from error
    return kept


def _locked(key: int, *, by: User, on: date) -> LibraryText:
    found = LibraryText.objects.select_for_update(of=("self",)).filter(pk=key)
    kept = found.select_related("institution").first()
    if kept is None:
        raise NotYours
    _require(by, kept.institution, on=on)
    return kept


def _require(by: User, institution: Institution | None, *, on: date) -> None:
    if not may_change(by, institution, on=on):
        raise NotYours


def _save(kept: LibraryText, *, by: User, at: datetime) -> None:
    kept.version += 1
    kept.save()
    _note(kept, by=by, at=at)


def _note(kept: LibraryText, *, by: User, at: datetime) -> None:
    LibraryChange.objects.create(
        library_text=kept,
        number=kept.version,
        name=kept.name,
        part=kept.part,
        outcome=kept.outcome,
        text=kept.text,
        is_archived=kept.archived_at is not None,
        changed_by=by,
        changed_at=at,
    )


def _fields(written: Written) -> dict[str, str]:
    return {
        "name": written.name,
        "part": written.part,
        "outcome": written.outcome,
        "text": written.text,
    }
