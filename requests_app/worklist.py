"""What waits on a desk, in order of urgency: found by dates, counted in business days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from law.calendar import BusinessCalendar
from law.terms import TermKind
from offices.calendars import NoCalendar, calendar_for, current_version
from offices.models import Institution, Post
from requests_app.errors import CalendarMissing
from requests_app.models import CourtCase, InformationRequest, NoticeBounce, Reconsideration
from requests_app.models.request import STILL_ANSWERABLE, InformationRequestQuerySet
from requests_app.policies import DESK_DUTIES
from requests_app.states import CourtStage, Stage

PAGE_SIZE = 25
APPEALS_SHOWN = 10
SOON_DAYS, NEXT_DAYS = 3, 7
CLOSED_STAGES = (Stage.ANSWERED, Stage.DENIED, Stage.WITHDRAWN)


class Bucket(models.TextChoices):
    """How urgent an answer is, in business days left; the values are seen in addresses."""

    LATE = "vencidas", _("Vencidas")
    TODAY = "hoy", _("Vencen hoy")
    SOON = "1-3", _("En 1 a 3 días hábiles")
    NEXT = "4-7", _("En 4 a 7 días hábiles")
    LATER = "mas", _("En más de 7 días hábiles")


class Shelf(models.TextChoices):
    """Which requests are listed; a tacit denial still waits for its answer (A7)."""

    WAITING = "por-responder", _("Por responder")
    ALL = "todas", _("Todas")
    CLOSED = "cerradas", _("Cerradas")


class Place(NamedTuple):
    """Where a page of the list ends: the last row's due date and key."""

    due_on: date
    pk: int

    def __str__(self) -> str:
        return f"{self.due_on.isoformat()}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the place an address names, or None when it is not one."""
        day, _separator, key = text.partition("_")
        try:
            return cls(date.fromisoformat(day), int(key)) if key.isdecimal() else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person chose to see, and from where on."""

    shelf: Shelf = Shelf.WAITING
    bucket: Bucket | None = None
    text: str = ""
    after: Place | None = None
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the list; `days_left` is None once nobody owes an answer.

    `has_bounce` says that the person has yet to be told of something by another way.
    """

    info_request: InformationRequest
    due_on: date
    days_left: int | None
    has_bounce: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the list, and the places from which the neighbouring pages start."""

    items: list[WorkItem]
    previous: Place | None
    following: Place | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person works on one day: the institutions, each with its business days."""

    user: User
    on: date
    institutions: tuple[Institution, ...]
    calendars: Mapping[int, BusinessCalendar]

    def requests(self) -> InformationRequestQuerySet:
        """Return every request the desk holds, with the due date of its term to answer."""
        return (
            InformationRequest.objects.held_by(self.user, on=self.on)
            .alias(
                answer_term=FilteredRelation(
                    "terms", condition=Q(terms__kind=TermKind.ANSWER, terms__replaced_by=None)
                )
            )
            .annotate(due_on=F("answer_term__due_on"))
        )

    def counts(self) -> dict[Bucket, int]:
        """Return how many requests wait for an answer in each bucket, in one query."""
        waiting = self.requests().filter(stage__in=STILL_ANSWERABLE)
        found = waiting.aggregate(
            **{bucket.name: Count("pk", filter=self._within(bucket)) for bucket in Bucket}
        )
        return {bucket: found[bucket.name] for bucket in Bucket}

    def page(self, wanted: Wanted, *, size: int = PAGE_SIZE) -> Page:
        """Return the lines wanted: what waits by its due date, what is closed newest first."""
        newest_first = wanted.shelf != Shelf.WAITING and wanted.bucket is None
        going_back = wanted.before is not None
        place = wanted.before or wanted.after
        descending = newest_first != going_back
        returned = NoticeBounce.objects.unsettled().filter(info_request=OuterRef("pk"))
        rows = self._found(wanted).select_related("institution")
        rows = rows.annotate(has_bounce=Exists(returned))
        if place is not None:
            rows = rows.filter(_beyond(place, descending=descending))
        order = ["-due_on", "-pk"] if descending else ["due_on", "pk"]
        found = list(rows.order_by(*order)[: size + 1])
        has_more, found = len(found) > size, found[:size]
        if going_back:
            found.reverse()
        items = [self._item(row) for row in found]
        return Page(
            items,
            previous=_place(items[:1]) if (has_more if going_back else place) else None,
            following=_place(items[-1:]) if (has_more or going_back) else None,
        )

    def appeals(self) -> list[Reconsideration]:
        """Return the first reconsiderations to decide, each with the `due_on` of its term."""
        waiting = Reconsideration.objects.filter(
            closed_on=None, info_request__in=self._held()
        ).alias(
            decision_term=FilteredRelation(
                "info_request__terms",
                condition=Q(
                    info_request__terms__kind=TermKind.RECONSIDERATION_DECISION,
                    info_request__terms__closed_on=None,
                ),
            )
        )
        dated = waiting.annotate(due_on=F("decision_term__due_on"))
        return list(dated.select_related("info_request").order_by("due_on", "pk")[:APPEALS_SHOWN])

    def orders(self) -> list[CourtCase]:
        """Return the first court orders to comply with, each with the `due_on` of its term."""
        ordered = CourtCase.objects.filter(
            stage=CourtStage.ORDERED, info_request__in=self._held()
        ).alias(
            compliance_term=FilteredRelation(
                "info_request__terms",
                condition=Q(
                    info_request__terms__kind=TermKind.COMPLIANCE,
                    info_request__terms__closed_on=None,
                ),
            )
        )
        dated = ordered.annotate(due_on=F("compliance_term__due_on"))
        return list(dated.select_related("info_request").order_by("due_on", "pk")[:APPEALS_SHOWN])

    def days_left(self, institution_id: int, due_on: date) -> int:
        """Return the business days left until `due_on` by that institution's calendar."""
        return days_left(self.calendars[institution_id], due_on, on=self.on)

    def _held(self) -> InformationRequestQuerySet:
        return InformationRequest.objects.held_by(self.user, on=self.on)

    def _found(self, wanted: Wanted) -> InformationRequestQuerySet:
        rows = self.requests()
        if wanted.bucket is not None:
            rows = rows.filter(self._within(wanted.bucket), stage__in=STILL_ANSWERABLE)
        elif wanted.shelf == Shelf.WAITING:
            rows = rows.filter(stage__in=STILL_ANSWERABLE)
        elif wanted.shelf == Shelf.CLOSED:
            rows = rows.filter(stage__in=CLOSED_STAGES)
        if wanted.text:
            named = Q(number__icontains=wanted.text) | Q(subject__icontains=wanted.text)
            rows = rows.filter(named)
        return rows

    def _within(self, bucket: Bucket) -> Q:
        # Institutions whose days fall alike share one range: nearly always there is just one.
        alike: dict[tuple[date, date], list[int]] = {}
        for key, days in self.calendars.items():
            edges = (days.add(self.on, SOON_DAYS + 1), days.add(self.on, NEXT_DAYS + 1))
            alike.setdefault(edges, []).append(key)
        return Q(
            *(
                Q(_range(bucket, self.on, *edges), institution__in=keys)
                for edges, keys in alike.items()
            ),
            _connector=Q.OR,
        )

    def _item(self, row: InformationRequest) -> WorkItem:
        due_on: date = row.due_on  # type: ignore[attr-defined]  # annotated by requests()
        waits = row.stage in STILL_ANSWERABLE
        left = self.days_left(row.institution_id, due_on) if waits else None
        has_bounce: bool = row.has_bounce  # type: ignore[attr-defined]  # annotated by page()
        return WorkItem(row, due_on, left, has_bounce)


