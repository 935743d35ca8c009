"""The acts that change the registry: who exists, who holds which post, which days are closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from offices import versions
from offices.errors import (
    AlreadyEnded,
    AlreadyHeld,
    Dissolved,
    EndsBeforeItStarts,
    LoadedMeanwhile,
    UnknownCentre,
    WrongDesk,
)
from offices.loading.closed_days import DayLine
from offices.loading.registry import SourceLine, search_texts
from offices.models import (
    ChangeState,
    Duty,
    Institution,
    Office,
    OfficeKind,
    Post,
    RegistryAct,
    RegistryChange,
)
from offices.models.post import CENTRE_DUTIES, DIRECTORATE_DUTIES
from offices.versions import DaysDeclared

_TOLD_BY_THE_REGISTRY = [
    "name",
    "acronym",
    "category",
    "branch",
    "is_executive",
    "department",
    "district",
    "is_active",
    "successor",
    "search_text",
]


@dataclass(frozen=True, slots=True)
class RegistryLoaded:
    """How many institutions a load added, and how many it found."""

    added: int
    found: int


@dataclass(frozen=True, slots=True)
class Appointed:
    """A post, and whether its holder's account was made for it."""

    post: Post
    is_new_account: bool


def load_institutions(sources: Sequence[SourceLine]) -> RegistryLoaded:
    """Write the registry, all or nothing; each institution gets its access office.

    `sources` come from `read_registry`, which checked them as a whole. Institutions the file does
    not name stay as they are, for the Directorate may have added them, and so do those it changed
    by an act: a file knows nothing of their instrument.
    """
    with transaction.atomic(durable=True):
        before = Institution.objects.count()
        texts = search_texts(sources)
        pks = _changed_by_act()
        pending = [source for source in sources if source.code not in pks]
        # A successor must have its row before the one that names it: chains go step by step.
        while pending:
            ready = [source for source in pending if source.successor in {"", *pks}]
            pks |= _upsert(ready, pks, texts)
            pending = [source for source in pending if source.code not in pks]
        Office.objects.bulk_create(
            (Office(institution_id=pk, kind=OfficeKind.ACCESS) for pk in pks.values()),
            ignore_conflicts=True,
        )
        return RegistryLoaded(Institution.objects.count() - before, len(sources))


def declare_closed_days(days: Sequence[DayLine], *, reason: str, at: datetime) -> DaysDeclared:
    """Make `days` the calendar, as a new version when they differ from the current one.

    A day that changed in any respect ends in the new version and begins again in it. Terms
    already counted keep the version they remember. Raises LoadedMeanwhile.
    """
    try:
        with transaction.atomic(durable=True):
            return versions.make_version(days, reason=reason, at=at)
    except IntegrityError as error:
        raise LoadedMeanwhile from error


def appoint(
    office: Office, holder: User, duty: Duty, *, starts_on: date, ends_on: date | None = None
) -> Post:
    """Give `holder` a duty in an office from one day to another, both included.

    Raises WrongDesk, EndsBeforeItStarts, AlreadyHeld.
    """
    with transaction.atomic(durable=True):
        return give_post(office, holder, duty, starts_on=starts_on, ends_on=ends_on)


def appoint_by_address(
    email: str,
    institution: Institution,
    duty: Duty,
    *,
    full_name: str = "",
    starts_on: date,
    ends_on: date | None = None,
    centre: str = "",
) -> Appointed:
    """Appoint whoever signs in with `email`, making the account and the office if need be.

    A new account has no password until its holder sets one. `centre` names the service centre
    of a clerk, which must be open. Raises Dissolved, EndsBeforeItStarts, AlreadyHeld, WrongDesk,
    UnknownCentre.
    """
    with transaction.atomic(durable=True):
        return seat(
            email,
            institution,
            duty,
            full_name=full_name,
            starts_on=starts_on,
            ends_on=ends_on,
            centre=centre,
        )


def seat(
    email: str,
    institution: Institution,
    duty: Duty,
    *,
    full_name: str = "",
    starts_on: date,
    ends_on: date | None = None,
    centre: str = "",
) -> Appointed:
    """Do what `appoint_by_address` does, in the caller's transaction; raises the same."""
    if not institution.is_active:
        raise Dissolved(institution.code, institution.competent().code)
    office = _office_for(duty, institution, centre=centre)
    holder = User.objects.filter(email=email.strip().lower()).first()
    is_new_account = holder is None
    holder = holder or User.objects.create_user(email, full_name=full_name)
    post = give_post(office, holder, duty, starts_on=starts_on, ends_on=ends_on)
    return Appointed(post, is_new_account=is_new_account)


