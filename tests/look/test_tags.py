"""What the tags say, in the words and the language of the reader."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from look.formats.es import formats as spanish
from look.formats.gn import formats as guarani


def shown(source: str, **values: object) -> str:
    return Template("{% load look %}" + source).render(Context(values)).strip()


def test_a_legal_date_carries_its_weekday_and_a_machine_readable_day() -> None:
    assert shown("{{ day|legal_date }}", day=date(2026, 7, 23)) == (
        '<time class="aip-date" datetime="2026-07-23">jueves 23 de julio de 2026</time>'
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "jueves 23 de julio de 2026"),
        ("gn", "arapo 23 jasypokõi 2026"),
        ("en", "Thursday 23 July 2026"),
    ],
)
def test_a_legal_date_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    with translation.override(language):
        assert words in shown("{{ day|legal_date }}", day=date(2026, 7, 23))


def test_guarani_writes_figures_and_short_dates_as_the_spanish_of_paraguay() -> None:
    for name in ("SHORT_DATE_FORMAT", "DATE_INPUT_FORMATS", "DECIMAL_SEPARATOR"):
        assert getattr(guarani, name) == getattr(spanish, name)


def test_a_figure_is_rounded_and_never_cut() -> None:
    assert shown("{{ n|number:0 }}", n=82.9) == "83"
    assert shown("{{ n|number:1 }}", n=Decimal("0.96")) == "1,0"


def test_an_instant_is_shown_on_the_local_day_it_happened() -> None:
    late_in_the_evening = datetime(2026, 7, 24, 2, 30, tzinfo=UTC)
    written = shown("{{ at|legal_instant }}", at=late_in_the_evening)
    assert "jueves 23 de julio de 2026, 23:30" in written
    assert 'datetime="2026-07-23T23:30:00-03:00"' in written


@pytest.mark.parametrize("tag", ["legal_date", "legal_instant", "number"])
@pytest.mark.parametrize("nothing", ["{{ missing|%s }}", "{{ none|%s }}"])
def test_a_fact_that_is_not_there_shows_nothing(tag: str, nothing: str) -> None:
    assert shown(nothing % tag, none=None) == ""


def test_figures_use_the_separators_of_paraguay() -> None:
    assert shown("{{ n|number:2 }}", n=12345.678) == "12.345,68"
    assert shown("{{ n|number }}", n=1000) == "1.000"
    with translation.override("en"):
        assert shown("{{ n|number:1 }}", n=1234.5) == "1,234.5"


@pytest.mark.parametrize(
    ("days", "urgency", "words"),
    [
        (15, "plenty", "faltan 15 días hábiles"),
        (4, "plenty", "faltan 4 días hábiles"),
        (3, "soon", "faltan 3 días hábiles"),
        (1, "soon", "falta 1 día hábil"),
        (0, "today", "vence hoy"),
        (-1, "late", "venció hace 1 día hábil"),
        (-2, "late", "venció hace 2 días hábiles"),
        (None, "none", "sin plazo en curso"),
    ],
)
def test_days_left_speak_in_words_icon_and_colour(
    days: int | None, urgency: str, words: str
) -> None:
    written = shown("{{ days|days_left }}", days=days)
    assert f"aip-days--{urgency}" in written
    assert 'aria-hidden="true"' in written
    assert words in written


def test_each_urgency_has_an_icon_of_its_own() -> None:
    icons = {
        shown("{{ days|days_left }}", days=days).split(' d="')[1].split('"')[0]
        for days in (9, 2, 0, -1, None)
    }
    assert len(icons) == 5


def test_a_stage_takes_its_colour_and_an_unknown_one_stays_neutral() -> None:
    assert "govuk-tag--orange" in shown(
        "{% stage_tag stage 'Negativa ficta' %}", stage="tacitly_denied"
    )
    assert "govuk-tag--grey" in shown("{% stage_tag 'lost' 'Otro' %}")


def test_what_a_tag_is_given_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    sources = [
        "{% stage_tag evil evil %}",
        "{% article evil verified=False %}",
        "{% summary_list rows %}",
        "{% pager previous=evil following=evil %}",
        "{% nav_item 'start' evil %}",
        "{% table_box evil %}{{ evil }}{% end_table_box %}",
    ]
    for source in sources:
        assert "<script" not in shown(source, evil=evil, rows=[(evil, evil, evil)]), source


def test_an_article_not_confirmed_by_counsel_says_so() -> None:
    assert "por confirmar" in shown("{% article 'Decreto 4064/2015' verified=False %}")
    assert "por confirmar" not in shown("{% article 'Ley 5282/2014' verified=True %}")
    assert "por confirmar" not in shown("{% article 'Ley 5282/2014' %}")
    assert shown("{% article none %}", none=None) == ""


def test_a_summary_row_may_be_changed_or_not() -> None:
    written = shown("{% summary_list rows %}", rows=[("Qué pide", "Actas", "/c"), ("Cómo", "PDF")])
    assert written.count("Cambiar") == 1
    assert 'href="/c"' in written
    assert '<span class="govuk-visually-hidden"> Qué pide</span>' in written


def test_a_pager_without_neighbours_is_not_there() -> None:
    assert shown("{% pager %}") == ""
    assert "Anterior" not in shown("{% pager following='?after=9' %}")


def test_a_wide_table_is_reachable_by_keyboard_and_has_a_name() -> None:
    written = shown("{% table_box 'Pedidos' %}<table></table>{% end_table_box %}")
    assert written == (
        '<div class="aip-scroll" role="region" aria-label="Pedidos" tabindex="0">'
        "<table></table></div>"
    )
