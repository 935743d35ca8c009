"""How dear the search is beside the bare query: `python -m bench.search`.

Reads whatever database the environment names (fill it with `manage.py demo --requests N`, then
`manage.py reindex`) and leaves it as it was. The reference of each class of question is made in
the same run: the shortest SQL that ranks every matching entry with the database's own function and
returns 26. The worst call of the commonest word is compared with ranking a capped set instead.
Prints one line of JSON for each.
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
from requests_app.search.engine import newest, search  # noqa: E402
from requests_app.search.query import read  # noqa: E402
from requests_app.search.speller import understand  # noqa: E402

REPEATS = 15
GOAL = 1.5
LINES = 26
COMMONEST = "common"
CLASSES = {
    COMMONEST: "informacion",
    "two_words": "contratos limpieza",
    "three_words": "copia contratos firmados",
    "phrase": '"contratos firmados"',
    "without": "contratos -limpieza",
    "nothing": "xilofono",
}
BARE = {
    "postgresql": """
    SELECT info_request_id FROM requests_app_searchentry WHERE document @@ %s::tsquery
    ORDER BY ts_rank(document, %s::tsquery) DESC LIMIT %s""",
    "sqlite": """
    SELECT rowid FROM requests_app_searchtext WHERE requests_app_searchtext MATCH %s AND %s <> ''
    ORDER BY rank LIMIT %s""",
}
CAPPED = {
    "postgresql": """
    SELECT info_request_id FROM
      (SELECT info_request_id, document FROM requests_app_searchentry
       WHERE document @@ %s::tsquery ORDER BY info_request_id + 0 DESC LIMIT 500) AS few
    ORDER BY ts_rank(document, %s::tsquery) DESC LIMIT %s""",
    "sqlite": BARE["sqlite"],
}
WORD = {"postgresql": ("'", " <-> ", " & "), "sqlite": ('"', " + ", " AND ")}


def milliseconds(run: Callable[[], object]) -> tuple[float, float]:
    """Return the median and the worst of some calls, in milliseconds."""
    run()
    times = timeit.repeat(run, number=1, repeat=REPEATS)
    return statistics.median(times) * 1e3, max(times) * 1e3


def bare(text: str, statements: dict[str, str] = BARE) -> Callable[[], object]:
    """Return what runs the reference for a question."""
    quote, then, every = WORD[connection.vendor]
    phrases = read(text).wanted
    wanted = every.join(
        f"({then.join(f'{quote}{word}{quote}' for word in phrase)})" for phrase in phrases
    )

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statements[connection.vendor], [wanted, wanted, LINES])
            return cursor.fetchall()

    return run


def measure(name: str, text: str) -> None:
    """Measure one class of question, best first and newest first."""
    everything = InformationRequest.objects.all()
    reference, _worst = milliseconds(bare(text))
    best, worst = milliseconds(lambda: list(search(everything, text).values_list("pk")[:LINES]))
    newest_first, _worst = milliseconds(
        lambda: list(newest(everything, read(text)).values_list("pk")[:LINES])
    )
    report(f"search_{name}_best", figure=best, reference=reference)
    report(f"search_{name}_newest", figure=newest_first, reference=reference)
    if name == COMMONEST:
        report("search_worst", figure=worst, reference=milliseconds(bare(text, CAPPED))[1])


def report(name: str, *, figure: float, reference: float) -> None:
    """Print one result: both times in milliseconds, and their ratio against its goal."""
    ratio = figure / reference
    result = {
        "name": name,
        "N": SearchEntry.objects.count(),
        "figure": round(figure, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "pass": ratio <= GOAL,
    }
    print(json.dumps(result))


def main() -> None:
    """Measure every class, and what reading a question with slips adds."""
    for name, text in CLASSES.items():
        measure(name, text)
    figure, _worst = milliseconds(lambda: understand("lisitasion de ovras biales"))
    report("search_slips", figure=figure, reference=milliseconds(bare("obras viales"))[0])


if __name__ == "__main__":
    main()
