"""Who may do what with a file, on which day. Acts ask; pages ask too, to hide what is refused."""

from __future__ import annotations

from datetime import date

from accounts.actors import Actor, ActorKind
from accounts.models import User
from noncompliance.errors import NotYourStep
from noncompliance.models.file import LEADS
from offices.models import Duty, Institution, Post
from requests_app.policies import holds_duty, is_directorate


def require_member(by: Actor, *, on: date) -> User:
    """Return the person, who holds a post in the Directorate that day. Raises NotYourStep."""
    if by.kind != ActorKind.OFFICIAL or by.user is None or not is_directorate(by.user, on=on):
        raise NotYourStep
    return by.user


def require_decider(by: Actor, *, on: date) -> User:
    """Return the person, who is a director that day. Raises NotYourStep."""
    user = require_member(by, on=on)
    if not is_director(user, on=on):
        raise NotYourStep
    return user


def is_director(user: User, *, on: date) -> bool:
    """Say whether the person decides in the Directorate that day."""
    return Post.objects.held_on(on).filter(holder=user, duty=Duty.DIRECTOR).exists()


def require_leader(by: Actor, institution: Institution, *, on: date) -> User:
    """Return the person, who leads that institution or its office that day; of a dissolved one,
    its successor's. Raises NotYourStep."""
    if by.kind != ActorKind.OFFICIAL or by.user is None:
        raise NotYourStep
    if not holds_duty(by.user, institution.competent().pk, LEADS, on=on):
        raise NotYourStep
    return by.user
