"""Numbers in a series a year, without gaps: those of requests, and how others are given."""

from __future__ import annotations

from django.db import connection, models


class YearCounter(models.Model):
    """The last number given in a year, in a table of its own for each series."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int, *, count: int = 1) -> int:
        """Reserve `count` numbers of `year` and return the first of them.

        One atomic statement inside the caller's transaction: the row stays locked until COMMIT
        and a rollback gives the numbers back, so the series has neither doubles nor gaps.
        """
        table = cls._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (year, last) VALUES (%s, %s) "  # noqa: S608  a model's table
                f"ON CONFLICT (year) DO UPDATE SET last = {table}.last + EXCLUDED.last "
                "RETURNING last",
                [year, count],
            )
            (last,) = cursor.fetchone()
        return int(last) - count + 1


class NumberCounter(YearCounter):
    """The last number given to a request in a year."""


def number_text(year: int, sequence: int) -> str:
    """Return the number as people write it: AIP-2026-000001."""
    return f"AIP-{year}-{sequence:06}"
