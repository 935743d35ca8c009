"""Loads the fictional requests, some days of filings at a time, while the site runs.

Numbers are reserved first, then every batch is one short transaction that also says how far the
load has come. Killed anywhere, it goes on from there and ends with the same rows.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from random import Random

from django.db import connection, transaction

from demo import mailboxes
from demo.desks import Desk, staffed_desks
from demo.docket import Batch, Docket, Setting
from demo.models import LoadState
from demo.plan import Day, days_of, lives_of
from demo.play import play
from demo.writing import save
from requests_app import tracking
from requests_app.models import InformationRequest, NumberCounter
from requests_app.models.numbering import number_text
from requests_app.states import Stage
from stats import rollup

# The code that follows every fictional request: printed by the command, shown on the sign-in
# page, and worthless for a real one, whose code is derived from its own form.
TRACKING_CODE = "DEMO-DEMO-DEMO-DEMO"
# SQLite has one writer: what is filed meanwhile waits for a batch, so it takes a fraction of a
# second there. PostgreSQL takes larger ones gladly.
_BATCH = {"sqlite": 500, "postgresql": 5000}


class LoadingElsewhere(RuntimeError):
    """Another process is loading the same requests."""


def begin(*, requests: int, seed: int, today: date, at: datetime) -> LoadState:
    """Return the load under way or, the first time, one for which numbers were reserved."""
    with transaction.atomic(durable=True):
        state = LoadState.objects.first()
        if state is not None:
            return state
        by_year: Counter[int] = Counter()
        for day in days_of(requests, today):
            by_year[day.on.year] += day.requests
        first_numbers = {
            str(year): NumberCounter.take(year, count=count)
            for year, count in sorted(by_year.items())
            if count
        }
        return LoadState.objects.create(
            requests=requests, seed=seed, today=today, first_numbers=first_numbers, started_at=at
        )


def load(state: LoadState, *, told: Callable[[LoadState], None]) -> None:
    """Load what is left of `state`, telling how far it is after each batch.

    Raises LoadingElsewhere, and NoCalendar or KeyError when the offices were not prepared.
    """
    desks = staffed_desks()
    code_hash = tracking.hash_code(TRACKING_CODE)
    with _collecting_by_hand() as collect:
        for days in _portions(state):
            _load_portion(days, state, desks, code_hash)
            collect()
            told(state)


def finish(state: LoadState, *, at: datetime) -> None:
    """Make figures and mailboxes, refresh the planner's statistics, mark the load as complete."""
    rollup.rebuild_all(at=at)
    mailboxes.fill(state.today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    state.finished_at = at
    state.save(update_fields=["finished_at"])


def batch_of(days: list[Day], state: LoadState, desks: list[Desk], code_hash: str) -> Batch:
    """Return the rows of the requests filed on `days`, consecutive, composed but not saved."""
    batch = Batch()
    calendars = {desk.institution.pk: desk.calendar for desk in desks}
    numbers = _numbers(state, days[0].on)
    for day in days:
        salt = _salts(Random(f"{state.seed}:{day.on}:salts"))  # noqa: S311  fiction
        setting = Setting(calendars=calendars, tracking_code_hash=code_hash, salt=salt)
        lives = lives_of(day, desks=desks, seed=state.seed, today=state.today)
        for life in lives:
            docket = Docket(numbers(day.on.year), setting=setting, batch=batch)
            play(docket, life)
            docket.take_steps(state.today)
    return batch


def examples() -> list[InformationRequest]:
    """Return the newest fictional request of each stage, to be followed with the shared code."""
    state = LoadState.objects.first()
    if state is None:
        return []
    # What is filed after the load began is somebody's trial, with a code of its own.
    newest = InformationRequest.objects.filter(filed_at__lt=state.started_at).order_by("-pk")
    found = (newest.filter(stage=stage).first() for stage in Stage.values)
    return [info_request for info_request in found if info_request is not None]


@contextmanager
def _collecting_by_hand() -> Iterator[Callable[[], int]]:
    """Keep the garbage collector from walking through every row again and again: a quarter of
    the time. A batch is free of cycles but for the pairs of one-to-one rows, collected after it."""
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()


def _load_portion(days: list[Day], state: LoadState, desks: list[Desk], code_hash: str) -> None:
    batch = batch_of(days, state, desks, code_hash)
    with transaction.atomic(durable=True):
        _come_further(state, days)
        save(batch)


def _portions(state: LoadState) -> Iterator[list[Day]]:
    portion: list[Day] = []
    for day in days_of(state.requests, state.today):
        if state.loaded_through is None or day.on > state.loaded_through:
            portion.append(day)
            if sum(each.requests for each in portion) >= _BATCH[connection.vendor]:
                yield portion
                portion = []
    if portion:
        yield portion


def _salts(rng: Random) -> Callable[[], str]:
    def salt() -> str:
        return f"{rng.getrandbits(128):032x}"

    return salt


def _numbers(state: LoadState, start: date) -> Callable[[int], str]:
    """Return what gives the next number of a year, those of the days before `start` given."""
    given: Counter[int] = Counter()
    for day in days_of(state.requests, state.today):
        if day.on < start:
            given[day.on.year] += day.requests

    def next_of(year: int) -> str:
        number = state.first_numbers[str(year)] + given[year]
        given[year] += 1
        return number_text(year, number)

    return next_of


def _come_further(state: LoadState, days: list[Day]) -> None:
    standing = LoadState.objects.select_for_update().get(pk=state.pk)
    if standing.loaded != state.loaded:
        raise LoadingElsewhere
    state.loaded += sum(day.requests for day in days)
    state.loaded_through = days[-1].on
    state.save(update_fields=["loaded", "loaded_through"])
