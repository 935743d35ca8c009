"""Whether somebody attends an institution's requests here: by the posts of a day, nothing else."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from offices.models import Post
from offices.models.post import DESK_DUTIES


def is_attended(institution_id: int, *, on: date) -> bool:
    """Say whether anybody holds a post at that institution's desk on that day."""
    posts = Post.objects.held_on(on).filter(duty__in=DESK_DUTIES)
    return posts.filter(office__institution=institution_id).exists()


def attended(institution: str, *, on: date) -> Exists:
    """Return the same as a condition; `institution` names the column with the institution."""
    posts = Post.objects.held_on(on).filter(duty__in=DESK_DUTIES)
    return Exists(posts.filter(office__institution=OuterRef(institution)))
