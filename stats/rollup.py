"""Keeps the counted months true: cells are recounted from the rows, never incremented.

A recount twice, late, or after a crash gives what one timely recount would have given, so nothing
has to be remembered about what was already added. The price is finding which cells to recount.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet, Sum

from law.terms import TermKind
from look.figures.periods import month_of
from offices.calendars import local_date
from requests_app.models import InformationRequest, Leg, Term, TimelineEvent
from stats.facts import Counting, histogram_countings, month_countings
from stats.models import HistogramCell, MonthCell, Rollup

Cell = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells as SQL names it: what makes a cell unique, and what it counts."""

    name: str
    keys: tuple[str, ...]
    counters: tuple[str, ...]


MONTH_CELLS = Table("stats_monthcell", ("institution_id", "month"), MonthCell.COUNTERS)
HISTOGRAM = Table(
    "stats_histogramcell", ("institution_id", "month", "kind", "business_days"), ("count",)
)

# An event is written down before its transaction commits; ours may look in between.
LATE_COMMITS = timedelta(minutes=10)
# So many requests touched at once, and counting everything is cheaper than finding cells.
MANY = 20_000
# How many institutions are recounted by one set of statements.
BATCH = 100


def recount(cells: Iterable[Cell], *, on: date) -> int:
    """Count again the cells given as (institution id, first day of month); return how many.

    Also recounts, harmlessly, the other months named for institutions of the same batch. `on` is
    the cut-off: due dates before it have passed. One transaction.
    """
    wanted: dict[int, set[date]] = {}
    for body, month in cells:
        wanted.setdefault(body, set()).add(month)
    if not wanted:
        return 0
    bodies = sorted(wanted, key=lambda body: (sorted(wanted[body]), body))
    with transaction.atomic():
        _locked()
        for start in range(0, len(bodies), BATCH):
            batch = bodies[start : start + BATCH]
            _count(on, bodies=batch, months=sorted(set().union(*(wanted[b] for b in batch))))
        _sum_up(sorted(set().union(*wanted.values())))
    return sum(map(len, wanted.values()))


def rebuild_all(*, at: datetime) -> None:
    """Count everything from nothing: one statement per definition, one transaction."""
    with transaction.atomic():
        _rebuild(_locked(), at=at)


def catch_up(*, at: datetime) -> int | None:
    """Recount what events written since the last time have touched, and what fell due since.

    Returns how many cells were recounted; None when everything was (the first time, or after
    many changes). Events are found by place in the log, and by instant with a margin for
    transactions that commit late.
    """
    with transaction.atomic():
        state = _locked()
        if state.counted_at is None or state.counted_on is None:
            _rebuild(state, at=at)
            return None
        new = Q(pk__gt=state.last_event) | Q(recorded_at__gte=state.counted_at - LATE_COMMITS)
        events = TimelineEvent.objects.filter(new).order_by()
        last_event = events.aggregate(last=Max("pk"))["last"] or state.last_event
        touched = list(events.values_list("info_request", flat=True).distinct()[: MANY + 1])
        if len(touched) > MANY:
            _rebuild(state, at=at)
            return None
        on = max(local_date(at), state.counted_on)
        cells = _cells_of(touched) | _fallen_due(state.counted_on, on)
        recounted = recount(cells, on=on)
        _advance(state, at=at, on=on, last_event=max(last_event, state.last_event))
    return recounted


def _locked() -> Rollup:
    """Return the state row, locked: two workers recounting one cell would count it double."""
    Rollup.objects.get_or_create(pk=1)
    return Rollup.objects.select_for_update().get(pk=1)


def _rebuild(state: Rollup, *, at: datetime) -> None:
    last_event = TimelineEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    on = local_date(at)
    _count(on, bodies=None, months=None)
    _sum_up(None)
    _advance(state, at=at, on=on, last_event=last_event)


