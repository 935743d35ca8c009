"""Once a day for each office, at its hour: one mail for each person who wants it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from casework.digest.choices import scope_of
from casework.models import DigestDay, DigestHour, DigestMail, DigestScope
from casework.models.digest import USUAL_HOUR
from offices.calendars import calendar_for, local_date
from offices.models import Institution, Post
from requests_app.policies import DESK_DUTIES


def prepare_digests(*, at: datetime) -> int:
    """Prepare the digests whose hour has come today and that were not prepared; return how many
    mails there are to send.

    On business days only, and each office once: twice at once, late or after a stop, it is the
    same. A day on which nobody looked is not made up for: tomorrow's digest tells what waits.
    """
    on, hour = local_date(at), localtime(at).hour
    hours = dict(DigestHour.objects.values_list("institution", "hour"))
    posts = Post.objects.held_on(on).filter(duty__in=DESK_DUTIES)
    done = DigestDay.objects.filter(on=on).values("institution")
    waiting = Institution.objects.filter(pk__in=posts.values("office__institution"))
    return sum(
        _prepare(place, on=on, at=at)
        for place in waiting.exclude(pk__in=done).order_by("pk")
        if hour >= hours.get(place.pk, USUAL_HOUR) and calendar_for(place).days.is_business_day(on)
    )


def _prepare(institution: Institution, *, on: date, at: datetime) -> int:
    with transaction.atomic(durable=True):
        # Whoever comes second waits here for the first, and finds it done.
        _day, is_first = DigestDay.objects.get_or_create(institution=institution, on=on)
        if not is_first:
            return 0
        posts = Post.objects.held_on(on).filter(
            duty__in=DESK_DUTIES, office__institution=institution
        )
        people = {post.holder_id: post.holder for post in posts.select_related("holder")}
        mails = [
            DigestMail(
                institution=institution,
                user=user,
                on=on,
                message_id=_message_id(),
                next_attempt_at=at,
            )
            for user in people.values()
            if scope_of(user, institution.pk, on=on) != DigestScope.NONE
        ]
        DigestMail.objects.bulk_create(mails)
    return len(mails)


def _message_id() -> str:
    return f"<aip-digest-{uuid.uuid4().hex}@{urlsplit(settings.PUBLIC_URL).hostname}>"
