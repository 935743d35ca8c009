"""A table as a CSV file that no spreadsheet takes for a program."""

import csv
from collections.abc import Iterable
from io import StringIO

from look.figures.tables import Table

# What spreadsheets read as the beginning of a formula, wide forms included (OWASP).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Return `text` without NUL and with an apostrophe before what would start a formula."""
    clean = text.replace("\0", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(FORMULA) else clean


def as_csv(table: Table, about: Iterable[tuple[str, str]]) -> str:
    """Return the table's values as CSV, each row followed by what the figures are about.

    `about` pairs a column's name with what it says of every row: period, scope, cut-off. Figures
    are written plainly (83.3), words as a spreadsheet may open them; UTF-8 with a mark, because
    without it one common program reads accents wrong.
    """
    told = list(about)
    file = StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow([safe_text(name) for name in (*table.headers, *(name for name, _text in told))])
    for row in table.rows:
        values = [_plain(cell.value) for cell in row]
        rows.writerow([*values, *(safe_text(text) for _name, text in told)])
    return "\ufeff" + file.getvalue()


def _plain(value: str | float | None) -> str | float:
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else value
