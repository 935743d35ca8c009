"""The editions can come from elsewhere: what follows changes no day before its own."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from law import rules
from law.calendar import BusinessCalendar
from law.editions import EDITIONS
from law.rules import as_known, editions, read_editions_from, rules_on
from law.terms import TermKind, answer_term, rule_behind

DAYS = st.dates(date(2014, 1, 1), date(2040, 12, 31))


@given(begins=st.dates(date(2025, 9, 6), date(2040, 12, 31)), day=DAYS, days=st.integers(1, 60))
def test_a_set_to_come_changes_no_day_before_its_own(begins: date, day: date, days: int) -> None:
    last = EDITIONS[-1]
    new = replace(last, id="nueva", in_force_from=begins, answer=replace(last.answer, value=days))
    with as_known(EDITIONS):
        before = rules_on(day)
    with as_known((*EDITIONS, new)):
        then = rules_on(day)
    assert then is (new if day >= begins else before)


def test_a_term_keeps_the_rules_of_the_day_it_began() -> None:
    last, begins = EDITIONS[-1], date(2027, 1, 4)
    shorter = replace(last, id="nueva", in_force_from=begins, answer=replace(last.answer, value=5))
    days = BusinessCalendar.of([], version="none")
    eve = begins - timedelta(days=1)
    with as_known(EDITIONS):
        before = answer_term(eve, days)
    with as_known((*EDITIONS, shorter)):
        assert answer_term(eve, days) == before
        assert answer_term(begins, days).rule.value == 5
        assert rule_behind(TermKind.ANSWER, begins).value == 5


def test_the_source_is_asked_at_every_look_up_and_the_block_before_it() -> None:
    asked: list[int] = []

    def one_more() -> tuple[rules.RuleSet, ...]:
        asked.append(1)
        return EDITIONS

    former = read_editions_from(one_more)
    assert rules_on(date(2026, 1, 1)) is EDITIONS[-1]
    with as_known(EDITIONS[:1]):
        assert rules_on(date(2026, 1, 1)) is EDITIONS[0]
        assert editions() == EDITIONS[:1]
    assert read_editions_from(former) is one_more
    assert len(asked) == 1
