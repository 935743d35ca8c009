"""Loads the fictional requests, some days of filings at a time, while the site runs.

Numbers are reserved first, then every portion is one short transaction that also says which days
are in. Killed anywhere, a load goes on from there and ends with the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, datetime
from functools import lru_cache
from multiprocessing import get_context

import django
from django.db import connection, transaction

from demo import between_offices, lists, mailboxes, portions
from demo.models import LoadState
from demo.plan import Day, days_of
from requests_app.models import InformationRequest, NumberCounter
from requests_app.states import Stage
from stats import rollup

Told = Callable[[LoadState], None]
# SQLite has one writer: what is filed meanwhile waits for a portion, so it takes a fraction of a
# second there. PostgreSQL takes larger ones gladly.
_PORTION = {"sqlite": 500, "postgresql": 5000}


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


def load(state: LoadState, *, told: Told) -> None:
    """Load what is left of `state`, in order, telling how far it is after each portion.

    Raises LoadingElsewhere, and NoCalendar or KeyError when the offices were not prepared.
    """
    loader = portions.Loader(state)
    with portions.collecting_by_hand() as collect:
        for days in _left_of(state):
            loader.load(days)
            collect()
            told(state)


def load_in_parallel(state: LoadState, *, jobs: int, told: Told) -> None:
    """Load what is left of `state` with several processes, each with its own connection.

    The requests are the same; only their keys follow another order than their numbers.
    Raises what `load` raises.
    """
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=django.setup
    ) as pool:
        waiting = [pool.submit(_load_apart, state.pk, days) for days in _left_of(state)]
        for done in as_completed(waiting):
            done.result()
            state.refresh_from_db()
            told(state)


def finish(state: LoadState, *, at: datetime) -> None:
    """Make figures and mailboxes, refresh the planner's statistics, mark the load as complete."""
    rollup.rebuild_all(at=at)
    between_offices.fill(today=state.today, at=at)
    mailboxes.fill(state.today)
    lists.fill(at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    state.finished_at = at
    state.save(update_fields=["finished_at"])


def examples() -> list[InformationRequest]:
    """Return the newest fictional request of each stage, to be followed with the shared code."""
    state = LoadState.objects.first()
    if state is None:
        return []
    # What is filed after the load began is somebody's trial, with a code of its own.
    newest = InformationRequest.objects.filter(filed_at__lt=state.started_at).order_by("-pk")
    found = (newest.filter(stage=stage).first() for stage in Stage.values)
    return [info_request for info_request in found if info_request is not None]


def _left_of(state: LoadState) -> Iterator[list[Day]]:
    """Yield the days that are not in, some at a time and in order."""
    loaded = set(state.loaded_days)
    portion: list[Day] = []
    size = 0
    for day in days_of(state.requests, state.today):
        if day.on.isoformat() in loaded:
            continue
        portion.append(day)
        size += day.requests
        if size >= _PORTION[connection.vendor]:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _load_apart(state_id: int, days: list[Day]) -> None:
    """Load one portion in a process of the pool."""
    loader = _loader_of(state_id)
    with portions.collecting_by_hand() as collect:
        loader.load(days)
        collect()


@lru_cache(maxsize=1)
def _loader_of(state_id: int) -> portions.Loader:
    return portions.Loader(LoadState.objects.get(pk=state_id))
