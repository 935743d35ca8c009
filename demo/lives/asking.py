"""What fictional people ask, and who they say they are."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from demo.desks import Desk
from demo.lives.draw import Weighted, between, pick
from demo.texts import words
from demo.texts.topics import TOPICS, Topic
from requests_app.actions import Filing
from requests_app.states import NotifyBy, PreferredFormat

IN_GUARANI = 0.03
ABOUT_ANYTHING = 0.35
SHOWS_NAME = 0.08
GIVES_PHONE = 0.5
LONGEST_SUBJECT = 200
MONTHS_BACK = 40

_NOTIFY_BY = Weighted((NotifyBy.EMAIL, 80), (NotifyBy.HERE, 14), (NotifyBy.OFFICE, 6))
_FORMATS = Weighted(
    (PreferredFormat.ANY, 40),
    (PreferredFormat.DIGITAL, 35),
    (PreferredFormat.OPEN_DATA, 20),
    (PreferredFormat.PAPER, 5),
)
_PLAIN = str.maketrans("áéíóúñ ", "aeioun.")


class Person(NamedTuple):
    """A name and what it becomes in an address."""

    full_name: str
    local_part: str


def person(rng: Random) -> Person:
    """Return somebody who does not exist."""
    name = f"{pick(rng, words.FIRST_NAMES)} {pick(rng, words.SURNAMES)}"
    return Person(
        f"{name} {pick(rng, words.SURNAMES)}",
        f"{name.lower().translate(_PLAIN)}{between(rng, 10, 99)}",
    )


def filing_to(desk: Desk, *, on: date, rng: Random) -> Filing:
    """Return what somebody asks of that institution on that day."""
    topic = _topic(desk, rng)
    gaps = _gaps(rng, on)
    who = person(rng)
    return Filing(
        institution=desk.institution,
        subject=topic.subject.format(**gaps)[:LONGEST_SUBJECT],
        description=topic.description.format(**gaps),
        name=who.full_name,
        notify_by=_NOTIFY_BY.draw(rng),
        email=f"{who.local_part}@{words.NOTIFY_ADDRESS}",
        identity_document=str(between(rng, 9_000_000, 9_999_999)),
        address=f"{pick(rng, words.STREETS)} {between(rng, 100, 4999)}, {gaps['place']}",
        phone=f"(0900) {between(rng, 100_000, 999_999)}" if rng.random() < GIVES_PHONE else "",
        shows_name=rng.random() < SHOWS_NAME,
        preferred_format=_FORMATS.draw(rng),
        language=topic.language,
    )


def _topic(desk: Desk, rng: Random) -> Topic:
    drawn = rng.random()
    if drawn < IN_GUARANI:
        return pick(rng, TOPICS["guarani"])
    kind = "any" if drawn < IN_GUARANI + ABOUT_ANYTHING else desk.place.asked_about
    return pick(rng, TOPICS[kind])


def _gaps(rng: Random, on: date) -> dict[str, str]:
    place, other = pick(rng, words.PLACES), pick(rng, words.PLACES)
    # One asks about months that have passed, and mostly about recent ones.
    back = 1 + int(rng.random() ** 2 * MONTHS_BACK)
    year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    return {
        "place": place,
        "year": str(year),
        "month": words.MONTHS[month],
        "road": pick(rng, words.ROADS).format(place=place, other=other),
        "school": pick(rng, words.SCHOOLS).format(place=place),
        "hospital": pick(rng, words.HOSPITALS).format(place=place),
    }
