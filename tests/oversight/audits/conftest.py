"""Answered requests of two bodies, an audit of them, and who replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.audits import edition_on
from offices.models import CalendarVersion, Duty, Institution
from oversight.audits import findings, reviewing, sampling
from oversight.audits.findings import NewFinding
from oversight.audits.models import Audit, Finding, Review
from oversight.audits.reviewing import Said
from oversight.audits.sampling import NewAudit
from oversight.audits.states import Covers, Severity, Sizing
from tests.factories import appoint, at, make_user
from tests.stats.rows import Shape, save

# Announced on a Monday, the seed on Saturday 11 July, drawn the Monday after.
ANNOUNCED, SEED_DAY, DRAWN = at("2026-07-06"), date(2026, 7, 11), at("2026-07-13")
SENT, REPLIED, ENDED = at("2026-07-20"), at("2026-07-23"), at("2026-08-05")
SEED = "20 418"
ITEMS = [item.letter for item in edition_on(date(2026, 7, 6)).items]
Announce = Callable[..., Audit]


@pytest.fixture
def history(calendar: CalendarVersion, mopc: Institution, mec: Institution) -> None:
    """Eight requests the MOPC answered in May, three the MEC answered, and others."""
    for day in range(4, 12):
        save(_shape(day, "answered"), mopc, mec, calendar)
    for day in range(4, 7):
        save(_shape(day, "answered"), mec, mopc, calendar)
    save(_shape(4, "silent"), mec, mopc, calendar)
    save(_shape(4, "open"), mec, mopc, calendar)


def _shape(day: int, ends: str) -> Shape:
    return Shape(presented_on=date(2026, 5, day), ends=ends, after_days=5)


@pytest.fixture
def by_director(director: User) -> Actor:
    return Actor.official(director)


@pytest.fixture
def by_auditor(auditor: User) -> Actor:
    return Actor.official(auditor)


@pytest.fixture
def authority_of_mec(mec: Institution) -> User:
    return appoint(make_user("ministro@mec.example"), mec, Duty.HIGHEST_AUTHORITY)


def new_audit(**said: Any) -> NewAudit:
    """Return what May's answers would be audited by, four of each body."""
    facts: dict[str, Any] = {
        "title": "Respuestas de mayo",
        "covers": Covers.ANSWERED,
        "period_from": date(2026, 5, 1),
        "period_to": date(2026, 5, 31),
        "bodies": (),
        "sizing": Sizing.FIXED,
        "size": 4,
        "least": 1,
        "seed_source": "Primer premio de la lotería",
        "seed_on": SEED_DAY,
        **said,
    }
    return NewAudit(**facts)


@pytest.fixture
def announce(history: None, by_director: Actor) -> Announce:
    """Announce an audit by its act."""

    def announce(**said: Any) -> Audit:
        return sampling.announce(new_audit(**said), by=by_director, at=ANNOUNCED)

    return announce


@pytest.fixture
def drawn(announce: Announce, auditor: User, by_director: Actor) -> Audit:
    """An audit with its sample: four of the MOPC's eight, all three of the MEC's."""
    return sampling.draw(announce().number, by=by_director, at=DRAWN, seed=SEED)


def finish(audit: Audit, by: Actor, *, no: str = "") -> None:
    """Finish every review with yes, but for the letters in `no`."""
    for review in Review.objects.filter(stratum__audit=audit).select_related("info_request"):
        said = {
            letter: Said("no", "No consta.") if letter in no else Said("yes", "")
            for letter in ITEMS
        }
        number = review.info_request.number
        reviewing.save(audit.number, number, said, by=by, at=DRAWN, finish=True)


def add_finding(audit: Audit, code: str, by: Actor) -> Finding:
    """Write down a finding about the first request drawn of a body."""
    review = Review.objects.filter(stratum__audit=audit, stratum__code=code).first()
    assert review is not None
    new = NewFinding(
        severity=Severity.GRAVE,
        text="Se denegó sin resolución.",
        article="Ley 5282/2014, art. 19",
        recommendation="Denegar solo por resolución fundada.",
        days=20,
        requests=[review.info_request.number],
    )
    return findings.add(audit.number, code, new, by=by, at=DRAWN)


@pytest.fixture
def sent(drawn: Audit, by_auditor: Actor, by_director: Actor) -> Finding:
    """A finding about the MOPC, sent to it."""
    finish(drawn, by_auditor, no="d")
    finding = add_finding(drawn, "MOPC", by_auditor)
    findings.send(drawn.number, "MOPC", by=by_director, at=SENT)
    finding.refresh_from_db()
    return finding
