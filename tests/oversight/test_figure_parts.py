"""What figures are of: periods and their neighbours, places in a league, the tiles of the map."""

from __future__ import annotations

import csv
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from look.figures.measures import Share
from look.figures.periods import Period
from oversight.overview.columns import points_in_words
from oversight.overview.comparison import compared_with
from oversight.overview.forms import NAMED, named_period
from oversight.overview.lines import places
from oversight.overview.tiles import TILES, drawn
from tests.factories import DATA

TODAY = date(2026, 7, 27)


def test_a_place_goes_with_the_best_and_the_worst_it_may_be() -> None:
    found = places({
        "good": Share(190, 200), "better": Share(192, 200), "bad": Share(20, 200),
        "as bad": Share(10, 100), "few": Share(9, 9),
    })  # fmt: skip
    assert "few" not in found
    assert (found["better"].rank, found["better"].best, found["better"].worst) == (1, 1, 2)
    assert (found["good"].rank, found["good"].best, found["good"].worst) == (2, 1, 2)
    assert found["bad"].rank == found["as bad"].rank == 3
    assert (found["bad"].best, found["bad"].worst, found["bad"].of) == (3, 4, 4)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("mes", "2026-07", "2026-07"),
        ("mes-pasado", "2026-06", "2026-06"),
        ("trimestre", "2026-07", "2026-07"),
        ("trimestre-pasado", "2026-04", "2026-06"),
    ],
)
def test_a_named_period_is_what_people_mean(name: str, first: str, last: str) -> None:
    assert name in NAMED
    found = named_period(name, on=TODAY)
    assert (f"{found.first:%Y-%m}", f"{found.last:%Y-%m}") == (first, last)


def test_a_period_is_compared_with_the_one_before_or_a_year_before() -> None:
    quarter = Period(date(2026, 1, 1), date(2026, 3, 1))
    assert compared_with(quarter, "anterior") == Period(date(2025, 10, 1), date(2025, 12, 1))
    assert compared_with(quarter, "ano-anterior") == Period(date(2025, 1, 1), date(2025, 3, 1))
    assert compared_with(quarter, "") is None
    assert [points_in_words(change) for change in (1.25, -3.0, 0.0, None)] == [
        "sube 1,2 puntos", "baja 3,0 puntos", "igual", "–",
    ]  # fmt: skip


def test_the_map_has_a_tile_for_each_department_and_is_well_formed() -> None:
    with (DATA / "institutions.csv").open(encoding="utf-8") as lines:
        departments = {row["department"] for row in csv.DictReader(lines)} - {""}
    assert set(TILES) == departments
    assert len(set(TILES.values())) == len(TILES)
    svg = drawn({"Central": Share(8, 10), "Itapúa": Share(99, 100), "Guairá": Share(1, 2)})
    ET.fromstring(svg)  # noqa: S314
    assert "80,0 %" in svg
    assert "99,0 %" in svg
    assert "style=" not in svg
