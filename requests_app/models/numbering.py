"""Numbers of requests: one series a year, without gaps."""

from __future__ import annotations

from django.db import connection, models


class NumberCounter(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int, *, count: int = 1) -> int:
        """Reserve `count` numbers of `year` and return the first of them.

        One atomic statement inside the caller's transaction: the row stays locked until COMMIT
        and a rollback gives the numbers back, so the series has neither doubles nor gaps.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO requests_app_numbercounter (year, last) VALUES (%s, %s) "
                "ON CONFLICT (year) DO UPDATE "
                "SET last = requests_app_numbercounter.last + EXCLUDED.last RETURNING last",
                [year, count],
            )
            (last,) = cursor.fetchone()
        return int(last) - count + 1


def number_text(year: int, sequence: int) -> str:
    """Return the number as people write it: AIP-2026-000001."""
    return f"AIP-{year}-{sequence:06}"
