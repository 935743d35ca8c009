"""Each edition of the rules: when it starts, what it says and how sure it is."""

from datetime import date

import pytest

from law.editions import EDITIONS
from law.rules import RuleSet, Unit, asuetos_roll_on, rules_on


@pytest.mark.parametrize(
    ("day", "rule_set", "because"),
    [
        (date(2014, 1, 2), "ley-5282-2014", "a day before the first edition takes the first"),
        (date(2014, 9, 18), "ley-5282-2014", "the law's own day"),
        (date(2025, 9, 4), "ley-5282-2014", "the eve of the holidays law"),
        (date(2025, 9, 5), "ley-7544-2025", "the holidays law's first day"),
        (date(2040, 12, 31), "ley-7544-2025", "no later edition is known"),
    ],
)
def test_a_day_is_ruled_by_the_latest_edition_in_force(
    day: date, rule_set: str, because: str
) -> None:
    assert rules_on(day).id == rule_set, because


def test_asuetos_roll_from_the_fifth_of_september_2025() -> None:
    assert not asuetos_roll_on(date(2025, 9, 4))
    assert asuetos_roll_on(date(2025, 9, 5))
    assert str(rules_on(date(2025, 9, 5)).asueto_roll.article) == "Ley 7544/2025, art. 7"


def test_editions_follow_each_other_in_time_under_their_own_names() -> None:
    starts = [edition.in_force_from for edition in EDITIONS]

    assert starts == sorted(set(starts))
    assert len({edition.id for edition in EDITIONS}) == len(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_rule_cites_an_article_and_says_its_reading(edition: RuleSet) -> None:
    assert len({rule.id for rule in edition.rules}) == len(edition.rules) == 20
    for rule in edition.rules:
        assert str(rule.article), rule.id
        assert rule.reading.endswith("."), rule.id
        assert rule.value >= 0, rule.id


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_the_terms_of_the_law_have_their_numbers(edition: RuleSet) -> None:
    terms = {
        rule.id: (rule.value, rule.unit) for rule in edition.rules if rule.unit is not Unit.NONE
    }

    assert terms == {
        "T1": (15, Unit.BUSINESS_DAYS),
        "T2": (24, Unit.LOCAL_HOUR),
        "T3": (1, Unit.CALENDAR_DAYS),
        "T4": (0, Unit.BUSINESS_DAYS),
        "T5": (3, Unit.BUSINESS_DAYS),
        "T6": (5, Unit.BUSINESS_DAYS),
        "T7": (10, Unit.BUSINESS_DAYS),
        "T8": (20, Unit.BUSINESS_DAYS),
        "T9": (60, Unit.BUSINESS_DAYS),
        "T9b": (60, Unit.CALENDAR_DAYS),
        "M1": (3, Unit.DAYS),
        "M2": (2, Unit.DAYS),
        "M3": (2, Unit.DAYS),
        "M4": (3, Unit.BUSINESS_DAYS),
        "C1": (5, Unit.DAYS_A_WEEK),
        "C2": (int(edition is EDITIONS[1]), Unit.BUSINESS_DAYS),
    }


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_only_rules_whose_words_were_read_are_verified(edition: RuleSet) -> None:
    verified = {rule.id for rule in edition.rules if rule.verified}

    assert verified - {"C2"} == {"T2", "T10", "M1", "M2", "M3"}
    assert ("C2" in verified) is (edition is EDITIONS[1])
