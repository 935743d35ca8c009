"""The public list of requests, filtered: newest first, read by keys and never counted, or those
that say best what was looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from requests_app.models import InformationRequest
from requests_app.models.request import InformationRequestQuerySet
from requests_app.public import when_shown
from requests_app.search.engine import MOST_RANKED, matching, newest, search
from requests_app.search.query import Query, read
from requests_app.states import OPEN_STAGES, Outcome, Stage

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asks to see; an empty part filters nothing."""

    text: str = ""
    institution: str = ""
    branch: str = ""
    stage: str = ""
    outcome: str = ""
    presented_from: date | None = None
    presented_until: date | None = None


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """One line. `subject` is empty until a person has cleared it."""

    key: int
    number: str
    institution: str
    presented_on: date
    stage: str
    stage_label: str
    outcome_label: str
    due_on: date | None
    subject: str


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 25 lines, with the keys to ask for the neighbouring pages; None at the ends."""

    lines: tuple[ListedRequest, ...]
    newer_than: int | None
    older_than: int | None


@dataclass(frozen=True, slots=True)
class RankedPage:
    """Up to 25 lines of those that say best what was looked for; `place` counts pages from 1."""

    lines: tuple[ListedRequest, ...]
    place: int
    has_more: bool


LAST_PLACE = MOST_RANKED // PAGE_ROWS


def public_page(
    filters: Filters,
    *,
    query: Query | None = None,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> Page:
    """Return one page in one query, whatever the size of the table; with words, in two.

    `query` is how the filters' text was understood; without it, it is read as it stands.
    """
    found = _plainly_filtered(filters)
    if filters.text:
        found = newest(found, query or read(filters.text))
    if newer_than is not None:
        rows = _rows(found.filter(pk__gt=newer_than).order_by("pk"))
        has_newer, has_older = len(rows) > PAGE_ROWS, True
        rows = rows[:PAGE_ROWS][::-1]
    else:
        if older_than is not None:
            found = found.filter(pk__lt=older_than)
        rows = _rows(found.order_by("-pk"))
        has_newer, has_older = older_than is not None, len(rows) > PAGE_ROWS
        rows = rows[:PAGE_ROWS]
    lines = tuple(map(_line, rows))
    return Page(
        lines,
        newer_than=lines[0].key if lines and has_newer else None,
        older_than=lines[-1].key if lines and has_older else None,
    )


def ranked_page(filters: Filters, query: Query, *, place: int = 1) -> RankedPage:
    """Return the page at `place`, 20 at most, in two queries.

    The best are chosen among a bounded number, so that going on to the last page costs no more
    than the first.
    """
    place = max(1, min(place, LAST_PLACE))
    start = (place - 1) * PAGE_ROWS
    rows = _rows(search(_plainly_filtered(filters), query), start=start)
    has_more = len(rows) > PAGE_ROWS and place < LAST_PLACE
    return RankedPage(tuple(map(_line, rows[:PAGE_ROWS])), place, has_more)


def keys_matching(filters: Filters, *, among: Collection[int]) -> set[int]:
    """Return which of those requests the list with these filters holds, in one query."""
    found = _plainly_filtered(filters).filter(pk__in=among)
    if filters.text:
        found = matching(found, read(filters.text))
    return set(found.values_list("pk", flat=True))


def _plainly_filtered(filters: Filters) -> InformationRequestQuerySet:
    exact = {
        "institution__code": filters.institution,
        "institution__branch": filters.branch,
        "stage": filters.stage,
        "outcome": filters.outcome,
        "presented_on__gte": filters.presented_from,
        "presented_on__lte": filters.presented_until,
    }
    return InformationRequest.objects.filter(
        **{key: value for key, value in exact.items() if value}
    )


def _rows(found: InformationRequestQuerySet, *, start: int = 0) -> Sequence[dict[str, Any]]:
    lines = found.with_due_date().annotate(public_subject=when_shown("subject"))
    columns = ("pk", "number", "institution__name", "presented_on", "stage", "outcome")
    return list(lines.values(*columns, "due_on", "public_subject")[start : start + PAGE_ROWS + 1])


def _line(row: dict[str, Any]) -> ListedRequest:
    stage = Stage(row["stage"])
    return ListedRequest(
        key=row["pk"],
        number=row["number"],
        institution=row["institution__name"],
        presented_on=row["presented_on"],
        stage=stage.value,
        stage_label=str(stage.label),
        outcome_label=str(Outcome(row["outcome"]).label) if row["outcome"] else "",
        due_on=row["due_on"] if stage in OPEN_STAGES else None,
        subject=row["public_subject"],
    )
