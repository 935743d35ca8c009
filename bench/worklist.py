"""How dear the officer's list is beside its bare rows: `python -m bench.worklist`.

Reads whatever database the environment names (fill it with `manage.py demo --requests N`) and
leaves it as it was. It looks at the institution with most requests waiting and at the one with
fewest; the references are made in the same run: the first lines of the list by due date in the
shortest SQL, and a bare count of what waits. Prints one line of JSON each.
"""

from __future__ import annotations

import json
import os
import timeit
from collections.abc import Callable
from http import HTTPStatus

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
django.setup()

from django.db import connection, reset_queries  # noqa: E402  settings first
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402

from accounts.models import User  # noqa: E402
from casework.worklist.pages import PAGE_SIZE, page_of  # noqa: E402
from casework.worklist.people import docket_of  # noqa: E402
from casework.worklist.rows import Docket  # noqa: E402
from casework.worklist.wanted import Wanted  # noqa: E402
from offices.models import Post  # noqa: E402
from requests_app.desks import desk_of  # noqa: E402
from requests_app.models import InformationRequest  # noqa: E402
from requests_app.models.request import STILL_ANSWERABLE  # noqa: E402
from requests_app.policies import DESK_DUTIES  # noqa: E402

REPEATS = 7
MOST_QUERIES = 15
GOAL_PAGE = 3.0
GOAL_COUNTS = 3.0
GOAL_DEEP = 1.5
LINES = """
SELECT r.id, r.number, r.subject, t.due_on FROM requests_app_informationrequest r
JOIN requests_app_term t
  ON t.info_request_id = r.id AND t.kind = 'answer' AND t.replaced_by_id IS NULL
WHERE r.institution_id = %s AND r.stage IN ('received', 'in_progress', 'tacitly_denied')
ORDER BY t.due_on, r.id LIMIT 26"""
COUNT = """
SELECT count(*) FROM requests_app_informationrequest r
JOIN requests_app_term t
  ON t.info_request_id = r.id AND t.kind = 'answer' AND t.replaced_by_id IS NULL
WHERE r.institution_id = %s AND r.stage IN ('received', 'in_progress', 'tacitly_denied')
  AND t.due_on < CURRENT_DATE"""


def milliseconds(run: Callable[[], object]) -> float:
    """Return the best time of one call, in milliseconds."""
    run()
    return min(timeit.repeat(run, number=1, repeat=REPEATS)) * 1e3


def bare(statement: str, institution: int) -> Callable[[], object]:
    """Return what runs a reference."""

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, [institution])
            return cursor.fetchall()

    return run


def report(name: str, *, waiting: int, figure: float, reference: float, goal: float) -> None:
    """Print one result: figure and reference, and their ratio against its goal."""
    ratio = figure / reference
    result = {
        "name": name,
        "N": waiting,
        "figure": round(figure, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": goal,
        "pass": ratio <= goal,
    }
    print(json.dumps(result))


def queries_of_the_page(user: User) -> int:
    """Return how many queries the whole page takes."""
    client = Client()
    client.force_login(user)
    client.get("/bandeja/?vista=0", headers={"host": "localhost"})
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/bandeja/?vista=0", headers={"host": "localhost"})
    assert answer.status_code == HTTPStatus.OK
    return len(asked)


def deepest(docket: Docket, waiting: int) -> Wanted:
    """Return what asks for the page in the middle of the list."""
    place = page_of(docket, Wanted(), size=max(waiting // 2, PAGE_SIZE)).following
    return Wanted(after=place)


def officer_of(institution: int) -> User:
    """Return somebody who works at the desk of an institution."""
    posts = Post.objects.held_on(localdate()).filter(
        office__institution=institution, duty__in=DESK_DUTIES
    )
    return posts.select_related("holder").order_by("pk")[0].holder


def measure(institution: int, waiting: int) -> None:
    """Measure the list of one institution."""
    desk = desk_of(officer_of(institution), on=localdate())
    assert desk is not None
    docket = docket_of(desk)
    lines, count = milliseconds(bare(LINES, institution)), milliseconds(bare(COUNT, institution))
    first = milliseconds(lambda: page_of(docket, Wanted()))
    middle = deepest(docket, waiting)
    deep = milliseconds(lambda: page_of(docket, middle))
    counts = milliseconds(lambda: docket.counts(Wanted()))
    report("worklist_page", waiting=waiting, figure=first, reference=lines, goal=GOAL_PAGE)
    report("worklist_middle", waiting=waiting, figure=deep, reference=first, goal=GOAL_DEEP)
    report("worklist_counts", waiting=waiting, figure=counts, reference=count, goal=GOAL_COUNTS)


def main() -> None:
    """Measure the busiest list, and hold its queries against those of the quietest."""
    waiting = InformationRequest.objects.filter(stage__in=STILL_ANSWERABLE)
    found = waiting.values_list("institution").annotate(n=Count("pk")).order_by("-n")
    busiest, quietest = found[0], found.reverse()[0]
    measure(*busiest)
    queries = queries_of_the_page(officer_of(busiest[0]))
    few = queries_of_the_page(officer_of(quietest[0]))
    report("worklist_queries", waiting=busiest[1], figure=queries, reference=few, goal=1.0)
    report(
        "worklist_most_queries",
        waiting=busiest[1],
        figure=queries,
        reference=MOST_QUERIES,
        goal=1.0,
    )


if __name__ == "__main__":
    main()
