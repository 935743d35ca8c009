"""How much a change of the rules would touch: figures to judge it by, which no approval fixes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from law.ladder import ladder_on, step_day
from law.terms import TermKind
from offices.calendars import calendar_for
from requests_app.models import Term
from rulebook.preview import Difference, Preview

_YEAR = timedelta(days=365)
# The terms that are kept as rows.
_KEPT = {
    kind.value
    for kind in (
        TermKind.ANSWER,
        TermKind.RECONSIDERATION,
        TermKind.RECONSIDERATION_DECISION,
        TermKind.COURT,
        TermKind.COMPLIANCE,
    )
}
# Those that are not run inside the term to answer.
_WITHIN_ANSWER = {"clarification", "forwarding", "tacit_denial", "extension"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder for a request presented on the first day, before and after."""

    reading: str
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Scale:
    """`running` terms that would keep their dates; of the `counted` ones that began in the last
    year, how many would have `moved`."""

    running: int
    counted: int
    moved: int
    steps: Sequence[Step]


def scale_of(preview: Preview, *, on: date) -> Scale:
    """Return the scale of a preview as of that day, in at most four queries."""
    values = {
        one.name: (one.before.value, one.after.value)
        for one in preview.differences
        if one.dates_differ and one.name in _KEPT
    }
    names = {one.name for one in preview.differences}
    kinds = names & _KEPT | ({TermKind.ANSWER.value} if names & _WITHIN_ANSWER else set())
    running = Term.objects.running().filter(kind__in=kinds)
    days = calendar_for(None).days
    counted = moved = 0
    for kind, starts_on, many in _begun(values, on=on):
        before, after = values[kind]
        counted += many
        moved += many * (days.due(starts_on, before) != days.due(starts_on, after))
    return Scale(running.count(), counted, moved, _steps(preview))


def _begun(kinds: dict[str, tuple[int, int]], *, on: date) -> list[tuple[str, date, int]]:
    """Return how many terms of those kinds began on each day of the last year."""
    if not kinds:
        return []
    rows = Term.objects.filter(
        kind__in=kinds, starts_on__gt=on - _YEAR, starts_on__lte=on, replaced_by=None
    )
    grouped = rows.order_by().values("kind", "starts_on").annotate(many=Count("pk"))
    return list(grouped.values_list("kind", "starts_on", "many"))


def _steps(preview: Preview) -> list[Step]:
    if not any(_is_answer(one) for one in preview.differences):
        return []
    moves = {name: (before, after) for name, before, after in preview.days[1].moves}
    before, after = moves[TermKind.ANSWER.value]
    days = calendar_for(None).days
    return [
        Step(step.reading, step_day(step, before, days), step_day(step, after, days))
        for step in ladder_on(after).steps
    ]


def _is_answer(one: Difference) -> bool:
    return one.name == TermKind.ANSWER.value and one.dates_differ
