"""What is read from the counted months: rates, percentiles, months, the league."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from look.figures.measures import Distribution, Share
from look.figures.periods import Period, month_after
from offices.models import CalendarVersion, Institution
from requests_app.models import InformationRequest
from requests_app.states import Outcome
from stats import rollup
from stats.figures import Scope, cut_off, figures, headline
from stats.league import by_institution
from stats.models import HistogramCell
from stats.wording import sentences
from tests.factories import at, make_institution
from tests.stats.rows import Shape, save

YEAR = Period(date(2026, 1, 1), date(2026, 12, 1))


@pytest.fixture
def history(mopc: Institution, mec: Institution) -> list[InformationRequest]:
    version = CalendarVersion.objects.get()
    answered = [
        Shape(presented_on=date(2026, 1, 5 + index), ends="answered", after_days=index + 1)
        for index in range(12)
    ]
    others = [
        Shape(presented_on=date(2026, 2, 2), ends="silent"),
        Shape(presented_on=date(2026, 2, 3), ends="silent_then_answered", after_days=4),
        Shape(presented_on=date(2026, 2, 4), ends="denied", after_days=10),
        Shape(presented_on=date(2026, 2, 5), ends="withdrawn", after_days=1),
        Shape(presented_on=date(2026, 3, 2), ends="open"),
        Shape(presented_on=date(2026, 2, 6), ends="answered", after_days=3, forwarded=True),
    ]
    rows = [save(shape, mopc, mec, version) for shape in [*answered, *others]]
    rollup.rebuild_all(at=at("2026-03-10"))
    return rows


@pytest.mark.django_db
def test_the_period_tells_what_came_what_left_and_what_waits(
    history: list[InformationRequest],
) -> None:
    found = figures(YEAR)
    assert (found.received, found.closed, found.withdrawn) == (18, 17, 1)
    assert (found.pending_at_start, found.pending_at_end) == (0, 1)
    assert (found.in_term.part, found.in_term.whole) == (14, 16)
    assert (found.tacit_denials, found.unanswered) == (2, 1)
    assert dict(found.outcomes)[Outcome.GRANTED] == 14
    assert dict(found.outcomes)[Outcome.DENIED] == 1
    assert (found.response.n, found.late.n) == (15, 1)


@pytest.mark.django_db
def test_months_carry_what_waits_over_and_a_period_starts_with_it(
    history: list[InformationRequest],
) -> None:
    found = figures(Period(date(2026, 2, 1), date(2026, 3, 1)))
    february, march = found.months
    assert found.pending_at_start == sum(
        1 for row in history if row.presented_on < date(2026, 2, 1) and _still(row, "2026-02-01")
    )
    for month, start in ((february, found.pending_at_start), (march, february.pending_at_end)):
        assert start + month.received == month.closed + month.pending_at_end
    assert found.pending_at_end == march.pending_at_end


def _still(row: InformationRequest, day: str) -> bool:
    return row.answered_on is None or row.answered_on >= date.fromisoformat(day)


@pytest.mark.django_db
def test_figures_may_be_of_one_institution_a_branch_or_a_department(
    history: list[InformationRequest], mec: Institution
) -> None:
    assert figures(YEAR, Scope(institution_id=mec.pk)).in_term == Share(1, 1)
    assert figures(YEAR, Scope(branch="executive")).received == 18
    assert figures(YEAR, Scope(branch="municipality")).is_empty
    assert figures(YEAR, Scope(department="Itapúa")).is_empty


@pytest.mark.django_db
def test_the_league_ranks_only_where_ten_are_due(
    history: list[InformationRequest], mopc: Institution, mec: Institution
) -> None:
    first, second = by_institution(YEAR)
    assert (first.code, first.rank, first.in_term) == ("MOPC", 1, Share(13, 15))
    assert (second.code, second.rank, second.in_term.percent) == ("MEC", None, None)
    assert first.pending_at_end == 1


@pytest.mark.django_db
def test_equal_rates_share_a_place(mopc: Institution, mec: Institution) -> None:
    third = make_institution("MSP", "Ministerio de Salud Pública")
    version = CalendarVersion.objects.get()
    for body, ends in ((mopc, "answered"), (mec, "answered"), (third, "silent")):
        for day in range(10):
            shape = Shape(presented_on=date(2026, 1, 5 + day), ends=ends, after_days=2)
            save(shape, body, body, version)
    rollup.rebuild_all(at=at("2026-03-10"))
    assert [(line.code, line.rank) for line in by_institution(YEAR)] == [
        ("MEC", 1),
        ("MOPC", 1),
        ("MSP", 3),
    ]


@pytest.mark.django_db
def test_the_league_keeps_what_waits_from_before_the_period(mopc: Institution) -> None:
    save(
        Shape(presented_on=date(2026, 1, 5), ends="open"),
        mopc,
        mopc,
        CalendarVersion.objects.get(),
    )
    rollup.rebuild_all(at=at("2026-01-10"))
    (line,) = by_institution(Period(date(2026, 5, 1), date(2026, 6, 1)))
    assert (line.received, line.pending_at_end) == (0, 1)


@pytest.mark.django_db
def test_figures_name_their_cut_off_calendar_and_rules(mopc: Institution) -> None:
    assert cut_off() is None
    rollup.rebuild_all(at=at("2026-03-10"))
    found = cut_off()
    assert found is not None
    assert found.counted_on == date(2026, 3, 10)
    assert found.calendar_version == CalendarVersion.objects.get().label
    assert found.rule_set == "ley-7544-2025"


@pytest.mark.django_db
def test_without_a_calendar_the_cut_off_says_none() -> None:
    rollup.rebuild_all(at=at("2026-03-10"))
    found = cut_off()
    assert found is not None
    assert found.calendar_version == ""


@pytest.mark.django_db
def test_the_headline_is_the_last_twelve_months(history: list[InformationRequest]) -> None:
    assert headline(on=date(2026, 3, 10)).received == 18
    assert headline(on=date(2028, 3, 10)).received == 0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60), st.sampled_from([1, 50, 90, 100]))
def test_a_percentile_is_the_least_value_that_covers_the_share(
    days: list[int], percent: int
) -> None:
    found = Distribution.of({day: days.count(day) for day in days}).percentile(percent)
    assert found is not None
    assert sum(day <= found for day in days) * 100 >= percent * len(days)
    assert sum(day < found for day in days) * 100 < percent * len(days)


def test_nobody_answered_so_there_is_no_percentile() -> None:
    assert Distribution.of({}).median is None


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="percentile_disc is PostgreSQL's")
def test_percentiles_are_exactly_percentile_disc_on_the_raw_rows(
    mopc: Institution, mec: Institution
) -> None:
    chance = random.Random(16)  # noqa: S311
    version = CalendarVersion.objects.get()
    for _index in range(300):
        shape = Shape(
            presented_on=date(2026, 1, 1 + chance.randrange(28)),
            ends=chance.choice(["answered", "denied", "silent_then_answered"]),
            after_days=chance.randrange(40),
            forwarded=chance.random() < 0.1,
        )
        save(shape, mopc, mec, version)
    rollup.rebuild_all(at=at("2026-12-31"))
    for scope, where in ((Scope(), ""), (Scope(institution_id=mec.pk), f" = {mec.pk}")):
        found = figures(YEAR, scope)
        for column, spread in (("response_days", found.response), ("late_days", found.late)):
            assert (spread.median, spread.p90) == _raw(column, where)


def _raw(column: str, where: str) -> tuple[int, int]:
    condition = f"AND institution_id {where}" if where else ""
    late = "AND late_days > 0" if column == "late_days" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY {column}), "  # noqa: S608
            f"percentile_disc(0.9) WITHIN GROUP (ORDER BY {column}) "
            "FROM requests_app_informationrequest "
            f"WHERE answered_on IS NOT NULL {condition} {late}"
        )
        row: tuple[int, int] = cursor.fetchone()
    return row


@pytest.mark.parametrize(
    ("part", "whole", "of_hundred"),
    [(9, 9, None), (0, 10, 0), (10, 10, 100), (999, 1000, 99), (1, 1000, 1), (5, 6, None)],
)
def test_all_and_none_are_said_only_when_it_is_all_and_none(
    part: int, whole: int, of_hundred: int | None
) -> None:
    assert Share(part, whole).of_hundred == of_hundred


@pytest.mark.django_db
def test_the_figures_are_told_in_sentences(history: list[InformationRequest]) -> None:
    rate, days, silence = sentences(figures(YEAR))
    assert rate == "De cada 100 pedidos cuyo plazo venció, 88 se respondieron a tiempo."
    assert days.startswith("La mitad de las respuestas llegó en")
    assert silence.endswith("1 sigue sin respuesta.")


@pytest.mark.django_db
def test_few_cases_give_no_percentage_and_none_gives_no_sentence(mopc: Institution) -> None:
    assert sentences(figures(YEAR)) == []
    version = CalendarVersion.objects.get()
    late = Shape(presented_on=date(2026, 1, 5), ends="silent_then_answered")
    save(late, mopc, mopc, version)
    rollup.rebuild_all(at=at("2026-03-10"))
    first, *_middle, last = sentences(figures(YEAR))
    assert "muy pocos para dar un porcentaje" in first
    assert last.endswith("Todos tuvieron una respuesta después.")


@pytest.mark.parametrize("count", [-25, -1, 0, 1, 11, 12, 30])
def test_months_are_added_one_by_one(count: int) -> None:
    month = date(2026, 11, 1)
    assert month_after(month_after(month, count), -count) == month


def test_a_year_stops_at_today_and_a_single_month_is_named_alone() -> None:
    assert list(Period.year(2026, on=date(2026, 2, 9)).months()) == [
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert str(Period(date(2026, 1, 1), date(2026, 1, 1))) == "enero de 2026"


@pytest.mark.django_db
def test_reading_takes_two_queries_however_many_requests(
    history: list[InformationRequest], django_assert_num_queries: Callable[..., object]
) -> None:
    assert HistogramCell.objects.exists()
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        figures(YEAR)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        by_institution(YEAR)
