"""The towns around a service centre whose municipality has nobody who attends requests."""

from __future__ import annotations

from datetime import date

from offices.models import Branch, Institution, Office, Post
from offices.models.post import DESK_DUTIES


def towns_without_office(centre: Office, *, on: date) -> list[Institution]:
    """Return the municipalities of the centre's department where nobody holds a post that day."""
    department = centre.department or centre.institution.department
    attended = Post.objects.held_on(on).filter(duty__in=DESK_DUTIES)
    towns = Institution.objects.active().filter(branch=Branch.MUNICIPALITY, department=department)
    return list(towns.exclude(pk__in=attended.values("office__institution")).order_by("name"))
