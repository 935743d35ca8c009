"""Charts are well-formed and escaped; files are no programs."""

from __future__ import annotations

import csv
import itertools
import re
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from look.figures import charts
from look.figures.charts import Bar, Chart
from look.figures.files import FORMULA, as_csv, safe_text
from look.figures.tables import Cell, Table
from stats.tables import days_in_words, response_bins

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> ET.Element:
    assert "style=" not in drawn
    assert "<script" not in drawn
    return ET.fromstring(drawn)  # noqa: S314


def chart(*bars: Bar, **extra: object) -> Chart:
    fields = {"name": "x", "title": "Título", "description": "Qué muestra", **extra}
    return Chart(bars=bars, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("draw", [charts.rows, charts.columns])
def test_a_chart_is_an_image_with_title_and_description(draw: object) -> None:
    assert callable(draw)
    drawn = parsed(draw(chart(Bar("a", 3, "3"), Bar("b", None, "–", "late"), limit=1)))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "x-title x-desc"
    assert [child.text for child in drawn[:2]] == ["Título", "Qué muestra"]
    assert drawn.get("viewBox") is None


@pytest.mark.parametrize("draw", [charts.rows, charts.columns])
@given(label=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30))
def test_what_people_wrote_is_never_markup(draw: object, label: str) -> None:
    assert callable(draw)
    hostile = f'<script>alert("{label}")</script>&'
    words = "".join(parsed(_printable(draw(chart(Bar(hostile, 1, "1"), title=hostile)))).itertext())
    assert _printable(hostile) in words


def _printable(text: str) -> str:
    # XML knows neither U+FFFE nor U+FFFF.
    return text.replace("\ufffe", "").replace("\uffff", "")


def test_bars_keep_their_proportion_and_stay_inside() -> None:
    drawn = parsed(charts.rows(chart(Bar("a", 10, "10"), Bar("b", 5, "5"), Bar("c", 0, "0"))))
    widths = [float(str(rect.get("width")).rstrip("%")) for rect in drawn.iter("rect")]
    assert widths[0] == pytest.approx(2 * widths[1])
    assert widths[2] < 1
    assert charts.BARS_FROM + widths[0] < 100


def test_columns_show_figures_only_where_they_fit() -> None:
    few = charts.columns(chart(*(Bar(str(n), n, str(n)) for n in range(12))))
    many = charts.columns(chart(*(Bar(str(n), n, f"{n}.000") for n in range(30))))
    assert few.count('text-anchor="middle"') == 12
    assert many.count('text-anchor="middle"') == 0
    assert len(re.findall(r'font-size="14">', many)) <= charts.MOST_NAMES + 1


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (1, 2), (3, 4), (7, 8), (116, 120), (1999, 2000), (101, 120)]
)
def test_the_scale_ends_in_a_round_number(highest: float, top: float) -> None:
    drawn = charts.columns(chart(Bar("a", highest, str(highest))))
    shown = f"{top:,.0f}".replace(",", ".")
    assert f">{shown}</text>" in drawn


def test_an_empty_chart_is_still_a_chart() -> None:
    parsed(charts.rows(chart()))
    parsed(charts.columns(chart()))


def test_the_ranges_of_days_follow_the_legal_term_without_gaps() -> None:
    bins = response_bins(15)
    assert (11, 15) in bins
    for (_fewest, most), (following, _most) in itertools.pairwise(bins):
        assert most is not None
        assert following == most + 1
    assert days_in_words(bins[-1]) == "más de 60 días"


@given(st.text(max_size=20))
def test_no_cell_starts_a_formula(text: str) -> None:
    assert not safe_text(text).lstrip(" ").startswith(FORMULA)
    assert "\0" not in safe_text(text)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@A", "\tx", "\rx", " =1", "＝1", "\0=1"])
def test_what_would_start_a_formula_is_kept_as_text(start: str) -> None:
    table = Table("t", "T", ["=Nombre", "n"], [[Cell(start, start), Cell("1", -5)]])
    lines = as_csv(table, [("Ámbito", "=HYPERLINK()")])
    assert lines.startswith("\ufeff")
    head, row = list(csv.reader(StringIO(lines.removeprefix("\ufeff"), newline="")))
    assert head == ["'=Nombre", "n", "Ámbito"]
    assert row == ["'" + start.replace("\0", ""), "-5", "'=HYPERLINK()"]


def test_a_missing_figure_is_an_empty_cell() -> None:
    table = Table("t", "T", ["a"], [[Cell("–", None)]])
    assert as_csv(table, []).splitlines()[1] == '""'
