"""The people of an office as its own lists name them: who works there, and who is away."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import User
from offices.models import Absence, Post
from offices.models.post import DESK_DUTIES


def people_at(institution_id: int, *, on: date) -> QuerySet[User]:
    """Return who works at that institution's desk on that day, by name."""
    posts = Post.objects.held_on(on).filter(
        office__institution=institution_id, duty__in=DESK_DUTIES
    )
    return User.objects.filter(pk__in=posts.values("holder")).order_by("full_name", "email")


def absent_words(institution_id: int, *, on: date) -> dict[int, str]:
    """Return, by person, a line that names who is away, until when and who stands in."""
    away = Absence.objects.in_force(on).filter(office__institution=institution_id)
    return {
        row.person_id: gettext("%(person)s (ausente hasta el %(day)s; reemplaza %(other)s)")
        % {
            "person": row.person,
            "day": date_format(row.ends_on, "j \\d\\e F"),
            "other": row.substitute,
        }
        for row in away.select_related("person", "substitute")
    }