def _advance(state: Rollup, *, at: datetime, on: date, last_event: int) -> None:
    state.counted_at, state.counted_on, state.last_event = at, on, last_event
    state.save()


def _cells_of(touched: Sequence[int]) -> set[Cell]:
    """Return every cell the requests count in, counted in before, or may count in.

    An event moves a request between cells only by the institution that holds it (each is on one
    of its legs) and by its dates, so every institution is crossed with every date.
    """
    bodies: dict[int, set[int]] = {}
    months: dict[int, set[date]] = {}
    days = ("presented_on", "answered_on", "tacitly_denied_on", "withdrawn_on")
    requests = InformationRequest.objects.filter(pk__in=touched)
    for pk, first, current, *dates in requests.values_list(
        "pk", "first_institution", "institution", *days
    ):
        bodies[pk] = {first, current}
        months[pk] = {month_of(day) for day in dates if day}
    legs = Leg.objects.filter(info_request__in=touched)
    for pk, sender, receiver in legs.values_list(
        "info_request", "from_institution", "to_institution"
    ):
        bodies[pk] |= {sender, receiver}
    terms = Term.objects.filter(info_request__in=touched, kind=TermKind.ANSWER)
    for pk, due_on in terms.values_list("info_request", "due_on"):
        months[pk] |= {month_of(due_on), month_of(due_on + timedelta(days=1))}
    return {(body, month) for pk in bodies for body in bodies[pk] for month in months[pk]}


def _fallen_due(since: date, until: date) -> set[Cell]:
    """Return the cells whose due dates passed because days did, without any event."""
    terms = Term.objects.filter(
        kind=TermKind.ANSWER, replaced_by=None, due_on__gte=since, due_on__lt=until
    )
    pairs = terms.values_list("institution", "due_on").order_by().distinct()
    return {(body, month_of(due_on)) for body, due_on in pairs}


def _count(on: date, *, bodies: list[int] | None, months: list[date] | None) -> None:
    stale = [MonthCell.objects.all(), HistogramCell.objects.all()]
    if bodies is not None and months is not None:
        stale = [cells.filter(institution__in=bodies, month__in=months) for cells in stale]
    for cells in stale:
        cells.delete()
    for counting in month_countings(on=on):
        _insert(MONTH_CELLS, counting, counting.grouped(bodies, months))
    for counting in histogram_countings():
        _insert(HISTOGRAM, counting, counting.grouped(bodies, months))


def _sum_up(months: list[date] | None) -> None:
    """Write again the State's sums of some months, or of all, from the institutions' cells."""
    for table, cells in ((MONTH_CELLS, MonthCell.objects), (HISTOGRAM, HistogramCell.objects)):
        sums, parts = cells.of_the_state(), cells.of_institutions()
        if months is not None:
            sums, parts = sums.filter(month__in=months), parts.filter(month__in=months)
        sums.delete()
        totals = {f"n_{name}": Sum(name) for name in table.counters}
        rows = parts.values(*table.keys[1:]).annotate(**totals).order_by()
        select, params = rows.query.get_compiler(connection=connection).as_sql()
        names = ", ".join([*table.keys[1:], *table.counters])
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table.name} ({names}) {select}", params)


def _insert(table: Table, counting: Counting, rows: QuerySet[Any]) -> None:
    """INSERT … SELECT; where another count already made the cell, fill this one's columns."""
    columns = [*table.keys, *counting.columns]
    zeros = [name for name in table.counters if name not in counting.columns]
    names = ", ".join([*columns, *zeros])
    chosen = ", ".join(["counted.*", *("0" for _ in zeros)])
    updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in counting.columns)
    select, params = rows.query.get_compiler(connection=connection).as_sql()
    # Names are this module's own, values go as parameters.
    statement = (
        f"INSERT INTO {table.name} ({names}) "  # noqa: S608
        f"SELECT {chosen} FROM ({select}) AS counted WHERE true "
        f"ON CONFLICT ({', '.join(table.keys)}) DO UPDATE SET {updates}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
