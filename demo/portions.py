"""Composes and saves the requests of some days: what every loading process does by itself."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from random import Random

from django.db import IntegrityError, transaction

from demo.desks import staffed_desks
from demo.docket import Batch, Docket, Setting
from demo.models import LoadState
from demo.plan import Day, days_of, lives_of
from demo.play import play
from demo.writing import save
from requests_app import tracking
from requests_app.models import InformationRequest
from requests_app.models.numbering import number_text
from requests_app.search import index

# The code that follows every fictional request: printed by the command, shown on the sign-in
# page, and worthless for a real one, whose code is derived from its own form.
TRACKING_CODE = "DEMO-DEMO-DEMO-DEMO"


class LoadingElsewhere(RuntimeError):
    """Another process is loading the same requests."""


class Loader:
    """What is worked out once for a whole load: the desks, the numbers, the code's slow hash.

    Raises NoCalendar or KeyError when the offices were not prepared.
    """

    def __init__(self, state: LoadState) -> None:
        self._state = state
        self._desks = staffed_desks()
        self._calendars = {desk.institution.pk: desk.calendar for desk in self._desks}
        self._code_hash = tracking.hash_code(TRACKING_CODE)
        self._first_numbers = dict(_first_numbers(state))

    def load(self, days: Sequence[Day]) -> None:
        """Save the requests filed on `days` and write down that they are. One transaction.

        Raises LoadingElsewhere.
        """
        batch = self.batch_of(days)
        try:
            with transaction.atomic(durable=True):
                _require_absent(self._state, days)
                save(batch)
                index.refresh_many(_cleared(batch))
                _write_down(self._state, days)
        except IntegrityError as error:
            # Both looked before either had saved: the database keeps the tokens of one.
            raise LoadingElsewhere from error

    def batch_of(self, days: Sequence[Day]) -> Batch:
        """Return the rows of the requests filed on `days`, composed but not saved."""
        batch = Batch()
        for day in days:
            self._compose(day, batch)
        return batch

    def _compose(self, day: Day, batch: Batch) -> None:
        state = self._state
        setting = Setting(
            calendars=self._calendars,
            tracking_code_hash=self._code_hash,
            salt=_salts(Random(f"{state.seed}:{day.on}:salts")),  # noqa: S311  fiction
        )
        lives = lives_of(day, desks=self._desks, seed=state.seed, today=state.today)
        for sequence, life in enumerate(lives, start=self._first_numbers[day.on]):
            docket = Docket(number_text(day.on.year, sequence), setting=setting, batch=batch)
            play(docket, life)
            docket.take_steps(state.today)


@contextmanager
def collecting_by_hand() -> Iterator[Callable[[], int]]:
    """Keep the garbage collector from walking through every row again and again: a quarter of
    the time. A batch is free of cycles but for the pairs of one-to-one rows, collected after it."""
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()


def _first_numbers(state: LoadState) -> Iterator[tuple[date, int]]:
    given: Counter[int] = Counter()
    for day in days_of(state.requests, state.today):
        if day.requests:
            yield day.on, state.first_numbers[str(day.on.year)] + given[day.on.year]
        else:
            yield day.on, 0
        given[day.on.year] += day.requests


def _salts(rng: Random) -> Callable[[], str]:
    def salt() -> str:
        return f"{rng.getrandbits(128):032x}"

    return salt


def _require_absent(state: LoadState, days: Sequence[Day]) -> None:
    loaded = LoadState.objects.values_list("loaded_days", flat=True).get(pk=state.pk)
    if not {day.on.isoformat() for day in days}.isdisjoint(loaded):
        raise LoadingElsewhere


def _cleared(batch: Batch) -> list[int]:
    return [row.pk for row in batch.rows[InformationRequest] if row.shows_text]


def _write_down(state: LoadState, days: Sequence[Day]) -> None:
    # Locked last, so that several processes wait for each other's commit and not for their rows.
    standing = LoadState.objects.select_for_update().get(pk=state.pk)
    standing.loaded_days = [*standing.loaded_days, *(day.on.isoformat() for day in days)]
    standing.loaded += sum(day.requests for day in days)
    standing.save(update_fields=["loaded_days", "loaded"])
    state.loaded, state.loaded_days = standing.loaded, standing.loaded_days
