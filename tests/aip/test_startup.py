"""What the process refuses to start with: each reason is made real here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from aip.startup import (
    database_knows_the_hour,
    problems,
    python_knows_the_hour,
    refuse_to_start,
)
from requests_app import triggers
from tests.factories import make_user

ON_POSTGRESQL = connection.vendor == "postgresql"
ENTRANCES = {
    "preflight": ["manage.py", "preflight"],
    "web": ["-c", "import aip.wsgi"],
    "worker": ["-m", "celery", "-A", "aip", "worker", "--pool", "solo"],
    "beat": ["-m", "celery", "-A", "aip", "beat", "--pidfile="],
}


def enter(arguments: list[str], folder: Path, database: str) -> subprocess.CompletedProcess[str]:
    """Start a process of its own on a database of its own, as an operator would."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(project.BASE_DIR),
        "DJANGO_SETTINGS_MODULE": "aip.settings",
        "DATABASE_URL": database,
        "BROKER_URL": "memory://",
        "VAR_DIR": str(folder),
        "DEMO": "true",
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.django_db
def test_a_sound_installation_starts(capsys: pytest.CaptureFixture[str]) -> None:
    assert problems() == []
    call_command("preflight")
    assert "Todo en orden" in capsys.readouterr().out


@pytest.mark.parametrize("zone", ["America/La_Paz", "UTC", "America/Nowhere", ""])
def test_python_with_another_hour_is_found_out(zone: str) -> None:
    assert python_knows_the_hour("America/Asuncion")
    assert not python_knows_the_hour(zone)


@pytest.mark.django_db
def test_a_database_with_another_hour_is_found_out_whatever_its_session_says() -> None:
    assert database_knows_the_hour(connection, "America/Asuncion")
    assert not database_knows_the_hour(connection, "America/La_Paz")
    assert not database_knows_the_hour(connection, "America/Nowhere")
    if ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'Asia/Tokyo'")
        assert database_knows_the_hour(connection, "America/Asuncion")
        assert not database_knows_the_hour(connection, "Asia/Tokyo")


@pytest.mark.django_db
def test_a_wrong_zone_is_told_once_for_each_that_has_it(settings: Settings) -> None:
    settings.TIME_ZONE = "America/La_Paz"

    found = problems()

    assert found[0].startswith("Python no da −03:00 a America/La_Paz")
    assert [line.split(" no da")[0] for line in found] == (
        ["Python", "La base de datos"] if ON_POSTGRESQL else ["Python"]
    )


def test_an_unguarded_history_is_refused(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    triggers.remove(connection)  # until the test's transaction is rolled back

    with pytest.raises(SystemExit) as left:
        call_command("preflight")

    assert left.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("No se puede empezar. La historia no está protegida")
    assert told.count("\n") == 1


def test_one_missing_trigger_is_enough(db: None) -> None:
    name = "history_no_truncate" if ON_POSTGRESQL else "history_no_replace"
    of_table = f" ON {triggers.TABLE}" if ON_POSTGRESQL else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{of_table}")

    assert [name in line for line in problems()] == [True]


@pytest.mark.django_db
def test_demonstration_people_are_refused_outside_a_demonstration(
    settings: Settings,
) -> None:
    make_user("demo@aip.example", is_demo=True)
    assert problems() == []

    settings.DEMO = False

    assert [line.startswith("Hay datos de demostración") for line in problems()] == [True]


@pytest.mark.django_db
def test_real_people_are_no_demonstration(settings: Settings) -> None:
    make_user("ana@mopc.example")
    settings.DEMO = False

    assert problems() == []


@pytest.mark.django_db
def test_pending_migrations_are_the_only_thing_told(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'offices' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'offices')"
        )

    assert problems() == ["Migraciones pendientes: 1. Ejecute manage.py migrate."]


@pytest.mark.django_db
def test_the_server_and_the_worker_ask_the_same(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    make_user("demo@aip.example", is_demo=True)
    settings.DEMO = False

    with pytest.raises(SystemExit):
        refuse_to_start()

    assert "Hay datos de demostración" in capsys.readouterr().err


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_no_entrance_opens_on_a_database_without_tables(entrance: str, tmp_path: Path) -> None:
    ended = enter(ENTRANCES[entrance], tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert ended.returncode == 1
    assert "No se puede empezar. Migraciones pendientes" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_out_of_reach_is_one_line(tmp_path: Path) -> None:
    ended = enter(ENTRANCES["preflight"], tmp_path, "sqlite:////dev/null/aip.sqlite3")

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "No se puede empezar. La base de datos no responde: unable to open database file"
    ]


def test_plazo_on_a_database_without_tables_names_the_command_to_run(tmp_path: Path) -> None:
    ended = enter(
        ["manage.py", "plazo", "2026-07-06"], tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}"
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "CommandError: La base de datos no está lista. Ejecute: manage.py migrate"
    ]


@pytest.mark.django_db
def test_an_installation_that_could_tell_nobody_is_refused(settings: Settings) -> None:
    settings.EMBEDDED = False
    settings.EMAIL_HOST = ""
    assert [line.startswith("Nadie recibiría avisos") for line in problems()] == [True]

    settings.EMAIL_HOST = "smtp.example"

    assert problems() == []
