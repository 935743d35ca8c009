"""Which duties of an access office nobody holds on a day, why, and since which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from offices.models import Duty, OfficeKind, Post

# The law asks for an office with somebody in charge (Ley 5282/2014, art. 6) and for resolutions
# of the highest authority (art. 19); a head may or may not exist, and is told apart.
WATCHED = (Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY)
_ONE_DAY = timedelta(days=1)


class Reason(TextChoices):
    """Why a duty is vacant."""

    NOBODY_EVER = "nobody_ever", _("nunca hubo nadie")
    ENDED = "ended", _("nadie lo ejerce")
    DEACTIVATED = "deactivated", _("la cuenta de quien lo ejerce está dada de baja")
    ONLY_SUBSTITUTE = "only_substitute", _("solo hay un reemplazo")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A duty nobody holds in their own right; `since` is its first day so, where it is known."""

    duty: Duty
    reason: Reason
    since: date | None = None

    @property
    def stops_work(self) -> bool:
        """Say whether nobody at all can do it: a substitute can."""
        return self.reason != Reason.ONLY_SUBSTITUTE

    def __str__(self) -> str:
        return f"{self.duty.label}: {self.reason.label}"


def vacancies_on(
    on: date, *, institutions: Iterable[int] | None = None
) -> dict[int, tuple[Vacancy, ...]]:
    """Return by institution what is vacant in its access office on that day; one query.

    An institution of which nobody ever held a post is not among the keys: see `never_staffed`.
    """
    posts = Post.objects.filter(office__kind=OfficeKind.ACCESS, duty__in=WATCHED)
    if institutions is not None:
        posts = posts.filter(office__institution__in=institutions)
    rows = posts.select_related("holder", "office", "stands_in_for").order_by("pk")
    by_duty: dict[int, dict[str, list[Post]]] = defaultdict(lambda: defaultdict(list))
    for post in rows:
        by_duty[post.office.institution_id][post.duty].append(post)
    return {
        pk: tuple(
            found
            for duty in WATCHED
            if (found := _vacancy(duty, held.get(duty, ()), on=on)) is not None
        )
        for pk, held in by_duty.items()
    }


def never_staffed() -> tuple[Vacancy, ...]:
    """Return what is vacant where nobody ever held a post."""
    return tuple(Vacancy(duty, Reason.NOBODY_EVER) for duty in WATCHED)


def _vacancy(duty: Duty, posts: Sequence[Post], *, on: date) -> Vacancy | None:
    begun = [post for post in posts if post.starts_on <= on]
    own = [post for post in begun if post.stands_in_for_id is None]
    in_force = [post for post in begun if _lasts(post, on)]
    working = [post for post in in_force if post.holder.is_active]
    if any(post.stands_in_for_id is None for post in working):
        return None
    since = _since(own, on)
    if working:
        return Vacancy(duty, Reason.ONLY_SUBSTITUTE, since)
    if in_force:
        # Which day an account was closed is not on record.
        return Vacancy(duty, Reason.DEACTIVATED)
    return Vacancy(duty, Reason.ENDED, since) if begun else Vacancy(duty, Reason.NOBODY_EVER)


def _lasts(post: Post, on: date) -> bool:
    end = last_day_of(post)
    return end is None or end >= on


def last_day_of(post: Post) -> date | None:
    """Return the last day of a post; a substitute's ends with the one it stands in for."""
    ends = [post.ends_on, post.stands_in_for.ends_on if post.stands_in_for else None]
    return min((end for end in ends if end is not None), default=None)


def _since(own: Sequence[Post], on: date) -> date | None:
    ends = [post.ends_on for post in own if post.ends_on is not None and post.ends_on < on]
    return max(ends) + _ONE_DAY if ends else None
