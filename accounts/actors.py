"""Who performs an act: a person in a post, the requester, anyone at all, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User


class ActorKind(StrEnum):
    """In what capacity somebody acts; this, not a name, is what history shows in public."""

    SYSTEM = "system"
    REQUESTER = "requester"
    OFFICIAL = "official"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Actor:
    """The author of an act. `user` is empty for the system and for a requester with a code."""

    kind: ActorKind
    user: User | None = None
    # The number of the request whose tracking code was shown, or whose requester stands at the
    # counter; a requester, and a clerk, may act on no other.
    request_number: str = ""

    @classmethod
    def official(cls, user: User) -> Actor:
        """Return a signed-in person; which post they hold that day is the policy's question."""
        return cls(ActorKind.OFFICIAL, user=user)

    @classmethod
    def attending(cls, user: User, request_number: str) -> Actor:
        """Return an official before whom somebody showed to be who asked `request_number`."""
        return cls(ActorKind.OFFICIAL, user=user, request_number=request_number)

    @classmethod
    def requester(cls, request_number: str) -> Actor:
        """Return whoever proved to know the tracking code of `request_number`."""
        return cls(ActorKind.REQUESTER, request_number=request_number)


SYSTEM = Actor(ActorKind.SYSTEM)
# Whoever reads the public pages; the system does not ask who.
ANYONE = Actor(ActorKind.ANYONE)
