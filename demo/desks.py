"""The offices of the demonstration as lives need them: who works there, on which calendar."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.actors import Actor
from demo.roster import PLACES, Place
from offices.calendars import OfficeCalendar, calendar_for, current_version
from offices.models import Duty, Institution, Office, Post


@dataclass(frozen=True, slots=True)
class Desk:
    """One institution of the roster with its people and its business days, and the service
    centre where it can be asked too."""

    place: Place
    institution: Institution
    calendar: OfficeCalendar
    officer: Actor
    authority: Actor
    authority_post: Post
    centre: Office
    clerk: Actor


def staffed_desks() -> list[Desk]:
    """Return the desks in the order of the roster. Raises NoCalendar; KeyError without people."""
    version = current_version()
    codes = [place.code for place in PLACES]
    institutions = Institution.objects.in_bulk(codes, field_name="code")
    posts = {
        (post.office.institution_id, post.duty): post
        for post in Post.objects.filter(office__institution__in=institutions.values(), ends_on=None)
        .select_related("holder", "office")
        .order_by("-pk")
    }
    in_centres = Post.objects.filter(duty=Duty.CLERK, ends_on=None).order_by("pk")
    clerk = in_centres.select_related("office__institution", "holder")[0]
    desks = []
    for place in PLACES:
        institution = institutions[place.code]
        officer = posts[institution.pk, Duty.OFFICER]
        authority = posts[institution.pk, Duty.HIGHEST_AUTHORITY]
        calendar = calendar_for(institution, version=version)
        desks.append(
            Desk(
                place,
                institution,
                calendar,
                Actor.official(officer.holder),
                Actor.official(authority.holder),
                authority,
                clerk.office,
                Actor.official(clerk.holder),
            )
        )
    return desks
