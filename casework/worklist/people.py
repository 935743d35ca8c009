"""Who works at a desk and what its lists can be narrowed by: people, units, labels, views."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from casework.models import Label, SavedView, Unit
from casework.worklist.rows import Docket
from offices.models import Post
from requests_app.desks import Desk
from requests_app.policies import DESK_DUTIES


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the list can be narrowed by, each under its key.

    Closed units stay, because what they were given names them; `labels` are those in use.
    """

    docket: Docket
    people: dict[int, User]
    units: dict[int, Unit]
    labels: dict[int, Label]
    views: list[SavedView]


def docket_of(desk: Desk) -> Docket:
    """Return the requests of a desk, knowing who works at it that day."""
    return Docket(desk, frozenset(colleagues_of(desk)))


def surroundings_of(desk: Desk) -> Surroundings:
    """Return all that the list of a desk can be narrowed by, in four queries."""
    here = list(desk.calendars)
    people = colleagues_of(desk)
    views = SavedView.objects.visible_to(desk.user, on=desk.on).with_default_of(desk.user)
    return Surroundings(
        Docket(desk, frozenset(people)),
        people,
        {unit.pk: unit for unit in Unit.objects.filter(institution__in=here)},
        {label.pk: label for label in Label.objects.active().filter(institution__in=here)},
        list(views),
    )


def colleagues_of(desk: Desk) -> dict[int, User]:
    """Return who works at the institutions of a desk that day, by key and in order of name."""
    posts = Post.objects.held_on(desk.on).filter(
        duty__in=DESK_DUTIES, office__institution__in=list(desk.calendars)
    )
    holders = posts.select_related("holder").order_by("holder__full_name", "holder__email")
    return {post.holder_id: post.holder for post in holders}
