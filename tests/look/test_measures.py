"""Rates with their interval, against published values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from look.figures.measures import FEWEST, Share, wilson
from look.figures.tables import interval_cell


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_the_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    assert [round(end, 2) for end in wilson(part, whole)] == [low, high]


@given(st.integers(1, 10**6), st.data())
def test_a_rate_lies_in_its_interval_and_both_sides_mirror(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = wilson(part, whole)
    assert 0 <= low <= 100 * part / whole + 1e-9
    assert 100 * part / whole - 1e-9 <= high <= 100
    other_low, other_high = wilson(whole - part, whole)
    assert (100 - other_high, 100 - other_low) == pytest.approx((low, high), abs=1e-6)


def test_few_cases_have_no_interval() -> None:
    assert Share(3, FEWEST - 1).interval is None
    assert interval_cell(Share(3, FEWEST - 1)).value is None
    assert interval_cell(Share(8, FEWEST)).text == "49,0 a 94,3"
