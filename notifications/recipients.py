"""Who hears of each kind of fact: the person who asked, and people by the post they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from accounts.actors import ActorKind
from law.ladder import Duty as LadderDuty
from offices.attended import is_attended
from offices.models import Absence, Duty, Institution, Office, OfficeKind, Post
from offices.models.post import DIRECTORATE_DUTIES
from requests_app.models import Requester, TimelineEvent
from requests_app.states import EventKind, NotifyBy


class Audience(StrEnum):
    """In what capacity somebody is told; each has its own words."""

    REQUESTER = "requester"
    OFFICE = "office"
    DIRECTORATE = "directorate"
    # An office where nobody holds a post: it is told by e-mail alone, and answers by e-mail.
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Hears:
    """Whom a fact is told: the requester or not, and which duties of the institution."""

    requester: bool = False
    duties: frozenset[Duty] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell, or an office where nobody holds a post. Without an address they are
    told in the mailbox alone."""

    audience: Audience
    key: str
    user_id: int | None = None
    requester_id: int | None = None
    office_id: int | None = None
    address: str = ""


_DESK = frozenset({Duty.OFFICER, Duty.HEAD})
_ABOVE = frozenset({Duty.HEAD, Duty.HIGHEST_AUTHORITY})
_ALL = _DESK | _ABOVE

NOBODY = Hears()
WHO_HEARS: dict[EventKind, Hears] = {
    EventKind.FILED: Hears(requester=True, duties=_DESK),
    EventKind.REGISTERED: Hears(requester=True, duties=_DESK),
    EventKind.TAKEN_IN_CHARGE: Hears(requester=True),
    # A step inside the office; the public page shows its result.
    EventKind.TEXT_SCREENED: NOBODY,
    EventKind.CLARIFICATION_ASKED: Hears(requester=True),
    EventKind.CLARIFIED: Hears(duties=_DESK),
    EventKind.FORWARDED: Hears(requester=True, duties=_DESK),
    EventKind.MOVED_TO_SUCCESSOR: Hears(requester=True, duties=_DESK),
    EventKind.COMPETENCE_ASKED: Hears(requester=True, duties=frozenset({Duty.DIRECTOR})),
    EventKind.COMPETENCE_MOVED: Hears(requester=True, duties=_DESK),
    EventKind.COMPETENCE_KEPT: Hears(requester=True, duties=_DESK),
    EventKind.ANSWERED: Hears(requester=True),
    EventKind.ANSWERED_LATE: Hears(requester=True),
    # The denial rests on a resolution of the highest authority, who learns that it was used.
    EventKind.DENIED: Hears(requester=True, duties=frozenset({Duty.HIGHEST_AUTHORITY})),
    EventKind.TACITLY_DENIED: Hears(requester=True, duties=_ALL),
    EventKind.WITHDRAWN: Hears(requester=True, duties=_DESK),
    EventKind.ESCALATED: Hears(duties=_ALL),
    EventKind.ESCALATION_ANSWERED: Hears(duties=frozenset(DIRECTORATE_DUTIES)),
    EventKind.TERMS_RECOUNTED: Hears(requester=True, duties=_DESK),
    EventKind.VERDICT_GIVEN: Hears(duties=_DESK),
    EventKind.RECONSIDERATION_FILED: Hears(requester=True, duties=_ALL),
    EventKind.RECONSIDERATION_UPHELD: Hears(requester=True, duties=_DESK),
    EventKind.RECONSIDERATION_REJECTED: Hears(requester=True, duties=_DESK),
    EventKind.RECONSIDERATION_LAPSED: Hears(requester=True, duties=_ABOVE),
    EventKind.COURT_FILED: Hears(requester=True, duties=_ALL),
    EventKind.COURT_ORDERED: Hears(requester=True, duties=_ALL),
    EventKind.COURT_DISMISSED: Hears(requester=True, duties=_ALL),
    EventKind.COURT_COMPLIED: Hears(requester=True, duties=_ABOVE),
    EventKind.MESSAGE_RECEIVED: Hears(requester=True, duties=_DESK),
    EventKind.MESSAGE_WITHDRAWN: Hears(requester=True),
    # Who has not been told by e-mail cannot be told so by e-mail.
    EventKind.NOTICE_BOUNCED: Hears(duties=_DESK),
    EventKind.TOLD_OTHERWISE: NOBODY,
    # Who was notified stood at the counter.
    EventKind.NOTIFIED_IN_PERSON: NOBODY,
    # Whoever asked for it in their name, they must hear of it.
    EventKind.CODE_REISSUED: Hears(requester=True),
    EventKind.SIGNED_COPY_FILED: NOBODY,
    EventKind.FILES_DELIVERED: Hears(requester=True),
    EventKind.PROBLEM_REPORTED: Hears(duties=_DESK),
    EventKind.REPORT_DECIDED: Hears(requester=True, duties=_DESK),
}
# What brings a request to an institution. One with nobody in post is sent the request itself,
# whole, so that a notice of it as well would tell it twice.
BRINGS_A_REQUEST = (
    EventKind.FILED,
    EventKind.REGISTERED,
    EventKind.FORWARDED,
    EventKind.COMPETENCE_MOVED,
    EventKind.MOVED_TO_SUCCESSOR,
)
# Where an event names other bodies that hear of it: who asked and who was proposed, of a decision
# on competence; the one that ended, of what passed to its successor.
_ALSO_HEAR: dict[str, tuple[str, ...]] = {
    EventKind.COMPETENCE_MOVED: ("asked_by", "proposed_institution"),
    EventKind.COMPETENCE_KEPT: ("asked_by", "proposed_institution"),
    EventKind.MOVED_TO_SUCCESSOR: ("dissolved",),
}
# Each step of the ladder says itself whom it tells.
TOLD_BY_THE_LADDER = EventKind.LADDER_STEP

