"""Who of an institution hears by e-mail that its file has something new."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from noncompliance.models import FileMail, NonComplianceFile
from noncompliance.models.file import LEADS
from noncompliance.states import StepKind
from offices.models import Institution, Post


def leaders_of(institution: Institution, *, on: date) -> list[Post]:
    """Return the posts of who leads the institution or its office that day; those of its
    successor once it was dissolved."""
    here = institution.competent()
    posts = Post.objects.held_on(on).filter(office__institution=here, duty__in=LEADS)
    return list(posts.select_related("holder").order_by("-duty", "starts_on", "pk"))


def tell(file: NonComplianceFile, about: StepKind, posts: Sequence[Post], *, at: datetime) -> None:
    """Write down, in the caller's transaction, a mail to each person, once for each step."""
    people = {post.holder_id: post for post in reversed(posts)}
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ")
    FileMail.objects.bulk_create(
        [
            FileMail(
                file=file,
                about=about,
                person_id=key,
                duty=post.duty,
                message_id=f"<{uuid.uuid4()}@{domain}>",
                created_at=at,
                next_attempt_at=at,
            )
            for key, post in people.items()
        ],
        ignore_conflicts=True,
    )
