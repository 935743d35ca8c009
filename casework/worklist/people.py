"""Who works at a desk and what its lists can be narrowed by: people, units, labels, views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import CharField, Value

from accounts.models import User
from casework.models import Label, SavedView, Unit
from casework.worklist.rows import Docket
from offices.models import Post
from requests_app.desks import Desk
from requests_app.policies import DESK_DUTIES


class Named(NamedTuple):
    """A unit or a label as a list needs it."""

    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the list can be narrowed by, each under its key.

    Closed units stay, because what they were given names them; `labels` are those in use.
    """

    docket: Docket
    people: dict[int, User]
    units: dict[int, Named]
    labels: dict[int, Named]
    views: list[SavedView]


def docket_of(desk: Desk) -> Docket:
    """Return the requests of a desk, knowing who works at it that day."""
    return Docket(desk, frozenset(colleagues_of(desk)))


def surroundings_of(desk: Desk) -> Surroundings:
    """Return all that the list of a desk can be narrowed by, in three queries."""
    here = list(desk.calendars)
    people = colleagues_of(desk)
    named = _named(here)
    views = SavedView.objects.visible_to(desk.user, on=desk.on).with_default_of(desk.user)
    return Surroundings(
        Docket(desk, frozenset(people)),
        people,
        named["unit"],
        named["label"],
        list(views),
    )


def colleagues_of(desk: Desk) -> dict[int, User]:
    """Return who works at the institutions of a desk that day, by key and in order of name."""
    posts = Post.objects.held_on(desk.on).filter(
        duty__in=DESK_DUTIES, office__institution__in=list(desk.calendars)
    )
    holders = posts.select_related("holder").order_by("holder__full_name", "holder__email")
    return {post.holder_id: post.holder for post in holders}


def _named(institutions: list[int]) -> dict[str, dict[int, Named]]:
    """Return the units and the labels of these institutions by kind and key, in one query."""
    columns = ("pk", "name", "is_active")
    units = Unit.objects.filter(institution__in=institutions)
    labels = Label.objects.active().filter(institution__in=institutions)
    both = (
        _as(units, "unit")
        .values_list("kind", *columns)
        .union(_as(labels, "label").values_list("kind", *columns), all=True)
    )
    found: dict[str, dict[int, Named]] = {"unit": {}, "label": {}}
    for kind, key, name, is_active in both.order_by("name"):
        found[kind][key] = Named(name, bool(is_active))
    return found


def _as(rows: Any, kind: str) -> Any:
    # Ordered as a whole: a part of a union has no order of its own.
    return rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
