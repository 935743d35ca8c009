"""The seventeen items of article 8."""

from __future__ import annotations

from datetime import date
from string import ascii_lowercase

from law.active_transparency import EDITIONS, items_on


def test_there_are_seventeen_items_from_a_to_q_each_with_its_article() -> None:
    items = items_on(date(2026, 7, 6)).items
    assert "".join(item.letter for item in items) == ascii_lowercase[:17]
    assert str(items[4].article) == "Ley 5282/2014, art. 8"
    assert all(item.title and item.meaning and not item.verified for item in items)


def test_a_day_before_the_law_takes_its_first_list() -> None:
    assert items_on(date(2000, 1, 1)) is EDITIONS[0]
    assert items_on(EDITIONS[0].in_force_from) is EDITIONS[0]