def desk_of(user: User, *, on: date) -> Desk | None:
    """Return the desk where `user` works on that day, or None without a post at one.

    Raises CalendarMissing.
    """
    posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
    offices = posts.select_related("office__institution").order_by("office__institution__name")
    institutions = {post.office.institution_id: post.office.institution for post in offices}
    if not institutions:
        return None
    return Desk(user, on, tuple(institutions.values()), _calendars(institutions.values()))


def days_left(days: BusinessCalendar, due_on: date, *, on: date) -> int:
    """Return the business days from `on` until `due_on`, negative once it is past.

    It is zero only on the due date itself: a term that ended on Friday is late on Saturday.
    """
    counted = days.count(after=on, until=due_on)
    if due_on > on:
        return max(counted, 1)
    return min(counted, -1) if due_on < on else 0


def _calendars(institutions: Iterable[Institution]) -> dict[int, BusinessCalendar]:
    try:
        version = current_version()
    except NoCalendar as error:
        raise CalendarMissing from error
    return {place.pk: calendar_for(place, version=version).days for place in institutions}


def _range(bucket: Bucket, on: date, after_soon: date, after_next: date) -> Q:
    # Each edge is the first business day beyond the bucket, so that a due date that has since
    # become a closed day is counted where its days left say.
    return {
        Bucket.LATE: Q(due_on__lt=on),
        Bucket.TODAY: Q(due_on=on),
        Bucket.SOON: Q(due_on__gt=on, due_on__lt=after_soon),
        Bucket.NEXT: Q(due_on__gte=after_soon, due_on__lt=after_next),
        Bucket.LATER: Q(due_on__gte=after_next),
    }[bucket]


def _beyond(place: Place, *, descending: bool) -> Q:
    if descending:
        return Q(due_on__lt=place.due_on) | Q(due_on=place.due_on, pk__lt=place.pk)
    return Q(due_on__gt=place.due_on) | Q(due_on=place.due_on, pk__gt=place.pk)


def _place(items: list[WorkItem]) -> Place | None:
    return Place(items[0].due_on, items[0].info_request.pk) if items else None
