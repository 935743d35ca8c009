"""A process that files requests, prints each receipt, and may be killed at a named point.

`python -m tests.faults.filing POINT FIRST LAST` files requests number FIRST to LAST of a series
of forms and is killed at POINT while filing the last of them; with `-` it lives, and ends by
printing what is on record.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  after setup

from aip.celery import app  # noqa: E402
from offices.models import CalendarVersion, Institution  # noqa: E402
from requests_app import actions, tracking  # noqa: E402
from requests_app.models import InformationRequest  # noqa: E402
from requests_app.verification import verify_log  # noqa: E402
from tests.factories import at, filing, make_calendar, make_institution  # noqa: E402

# The first row of the request, and the last statement before COMMIT.
STATEMENTS = {
    "after_insert": 'INSERT INTO "requests_app_informationrequest"',
    "before_commit": 'UPDATE "requests_app_informationrequest" SET "events_count"',
}


def die(*_args: Any, **_kwargs: Any) -> None:
    """Be killed as by kill -9: nothing is flushed, closed or rolled back by us."""
    os.kill(os.getpid(), signal.SIGKILL)


def killer(point: str) -> Callable[..., Any]:
    """Return a database wrapper that lets the statement of that point run, and then dies."""

    def wrapper(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(STATEMENTS.get(point, "nothing starts so")):
            die()
        return result

    return wrapper


def file_form(institution: Institution, place: int) -> str:
    """File the form of that place in the series and return the line of its receipt."""
    receipt = actions.file_request(filing(institution), token=f"form-{place}", at=at("2026-07-06"))
    return f"{receipt.info_request.number} {receipt.tracking_code}"


def file_and_die(institution: Institution, place: int, point: str) -> None:
    """File one more form, being killed at `point` of it."""
    if point == "after_commit":
        app.send_task = die
    with connection.execute_wrapper(killer(point)):
        line = file_form(institution, place)
    if point == "before_response":
        die()
    sys.stdout.write(f"{line}\n")


def on_record() -> str:
    """Return what the database holds: the numbers, whether it verifies, the codes that open."""
    rows = InformationRequest.objects.order_by("number")
    codes = [tracking.code_for(f"form-{place}") for place in range(1, 10)]
    return json.dumps(
        {
            "numbers": [row.number for row in rows],
            "failed": verify_log().failed,
            "codes": {
                row.number: next(c for c in codes if tracking.matches(c, row.tracking_code_hash))
                for row in rows
            },
        }
    )


def main(point: str, first: str, last: str) -> None:
    """File the forms from `first` to `last`."""
    if not CalendarVersion.objects.exists():
        make_calendar()
        make_institution("MOPC")
    institution = Institution.objects.get(code="MOPC")
    for place in range(int(first), int(last) + 1):
        if point != "-" and place == int(last):
            file_and_die(institution, place, point)
        else:
            sys.stdout.write(f"{file_form(institution, place)}\n")
        sys.stdout.flush()
    sys.stdout.write(on_record())


if __name__ == "__main__":
    main(*sys.argv[1:])
