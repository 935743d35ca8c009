"""Saving, changing and dropping the views of a desk."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import User
from casework.errors import NotYourView, ViewExists
from casework.models import DeskChoice, SavedView
from offices.calendars import local_date
from offices.models import Duty, Institution
from requests_app import policies


def save_view(
    institution: Institution,
    *,
    name: str,
    query: str,
    is_shared: bool,
    by: Actor,
    at: datetime,
) -> SavedView:
    """Keep some filters under a name. Raises NotYours, ViewExists."""
    owner = policies.require_desk(by, institution, on=local_date(at))
    view = SavedView(
        institution=institution, owner=owner, name=name, query=query, is_shared=is_shared
    )
    _save(view)
    return view


def change_view(view: SavedView, *, name: str, is_shared: bool, by: Actor, at: datetime) -> None:
    """Call a view otherwise, share it or keep it to oneself. Raises NotYourView, ViewExists."""
    _require_keeper(view, by, at)
    view.name, view.is_shared = name, is_shared
    _save(view)


def drop_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Delete a view; whoever's list opened with it opens with everything. Raises NotYourView."""
    _require_keeper(view, by, at)
    view.delete()


def open_with(view: SavedView | None, *, by: User) -> None:
    """Open the list of `by` with that view from now on, or with everything."""
    DeskChoice.objects.update_or_create(user=by, defaults={"default_view": view})


def may_keep(view: SavedView, user: User, *, at: datetime) -> bool:
    """Say whether `user` may change the view: its owner, or the head of the office if shared."""
    if view.owner_id == user.pk:
        return True
    heads = (Duty.HEAD,)
    return view.is_shared and policies.holds_duty(
        user, view.institution_id, heads, on=local_date(at)
    )


def _require_keeper(view: SavedView, by: Actor, at: datetime) -> None:
    if by.user is None or not may_keep(view, by.user, at=at):
        raise NotYourView


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise ViewExists from error
