"""What fictional offices answer, with every part the law asks of each outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from demo.desks import Desk
from demo.lives.draw import between, pick
from demo.texts import replies
from requests_app.actions import Filing, Reply, Resolution
from requests_app.states import Language, Outcome


def reply_to(filing: Filing, outcome: Outcome, *, desk: Desk, on: date, rng: Random) -> Reply:
    """Return a complete reply with that outcome."""
    gaps = {
        "subject": filing.subject,
        "day": f"{on:%d/%m/%Y}",
        "count": str(between(rng, 3, 480)),
        "start": f"{on - timedelta(days=9):%d/%m/%Y}",
        "code": desk.institution.code.lower(),
    }
    return _REPLIES[outcome](filing, gaps, rng)


def resolution_on(filing: Filing, *, desk: Desk, on: date, rng: Random) -> Resolution:
    """Return the reasoned resolution by which the highest authority denies."""
    law, article = pick(rng, replies.RESERVES)
    return Resolution(
        number=f"{between(rng, 1, 1800)}/{on.year}",
        signed_on=on,
        signatory=desk.authority_post,
        facts=pick(rng, replies.FACTS).format(subject=filing.subject, day=f"{on:%d/%m/%Y}"),
        legal_grounds=pick(rng, replies.LEGAL_GROUNDS),
        reserve_law=law,
        reserve_article=article,
        text=replies.DENIAL,
    )


def _granted(filing: Filing, gaps: dict[str, str], rng: Random) -> Reply:
    in_guarani = filing.language == Language.GUARANI
    texts = replies.GUARANI_GRANTED if in_guarani else replies.GRANTED
    return Reply(outcome=Outcome.GRANTED, text=pick(rng, texts).format(**gaps))


def _partly(filing: Filing, gaps: dict[str, str], rng: Random) -> Reply:
    return Reply(
        outcome=Outcome.PARTLY_GRANTED,
        text=pick(rng, replies.PARTLY).format(**gaps),
        withheld=(pick(rng, replies.WITHHELD),),
    )


def _already_public(filing: Filing, gaps: dict[str, str], rng: Random) -> Reply:
    source, place = pick(rng, replies.SOURCES)
    return Reply(
        outcome=Outcome.ALREADY_PUBLIC,
        text=pick(rng, replies.ALREADY_PUBLIC).format(**gaps),
        source=source,
        place=place.format(**gaps),
        form=replies.FORM,
    )


def _not_held(filing: Filing, gaps: dict[str, str], rng: Random) -> Reply:
    return Reply(
        outcome=Outcome.NOT_HELD,
        text=pick(rng, replies.NOT_HELD).format(**gaps),
        search_made=replies.SEARCH.format(**gaps),
    )


_REPLIES: dict[Outcome, Callable[[Filing, dict[str, str], Random], Reply]] = {
    Outcome.GRANTED: _granted,
    Outcome.PARTLY_GRANTED: _partly,
    Outcome.ALREADY_PUBLIC: _already_public,
    Outcome.NOT_HELD: _not_held,
}
