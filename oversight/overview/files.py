"""The files of the Directorate's figures: exactly what a page shows, with what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from look.figures.files import as_csv
from look.figures.tables import Table

About = Iterable[tuple[str, str]]


def csv_file(table: Table, about: About) -> HttpResponse:
    """Return the table as a CSV file to keep; its name is the table's key."""
    return HttpResponse(
        as_csv(table, about),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{table.key}.csv"'},
    )
