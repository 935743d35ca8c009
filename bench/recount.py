"""How dear a decree is with 50,000 running terms: `python -m bench.recount`.

Works on the database the environment names (fill it with `manage.py demo --requests 60000`),
where it opens terms for requests already closed until 50,000 run, inside one transaction that is
undone. Looking is held to two seconds; moving, with an event each, to six times the one statement
that would move the same dates with nothing else: UPDATE … FROM a table of the new dates.
Prints one line of JSON each.
"""

import json
import os
import timeit
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  settings first
from django.db.models import prefetch_related_objects  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from accounts.models import User  # noqa: E402
from law.calendar import ClosedDay, DayKind  # noqa: E402
from law.terms import TermKind, answer_term  # noqa: E402
from offices.calendars import calendar_for, current_version, days_of  # noqa: E402
from offices.models import CalendarChange, CalendarVersion, ChangeState  # noqa: E402
from requests_app.actions.recounting import move_terms  # noqa: E402
from requests_app.models import InformationRequest, Term  # noqa: E402
from requests_app.moves import Move, Recount, running_terms  # noqa: E402

TERMS = 50_000
BATCH = 500
GOAL_PREVIEW_SECONDS = 2.0
GOAL_APPLY = 6.0
DAYS_AHEAD = 8

ONE_STATEMENT = """
UPDATE requests_app_term AS term SET due_on = bench_move.due_on
FROM bench_move WHERE bench_move.term_id = term.id
"""


class UndoneOnPurpose(Exception):
    """Ends a transaction whose work must not stay."""


def seconds(run: Callable[[], object]) -> float:
    """Return the time of one call, in seconds."""
    return timeit.timeit(run, number=1)


def fill() -> None:
    """Open an answer term, filed three business days ago, until TERMS run."""
    days = calendar_for(None)
    counted = answer_term(days.days.add(localdate(), -3), days.days)
    lacking = TERMS - running_terms().filter(kind=TermKind.ANSWER).count()
    closed = InformationRequest.objects.exclude(
        pk__in=running_terms().filter(kind=TermKind.ANSWER).values("info_request")
    )
    rows = closed.order_by("pk")[: max(lacking, 0)]
    Term.objects.bulk_create(
        [Term.of(row, counted, version=days.version) for row in rows.iterator(chunk_size=5000)],
        batch_size=5000,
    )


def decreed() -> tuple[CalendarChange, Recount]:
    """Return a change that closes a day within the terms, as approved, and how it counts."""
    base = current_version()
    day = calendar_for(None).days.add(localdate(), DAYS_AHEAD)
    name = "Decreto de prueba"
    days = (*days_of(base), ClosedDay(day, DayKind.FERIADO, "national", name, name))
    version = CalendarVersion.objects.create(
        number=base.number + 1, digest="0" * 64, made_at=now(), reason=name
    )
    people = User.objects.order_by("pk")[:2]
    change = CalendarChange.objects.create(
        base_version=base,
        version=version,
        state=ChangeState.APPROVED,
        reason=name,
        instrument=name,
        source=name,
        published_on=localdate(),
        proposed_by=people[0],
        decided_by=people[1],
        proposed_at=now() - timedelta(hours=1),
        decided_at=now(),
    )
    return change, Recount(days, label=version.label)


def move_all(moves: list[Move], change: CalendarChange) -> None:
    """Move in batches, as the worker does; its transactions are left out."""
    for start in range(0, len(moves), BATCH):
        batch = moves[start : start + BATCH]
        keys = {move.info_request_id for move in batch}
        rows = InformationRequest.objects.filter(pk__in=keys).select_for_update().order_by("pk")
        held = {row.pk: row for row in rows}
        prefetch_related_objects(list(held.values()), "institution")
        move_terms(held, batch, change, at=now())


def one_statement(moves: list[Move]) -> float:
    """Return how long the bare update takes, undone at once."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_move (term_id bigint, due_on date)")
        cursor.executemany(
            "INSERT INTO bench_move VALUES (%s, %s)", [(m.term_id, m.due_on) for m in moves]
        )
        cursor.execute("ANALYZE bench_move")
        point = transaction.savepoint()
        taken = seconds(lambda: cursor.execute(ONE_STATEMENT))
        transaction.savepoint_rollback(point)
    return taken


def measure() -> None:
    """Measure looking, and moving beside the one statement."""
    fill()
    change, recount = decreed()
    found: list[Move] = []
    looking = seconds(lambda: found.extend(recount.moves(running_terms())))
    told = {"name": "recount_preview", "N": running_terms().count(), "moves": len(found)}
    limit = {"goal_seconds": GOAL_PREVIEW_SECONDS, "pass": looking <= GOAL_PREVIEW_SECONDS}
    print(json.dumps({**told, "seconds": round(looking, 2), **limit}))
    reference = one_statement(found)
    moving = seconds(lambda: move_all(found, change))
    ratio = moving / reference
    result = {
        "name": "recount_apply",
        "N": len(found),
        "figure": round(moving, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": GOAL_APPLY,
        "pass": ratio <= GOAL_APPLY,
    }
    print(json.dumps(result))


def main() -> None:
    """Measure where the reference is the goal's: on PostgreSQL."""
    if connection.vendor != "postgresql":
        print(json.dumps({"name": "recount", "pass": None, "needs": "PostgreSQL"}))
        return
    with suppress(UndoneOnPurpose), transaction.atomic():
        measure()
        raise UndoneOnPurpose


if __name__ == "__main__":
    main()