def give_post(
    office: Office, holder: User, duty: Duty, *, starts_on: date, ends_on: date | None = None
) -> Post:
    """Write a post, in the caller's transaction.

    Raises WrongDesk, EndsBeforeItStarts, AlreadyHeld.
    """
    if office.kind != _kind_of(duty):
        raise WrongDesk
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeItStarts
    # The office's row is the lock under which its posts are compared.
    locked = Office.objects.select_for_update().get(pk=office.pk)
    posts = Post.objects.filter(office=locked, holder=holder, duty=duty)
    if posts.filter(_overlapping(starts_on, ends_on)).exists():
        raise AlreadyHeld
    return Post.objects.create(
        office=locked, holder=holder, duty=duty, starts_on=starts_on, ends_on=ends_on
    )


def serves_directorate(email: str, *, starts_on: date, ends_on: date | None) -> bool:
    """Say whether who signs in with `email` oversees on some of those days."""
    posts = Post.objects.filter(holder__email=email.strip().lower(), duty__in=DIRECTORATE_DUTIES)
    return posts.filter(_overlapping(starts_on, ends_on)).exists()


def end_post(post: Post, *, ends_on: date) -> Post:
    """Make `ends_on` the last day of a post. Raises EndsBeforeItStarts, AlreadyEnded."""
    with transaction.atomic(durable=True):
        return end_held(post.pk, ends_on=ends_on)


def end_held(pk: int, *, ends_on: date) -> Post:
    """Do what `end_post` does, in the caller's transaction; raises the same."""
    held = Post.objects.select_for_update(of=("self",)).get(pk=pk)
    if ends_on < held.starts_on:
        raise EndsBeforeItStarts
    if held.ends_on is not None and held.ends_on < ends_on:
        raise AlreadyEnded
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    return held


def _kind_of(duty: Duty) -> OfficeKind:
    if duty in CENTRE_DUTIES:
        return OfficeKind.SERVICE_CENTRE
    return OfficeKind.DIRECTORATE if duty in DIRECTORATE_DUTIES else OfficeKind.ACCESS


def _office_for(duty: Duty, institution: Institution, *, centre: str) -> Office:
    kind = _kind_of(duty)
    if (kind == OfficeKind.SERVICE_CENTRE) != bool(centre):
        raise WrongDesk
    if not centre:
        office, _made = Office.objects.get_or_create(institution=institution, kind=kind)
        return office
    known = Office.objects.filter(institution=institution, kind=kind, name=centre).first()
    if known is None:
        raise UnknownCentre(centre)
    return known


def _changed_by_act() -> dict[str, int]:
    """Return by code the institutions whose data an approved change of the registry set."""
    changes = RegistryChange.objects.filter(
        state=ChangeState.APPROVED,
        act__in=(RegistryAct.CREATION, RegistryAct.CORRECTION, RegistryAct.DISSOLUTION),
    )
    return dict(changes.values_list("institution__code", "institution"))


def _upsert(
    sources: Iterable[SourceLine], pks: dict[str, int], texts: dict[str, str]
) -> dict[str, int]:
    """Write these rows in one statement, in the order of their codes; return keys by code."""
    rows = Institution.objects.bulk_create(
        [
            Institution(
                code=source.code,
                name=source.name,
                acronym=source.acronym,
                category=source.category,
                branch=source.branch,
                is_executive=source.is_executive,
                department=source.department,
                district=source.district,
                is_active=source.is_active,
                successor_id=pks.get(source.successor),
                search_text=texts[source.code],
            )
            for source in sorted(sources, key=lambda source: source.code)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_TOLD_BY_THE_REGISTRY,
    )
    return {row.code: row.pk for row in rows}


def _overlapping(starts_on: date, ends_on: date | None) -> Q:
    begins_in_time = Q() if ends_on is None else Q(starts_on__lte=ends_on)
    return begins_in_time & (Q(ends_on=None) | Q(ends_on__gte=starts_on))
