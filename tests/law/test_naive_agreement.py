"""The tables and a count on fingers agree on every start day of twenty-two years."""

from datetime import date, timedelta

import pytest

from law.calendar import BusinessCalendar, Jurisdiction
from law.terms import (
    answer_term,
    clarification_term,
    compliance_term,
    court_safe_until,
    court_term,
    forwarding_term,
    reconsideration_decision_term,
    reconsideration_term,
    schedule,
    tacit_denial_on,
)
from tests.law.naive import COURT_SAFE, TOMORROW, NaiveCalendar
from tests.law.seed import CLOSED_ROWS, closed_day

FIRST, LAST = date(2014, 1, 1), date(2035, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
TERMS = {
    "answer": answer_term,
    "clarification": clarification_term,
    "forwarding": forwarding_term,
    "reconsideration": reconsideration_term,
    "reconsideration_decision": reconsideration_decision_term,
    "court": court_term,
    "compliance": compliance_term,
}


def local(day: str, kind: str) -> dict[str, str]:
    return {
        "date": day,
        "kind": kind,
        "scope": "institution:MUN-1103",
        "name": "Acto local",
        "instrument": "Resolución",
        "published_on": "",
    }


LOCAL_ROWS = [
    *CLOSED_ROWS,
    local("2025-09-04", "asueto"),
    local("2025-09-05", "asueto"),
    local("2026-07-27", "asueto"),
    local("2026-07-28", "asueto"),
    local("2026-08-01", "asueto"),
    *(local(f"2027-02-{day:02}", "suspension") for day in range(8, 20)),
    local("2027-02-22", "asueto"),
    local("2030-12-30", "asueto"),
    local("2030-12-31", "asueto"),
    local("2031-01-01", "feriado"),
    local("2031-01-01", "asueto"),
]


@pytest.mark.parametrize("institution", ["", "MUN-1103"])
def test_tables_and_fingers_agree_on_every_term(institution: str) -> None:
    naive = NaiveCalendar(LOCAL_ROWS, institution)
    calendar = BusinessCalendar.of(
        map(closed_day, LOCAL_ROWS),
        version="all",
        jurisdiction=Jurisdiction(institution=institution),
    )

    differing = [
        (kind, start, term.due_on)
        for start in EVERY_DAY
        for kind, make in TERMS.items()
        if (term := make(start, calendar)).due_on != naive.term(kind, start)
    ]

    assert differing == []


@pytest.mark.parametrize("institution", ["", "MUN-1103"])
def test_tables_and_fingers_agree_on_the_whole_path_of_a_request(institution: str) -> None:
    naive = NaiveCalendar(LOCAL_ROWS, institution)
    calendar = BusinessCalendar.of(
        map(closed_day, LOCAL_ROWS),
        version="all",
        jurisdiction=Jurisdiction(institution=institution),
    )

    for start in EVERY_DAY[::6]:
        path = schedule(start, calendar)
        due_on = naive.term("answer", start)
        reconsideration = naive.term("reconsideration", due_on)
        assert path.answer.due_on == due_on
        assert path.tacit_denial_on == tacit_denial_on(path.answer) == due_on + TOMORROW
        assert path.reconsideration.due_on == reconsideration
        decided_by = naive.term("reconsideration_decision", reconsideration)
        assert path.reconsideration_decision.due_on == decided_by
        assert path.court.due_on == naive.term("court", due_on)
        assert path.court_safe_until == court_safe_until(due_on) == due_on + COURT_SAFE


def test_a_batch_agrees_with_the_days_one_by_one() -> None:
    calendar = BusinessCalendar.of(map(closed_day, CLOSED_ROWS), version="all")

    assert calendar.due_many(EVERY_DAY, 15) == [calendar.due(day, 15) for day in EVERY_DAY]
