"""Files requests to an office with an officer, each timed: `python -m tests.worker.seed N`."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from django.utils.timezone import now  # noqa: E402  Django is set up first

from accounts.models import User  # noqa: E402
from offices.models import CalendarVersion, Duty, Institution  # noqa: E402
from requests_app import actions  # noqa: E402
from tests.factories import (  # noqa: E402
    appoint,
    filing,
    make_calendar,
    make_institution,
    make_user,
)


def _institution() -> Institution:
    if not CalendarVersion.objects.exists():
        make_calendar()
        appoint(make_user("oficial@mopc.example"), make_institution("MOPC"), Duty.OFFICER)
    return Institution.objects.get(code="MOPC")


def main(count: int) -> None:
    """File, and print the numbers and how long each filing took, as JSON."""
    institution = _institution()
    User.objects.count()
    numbers, seconds = [], []
    for place in range(count):
        started = time.monotonic()
        receipt = actions.file_request(
            filing(institution, email=f"persona{place}@correo.example"),
            token=f"semilla-{started}-{place}",
            at=now(),
        )
        seconds.append(time.monotonic() - started)
        numbers.append(receipt.info_request.number)
    sys.stdout.write(json.dumps({"numbers": numbers, "seconds": seconds}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