_OF_THE_LADDER: dict[str, frozenset[Duty]] = {
    LadderDuty.OFFICER: frozenset({Duty.OFFICER}),
    LadderDuty.HEAD: frozenset({Duty.HEAD}),
    LadderDuty.HIGHEST_AUTHORITY: frozenset({Duty.HIGHEST_AUTHORITY}),
    LadderDuty.DIRECTORATE: frozenset(DIRECTORATE_DUTIES),
}


def hears(event: TimelineEvent) -> Hears:
    """Return whom this fact is told. Raises ValueError or KeyError for a kind nobody decided."""
    kind = EventKind(event.kind)
    if kind == TOLD_BY_THE_LADDER:
        return _told_by_the_ladder(event.data["tells"])
    return WHO_HEARS[kind]


def recipients_of(event: TimelineEvent, *, on: date) -> list[Recipient]:
    """Return everyone to tell of `event`, each once.

    Officials are those who hold the post on `on`, the day of telling, in the institution that
    held the request when it happened: who has left by then learns no more of it. The official
    who did the act is not told of it; the requester always is, as a receipt. Where nobody holds
    a post that hears of it, the office is told at its own address, but of a request it is sent.
    Raises ValueError or KeyError for a kind nobody decided.
    """
    told = hears(event)
    people = _officials(event, told.duties, on=on) if told.duties else []
    return ([_requester(event.info_request.requester)] if told.requester else []) + people


def _told_by_the_ladder(tells: Iterable[str]) -> Hears:
    spoken_to = set(tells)
    duties = (_OF_THE_LADDER[duty] for duty in spoken_to - {LadderDuty.REQUESTER})
    return Hears(
        requester=LadderDuty.REQUESTER in spoken_to, duties=frozenset[Duty]().union(*duties)
    )


def _requester(requester: Requester) -> Recipient:
    return Recipient(
        Audience.REQUESTER,
        f"requester:{requester.pk}",
        requester_id=requester.pk,
        address=requester.email if requester.notify_by == NotifyBy.EMAIL else "",
    )


def _institutions(event: TimelineEvent) -> set[int]:
    """Return whose officials hear: of the body that held the request, and of who it concerns."""
    own = {event.institution_id}
    if event.kind not in _ALSO_HEAR:
        return own
    codes = [event.data[name] for name in _ALSO_HEAR[event.kind]]
    named = Institution.objects.filter(code__in=codes).values_list("pk", flat=True)
    # One proposed that never had the request cannot open it.
    return own | event.info_request.holders().intersection(named)


def _officials(event: TimelineEvent, duties: frozenset[Duty], *, on: date) -> list[Recipient]:
    held = Post.objects.held_on(on).select_related("holder", "office")
    posts = held.order_by("holder_id", "pk")
    of_directorate = duties.intersection(DIRECTORATE_DUTIES)
    found: dict[int, Recipient] = {}
    if of_desk := duties - of_directorate:
        found |= _of_offices(posts, _institutions(event), of_desk, on=on)
    offices = [] if found or not of_desk else _mailboxes(_told_by_mail(event, on=on), on=on)
    for post in posts.filter(duty__in=of_directorate) if of_directorate else ():
        found.setdefault(post.holder_id, _person(post, Audience.DIRECTORATE, is_away=False))
    if event.actor_kind == ActorKind.OFFICIAL and event.actor_id is not None:
        found.pop(event.actor_id, None)
    return [*found.values(), *offices]


def _of_offices(
    posts: QuerySet[Post], institutions: set[int], duties: frozenset[Duty], *, on: date
) -> dict[int, Recipient]:
    """Return the people of the desks, by key. Who is away finds the notice in their mailbox; by
    e-mail it reaches whoever stands in, who holds the duty meanwhile."""
    away = set(Absence.objects.in_force(on).values_list("office", "person"))
    found: dict[int, Recipient] = {}
    for post in posts.filter(office__institution__in=institutions, duty__in=duties):
        is_away = (post.office_id, post.holder_id) in away
        found.setdefault(post.holder_id, _person(post, Audience.OFFICE, is_away=is_away))
    return found


def _person(post: Post, audience: Audience, *, is_away: bool) -> Recipient:
    return Recipient(
        audience,
        f"user:{post.holder_id}",
        user_id=post.holder_id,
        address="" if is_away else post.holder.email,
    )


def _told_by_mail(event: TimelineEvent, *, on: date) -> set[int]:
    """Return whose offices hear at their own address: not the one that is sent the request."""
    institutions = _institutions(event)
    if event.kind in BRINGS_A_REQUEST and not is_attended(event.institution_id, on=on):
        return institutions - {event.institution_id}
    return institutions


def _mailboxes(institutions: set[int], *, on: date) -> list[Recipient]:
    """Return the offices' own addresses, for where nobody holds a post that hears of it: what
    the law counts in days must reach somebody."""
    offices = Office.objects.filter(institution__in=institutions, kind=OfficeKind.ACCESS)
    return [
        Recipient(
            Audience.OFFICE if is_attended(office.institution_id, on=on) else Audience.OUTSIDE,
            f"office:{office.pk}",
            office_id=office.pk,
            address=office.email,
        )
        for office in offices.exclude(email="").order_by("pk")
    ]
