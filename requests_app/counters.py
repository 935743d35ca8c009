"""Where a person attends the public on a day: their institution's office, or a service centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from offices.models import Institution, Office, Post
from offices.models.post import CENTRE_DUTIES
from requests_app.models import InformationRequest
from requests_app.models.request import InformationRequestQuerySet


@dataclass(frozen=True, slots=True)
class Counter:
    """The counters of one person on one day: at their own institutions, in service centres."""

    user: User
    on: date
    institutions: tuple[Institution, ...]
    centres: tuple[Office, ...]

    @property
    def centre(self) -> Office | None:
        """The service centre where they attend for any institution, if there is one."""
        return self.centres[0] if self.centres else None

    def serves(self, institution: Institution) -> bool:
        """Say whether they may register for that institution."""
        return bool(self.centres) or institution in self.institutions

    def centre_for(self, institution: Institution) -> Office | None:
        """Return the centre in which they act for that institution; None in its own office."""
        return None if institution in self.institutions else self.centre

    def registered_here(self) -> InformationRequestQuerySet:
        """Return the requests taken in at these counters, whoever holds them now."""
        own = Q(registration__centre=None, first_institution__in=self.institutions)
        return InformationRequest.objects.filter(
            own | Q(registration__centre__in=self.centres), registration__isnull=False
        )

    def held(self) -> InformationRequestQuerySet:
        """Return the requests their institutions hold."""
        return InformationRequest.objects.held_by(self.user, on=self.on)


def counter_of(user: User, *, on: date) -> Counter | None:
    """Return where `user` attends on that day, or None without a post at a desk or a centre."""
    at_desk = Post.objects.at_desk(user, on=on).select_related("office__institution")
    in_centres = Post.objects.held_on(on).filter(holder=user, duty__in=CENTRE_DUTIES)
    institutions = {post.office.institution.competent() for post in at_desk}
    centres = {post.office for post in in_centres.select_related("office__institution")}
    if not institutions and not centres:
        return None
    return Counter(
        user,
        on,
        tuple(sorted(institutions, key=lambda place: place.name)),
        tuple(sorted(centres, key=lambda centre: centre.name)),
    )
