"""How dear the public figures are beside a materialised view: `python -m bench.statistics`.

Reads whatever database the environment names (fill it with `manage.py demo --requests N`) and
leaves it as it was. The reference is made in the same run: the answer of the page's question,
counts by institution and month and exact percentiles by institution, computed from the raw rows
into one table, as refreshing a view would. Reading is compared with reading that table; a full
rebuild with making it. Prints one line of JSON each.
"""

import json
import os
import timeit
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  settings first
from django.utils.timezone import localdate, now  # noqa: E402

from look.figures.periods import Period, month_of  # noqa: E402
from requests_app.models import InformationRequest  # noqa: E402
from stats import rollup  # noqa: E402
from stats.figures import figures  # noqa: E402
from stats.league import by_institution  # noqa: E402

REPEATS = 5
GOAL_READ = 3.0
GOAL_REBUILD = 1.0

# One row by institution and month of presentation, one by month for the State.
VIEW = """
CREATE TEMPORARY TABLE bench_view AS
SELECT r.institution_id, date_trunc('month', r.presented_on)::date AS month,
       count(*) AS received,
       count(*) FILTER (WHERE t.due_on < CURRENT_DATE) AS due,
       count(*) FILTER (WHERE r.answered_on <= t.due_on) AS in_term,
       count(*) FILTER (WHERE r.tacitly_denied_on IS NOT NULL) AS tacit_denials,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY r.response_days) AS median,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY r.response_days) AS p90
FROM requests_app_informationrequest r
JOIN requests_app_term t
  ON t.info_request_id = r.id AND t.kind = 'answer' AND t.replaced_by_id IS NULL
GROUP BY GROUPING SETS ((r.institution_id, date_trunc('month', r.presented_on)::date),
                        (date_trunc('month', r.presented_on)::date))
"""
READ_STATE = "SELECT * FROM bench_view WHERE institution_id IS NULL AND month >= %s ORDER BY month"
READ_LEAGUE = (
    "SELECT institution_id, sum(received), sum(due), sum(in_term), sum(tacit_denials) "
    "FROM bench_view WHERE institution_id IS NOT NULL AND month >= %s GROUP BY institution_id"
)


class UndoneOnPurpose(Exception):
    """Ends a transaction whose work must not stay."""


def milliseconds(run: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Return the best time of one call, in milliseconds."""
    return min(timeit.repeat(run, number=1, repeat=repeats)) * 1e3


def report(name: str, *, figure: float, reference: float, goal: float) -> None:
    """Print one result: both times in milliseconds, and their ratio against its goal."""
    ratio = figure / reference
    result = {
        "name": name,
        "N": InformationRequest.objects.count(),
        "figure": round(figure, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": goal,
        "pass": ratio <= goal,
    }
    print(json.dumps(result))


def run_sql(statement: str, *params: date) -> list[tuple[object, ...]]:
    """Execute and fetch what there is."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


def measure() -> None:
    """Measure reading and rebuilding inside one transaction that is undone."""
    with transaction.atomic():
        making = milliseconds(lambda: run_sql(VIEW), repeats=1)
        run_sql("ANALYZE bench_view")
        rebuilding = milliseconds(lambda: rollup.rebuild_all(at=now()), repeats=1)
        for table in ("stats_monthcell", "stats_histogramcell"):
            run_sql(f"ANALYZE {table}")
        on = localdate()
        year = Period.last_twelve(on)
        since = month_of(on - timedelta(days=365))
        view_state = milliseconds(lambda: run_sql(READ_STATE, since))
        view_league = milliseconds(lambda: run_sql(READ_LEAGUE, since))
        state = milliseconds(lambda: figures(year))
        league = milliseconds(lambda: by_institution(year))
        report("statistics_state", figure=state, reference=view_state, goal=GOAL_READ)
        report("statistics_league", figure=league, reference=view_league, goal=GOAL_READ)
        report("statistics_rebuild", figure=rebuilding, reference=making, goal=GOAL_REBUILD)
        raise UndoneOnPurpose


def main() -> None:
    """Measure where the reference exists: percentile_disc is PostgreSQL's."""
    if connection.vendor != "postgresql":
        print(json.dumps({"name": "statistics", "pass": None, "needs": "PostgreSQL"}))
        return
    with suppress(UndoneOnPurpose):
        measure()


if __name__ == "__main__":
    main()
