"""P1: a request with a receipt is never lost, wherever the process is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import migrated

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = ["after_insert", "before_commit", "after_commit", "before_response"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An installation of its own on SQLite; on PostgreSQL, the tests' database."""
    if connection.vendor == "postgresql":
        where = connection.settings_dict
        user = f"{where['USER']}:{where['PASSWORD']}" if where["PASSWORD"] else where["USER"]
        address = f"{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}"
        return variables(tmp_path) | {"DATABASE_URL": f"postgres://{user}@{address}"}
    migrated.copy_to(tmp_path / "aip.sqlite3")
    return variables(tmp_path)


def variables(folder: Path) -> dict[str, str]:
    """Return the environment of an installation whose data is in that folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "aip.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'aip.sqlite3'}",
        "VAR_DIR": str(folder),
        "BROKER_URL": "memory://",
        "DEMO": "true",
        "LOG_LEVEL": "ERROR",
    }


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a Python process of the project to its end, whatever its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("point", POINTS)
def test_every_receipt_shown_before_a_kill_exists_after_a_restart(
    environment: dict[str, str], point: str
) -> None:
    killed = run(["-m", "tests.faults.filing", point, "1", "3"], environment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    shown = killed.stdout.splitlines()
    assert len(shown) == 2

    # The person, who saw no receipt, sends the same form again; then another comes.
    restarted = run(["-m", "tests.faults.filing", "-", "3", "4"], environment)
    assert restarted.returncode == 0, restarted.stderr
    *receipts, record = restarted.stdout.splitlines()
    held = json.loads(record)
    assert held["numbers"] == [f"AIP-2026-{place:06}" for place in range(1, 5)]
    assert [f"{number} {code}" for number, code in held["codes"].items()] == [*shown, *receipts]
    assert held["failed"] == 0
