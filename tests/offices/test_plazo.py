"""`manage.py plazo`: every date, from any day, and one clear line when it cannot."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offices.models import CalendarVersion
from tests.law.naive import NaiveCalendar
from tests.law.seed import CLOSED_ROWS, GOLDEN_ROWS
from tests.law.test_golden_dates import KEY_OF_COLUMN
from tests.offices.conftest import Write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry", "closed_days")]

REQUIRED = {
    "presented_on",
    "first_counting_day",
    "due_on",
    "due_article",
    "tacit_denial_on",
    "reconsideration_until",
    "reconsideration_decision_by",
    "court_safe_until",
    "court_until",
    "skipped",
    "rule_set",
    "calendar_version",
}


def plazo(*arguments: str) -> dict[str, Any]:
    """Run the command with --json and read the one object it prints."""
    printed = StringIO()
    call_command("plazo", *arguments, "--json", stdout=printed)
    told: dict[str, Any] = json.loads(printed.getvalue())
    return told


def words(*arguments: str) -> str:
    printed = StringIO()
    call_command("plazo", *arguments, stdout=printed)
    return printed.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("plazo", *arguments)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("row", GOLDEN_ROWS, ids=[row["case_id"] for row in GOLDEN_ROWS])
def test_every_worked_case_comes_out_of_the_command(row: dict[str, str]) -> None:
    arguments = [row["submitted_at_local"]]
    if row["calendar_known_on"]:
        arguments += ["--known-on", row["calendar_known_on"]]
    trigger, _, trigger_on = row["appeal_trigger"].partition(":")
    if trigger == "express":
        arguments += ["--notified-on", trigger_on]

    told = plazo(*arguments)

    assert told.keys() >= REQUIRED
    for column, key in KEY_OF_COLUMN.items():
        assert (told[key] or "") == row[column], f"{row['title']}: {column}, {row['because']}"
    assert " ".join(day["date"] for day in told["skipped"]) == row["skipped_weekday_nonworking"]


@pytest.mark.parametrize(
    ("typed", "presented_on"),
    [
        ("2026-07-06", "2026-07-06"),
        ("2026-07-06T23:59:59", "2026-07-06"),
        ("2026-07-07T02:59Z", "2026-07-06"),
        ("2026-07-07T03:00Z", "2026-07-07"),
        ("2026-07-06T23:00-04:00", "2026-07-07"),
        ("2024-07-08T23:30", "2024-07-08"),
        ("2024-07-09T03:59Z", "2024-07-08"),
        (" 2026-07-06T10:00 ", "2026-07-06"),
    ],
)
def test_an_instant_becomes_the_local_date(typed: str, presented_on: str) -> None:
    assert plazo(typed)["presented_on"] == presented_on


def test_the_version_is_the_one_in_the_database() -> None:
    assert plazo("2026-07-06")["calendar_version"] == CalendarVersion.objects.get().label


def test_a_local_day_moves_the_date_of_its_institution_only(days_file: Write) -> None:
    anniversary = "2026-07-27,asueto,institution:MUN-1103,Aniversario,Ordenanza,Junta,confirmed,"
    call_command("load_closed_days", str(days_file(anniversary)), verbosity=0)

    assert plazo("2026-07-06", "--institution", "MUN-1103")["due_on"] == "2026-07-28"
    assert plazo("2026-07-06", "--institution", "mun-1109")["due_on"] == "2026-07-27"


def test_a_dissolved_institution_leads_to_its_successor_and_says_so() -> None:
    told = plazo("2026-07-06", "--institution", "MH")

    assert told["institution"]["code"] == "MEF"
    assert told["institution"]["successor_of"] == "MH"
    assert "que tomó las funciones de Ministerio de Hacienda (MH)" in words(
        "2026-07-06", "--institution", "MH"
    )


def test_with_a_notified_denial_no_tacit_denial_is_foreseen() -> None:
    told = plazo("2026-07-06", "--notified-on", "2026-07-20")

    assert told["tacit_denial_on"] is None
    assert told["court_safe_until"] == "2026-09-18"
    assert "Resolución ficta" not in words("2026-07-06", "--notified-on", "2026-07-20")


def test_the_words_tell_the_safe_date_before_the_last_one_and_every_day() -> None:
    told = words("2026-09-15")

    assert told.index("Fecha segura para ir al juzgado") < told.index(
        "Último día para ir al juzgado"
    )
    assert "miércoles 7 de octubre de 2026" in told
    assert "Victoria de Boquerón" in told
    assert "Día hábil 15" in told
    assert "por confirmar" in told


def test_a_date_whose_years_are_not_loaded_says_so() -> None:
    assert plazo("2031-03-03")["calendar_complete"] is False
    assert "faltan los feriados" in words("2031-03-03")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("ayer",), "No se entiende «ayer»"),
        (("",), "No se entiende «»"),
        (("2026-02-30",), "No se entiende «2026-02-30»"),
        (("0001-01-01T00:00+10:00",), "No se entiende"),
        (("2013-12-31",), "está fuera del calendario"),
        (("2041-01-01",), "está fuera del calendario"),
        (("2040-12-03",), "más allá de 2040"),
        (("2026-07-06", "--institution", "NADIE"), "el código NADIE"),
        (("2026-07-06", "--notified-on", "2026-07-05"), "no puede ser anterior"),
        (("2026-07-06", "--notified-on", "2050-07-05"), "está fuera del calendario"),
        (("2026-07-06", "--known-on", "hoy"), "No se entiende «hoy»"),
    ],
)
def test_what_cannot_be_counted_is_told_in_one_line(
    arguments: tuple[str, ...], complaint: str
) -> None:
    assert complaint in refusal(*arguments)


def test_without_closed_days_the_command_to_run_is_named() -> None:
    CalendarVersion.objects.get().added.all().delete()
    CalendarVersion.objects.all().delete()

    assert refusal("2026-07-06").endswith("manage.py load_closed_days")


@given(
    day=st.dates(date(2014, 1, 1), date(2035, 12, 31)),
    answered_after=st.none() | st.integers(0, 40),
    code=st.sampled_from(["", "MUN-1103", "MUN-0901", "MOPC", "MH"]),
)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_command_page_and_fingers_agree_from_any_day(
    day: date, answered_after: int | None, code: str
) -> None:
    fields: dict[str, str | int] = {
        "presentado_day": day.day,
        "presentado_month": day.month,
        "presentado_year": day.year,
        "institucion": code,
    }
    arguments = [day.isoformat(), "--institution", code]
    if answered_after is not None:
        notified = day + timedelta(days=answered_after)
        arguments += ["--notified-on", notified.isoformat()]
        fields |= {
            "notificado_day": notified.day,
            "notificado_month": notified.month,
            "notificado_year": notified.year,
        }

    told = plazo(*arguments)
    response = Client().get("/plazos/", fields)

    fingers = NaiveCalendar(CLOSED_ROWS, "MEF" if code == "MH" else code)
    assert told["due_on"] == fingers.term("answer", day).isoformat()
    trigger = date.fromisoformat(told["notified_on"] or told["due_on"])
    assert told["court_until"] == fingers.term("court", trigger).isoformat()
    assert response.status_code == 200
    foretold = response.context["foretold"]
    assert foretold.as_dict() == told
    page = response.content.decode()
    for milestone in foretold.milestones:
        assert told[milestone.key] == milestone.day.isoformat()
        assert f'datetime="{milestone.day}"' in page
