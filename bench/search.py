"""How dear the search is beside the bare query: `python -m bench.search`.

Reads whatever database the environment names (fill it with `manage.py demo --requests N`, then
`manage.py reindex`) and leaves it as it was. The reference of each class of question is made in
the same run: the shortest SQL that takes as many matching entries as are compared, in any order,
ranks them with the database's own function and returns 26. Prints one line of JSON for each.
"""

import json
import os
import statistics
import timeit
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
django.setup()

from django.db import connection  # noqa: E402  settings first

from requests_app.models import InformationRequest, SearchEntry  # noqa: E402
from requests_app.search.engine import MOST_RANKED, newest, search  # noqa: E402
from requests_app.search.query import read  # noqa: E402
from requests_app.search.speller import understand  # noqa: E402

REPEATS = 15
GOAL = 1.5
LINES = 26
CLASSES = {
    "common": "informacion",
    "two_words": "contratos limpieza",
    "three_words": "copia contratos firmados",
    "phrase": '"contratos firmados"',
    "without": "contratos -limpieza",
    "nothing": "xilofono",
}
BARE = {
    "postgresql": """
    SELECT info_request_id FROM
      (SELECT info_request_id, document FROM requests_app_searchentry
       WHERE document @@ %s::tsquery LIMIT %s) AS some
    ORDER BY ts_rank(document, %s::tsquery) DESC LIMIT %s""",
    "sqlite": """
    SELECT rowid FROM
      (SELECT rowid, words FROM requests_app_searchtext
       WHERE requests_app_searchtext MATCH %s LIMIT %s)
    ORDER BY length(replace(words, %s, '')) LIMIT %s""",
}
WORD = {"postgresql": ("'", " <-> ", " & "), "sqlite": ('"', " + ", " AND ")}


def milliseconds(run: Callable[[], object]) -> tuple[float, float]:
    """Return the median and the worst of some calls, in milliseconds."""
    run()
    times = timeit.repeat(run, number=1, repeat=REPEATS)
    return statistics.median(times) * 1e3, max(times) * 1e3


def bare(text: str) -> Callable[[], object]:
    """Return what runs the reference for a question."""
    quote, then, every = WORD[connection.vendor]
    phrases = read(text).wanted
    wanted = every.join(
        f"({then.join(f'{quote}{word}{quote}' for word in phrase)})" for phrase in phrases
    )

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(BARE[connection.vendor], [wanted, MOST_RANKED, wanted, LINES])
            return cursor.fetchall()

    return run


def measure(name: str, text: str) -> None:
    """Measure one class of question, best first and newest first."""
    everything = InformationRequest.objects.all()
    reference, worst_reference = milliseconds(bare(text))
    orders: dict[str, Callable[[], object]] = {
        "best": lambda: list(search(everything, text).values_list("pk")[:LINES]),
        "newest": lambda: list(newest(everything, read(text)).values_list("pk")[:LINES]),
    }
    for order, run in orders.items():
        figure, worst = milliseconds(run)
        report(f"search_{name}_{order}", figure=figure, reference=reference, worst=worst,
               worst_reference=worst_reference)  # fmt: skip


def report(
    name: str, *, figure: float, reference: float, worst: float, worst_reference: float
) -> None:
    """Print one result: medians in milliseconds, their ratio against its goal, and the worst."""
    ratio = figure / reference
    result = {
        "name": name,
        "N": SearchEntry.objects.count(),
        "figure": round(figure, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "worst": round(worst, 2),
        "worst_reference": round(worst_reference, 2),
        "pass": ratio <= GOAL,
    }
    print(json.dumps(result))


def main() -> None:
    """Measure every class, and what reading a question with slips adds."""
    for name, text in CLASSES.items():
        measure(name, text)
    figure, worst = milliseconds(lambda: understand("lisitasion de ovras biales"))
    reference, worst_reference = milliseconds(bare("obras viales"))
    report(
        "search_slips", figure=figure, reference=reference, worst=worst,
        worst_reference=worst_reference,
    )  # fmt: skip


if __name__ == "__main__":
    main()
