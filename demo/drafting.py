"""What the offices of the demonstration have in hand: texts to answer with, and drafts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from accounts.models import User
from answering import drafts, library, signing
from answering.drafts import Typed
from answering.models import LibraryText
from answering.states import Purpose
from demo.people import DOMAIN
from demo.roster import PLACES
from demo.texts import library as texts
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.states import Outcome

_TRIED = "MOPC"


def prepare(*, on: date, at: datetime) -> None:
    """Give the demonstration its library and some drafts; harmless when they are there."""
    if LibraryText.objects.exists():
        return
    director = Post.objects.held_on(on).filter(duty=Duty.DIRECTOR).first()
    if director is None:
        return
    for written in texts.SHARED:
        library.add(None, written, by=director.holder, on=on, at=at)
    for post in _officers(on):
        for written in texts.OWN:
            library.add(post.office.institution, written, by=post.holder, on=on, at=at)
    _write(on=on, at=at)


def _officers(on: date) -> list[Post]:
    """Return one officer of each institution of the demonstration."""
    posts = Post.objects.held_on(on).filter(
        duty=Duty.OFFICER, office__institution__code__in=[place.code for place in PLACES]
    )
    by_place = {
        post.office.institution_id: post
        for post in posts.select_related("office__institution", "holder")
    }
    return list(by_place.values())


def _write(*, on: date, at: datetime) -> None:
    """Leave on the desk that is tried an answer half written, a denial for signature and one
    that came back."""
    people = {
        name: User.objects.filter(email=f"{name}@{DOMAIN}").first()
        for name in ("oficial.mopc", "jefatura.mopc", "autoridad.mopc")
    }
    officer, head, authority = people.values()
    waiting = InformationRequest.objects.filter(
        institution__in=Institution.objects.filter(code=_TRIED), stage__in=STILL_ANSWERABLE
    ).order_by("-pk")[:3]
    rows = list(waiting)
    if len(rows) < 3 or officer is None or head is None or authority is None:  # noqa: PLR2004
        return
    earlier = at - timedelta(hours=3)
    denial = Typed(Outcome.DENIED.value, texts.DENIAL)
    drafts.save(
        rows[0], Purpose.ANSWER, Typed(Outcome.GRANTED.value, texts.ANSWER),
        base=0, by=officer, at=earlier,
    )  # fmt: skip
    for row in rows[1:]:
        kept = drafts.save(row, Purpose.DENY, denial, base=0, by=head, at=earlier).draft
        sent = signing.ask(kept, version=kept.version, by=head, on=on, at=at - timedelta(hours=2))
    signing.give_back(
        sent, version=sent.version, reason=texts.RETURNED, by=authority, on=on,
        at=at - timedelta(hours=1),
    )  # fmt: skip
