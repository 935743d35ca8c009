"""How dear a receipt is beside an empty page of the same printer: `python -m bench.papers`.

Prints one line of JSON: CPU milliseconds of a receipt with its count day by day and its code,
and of a page with one word, both in this process. No database: the words are made up here.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from papers.editions import TYPST_FOLDER
from typeset import qr, render

RECEIPTS = 40
GOAL_RATIO = 3.0
WEEK, WEEKEND = 7, (5, 6)
AT = datetime(2026, 7, 6, 13, tzinfo=UTC)
ADDRESS = "http://localhost:8000/verificar/7KQMW2XRTB9HDVN4CPAG/"
EMPTY = ("number", "key", "registered_on", "forwarded_to", "tracking_code", "office")


def receipt_words(place: int) -> dict[str, object]:
    """Return the words of one receipt; each differs, so that nothing is found in a cache."""
    ledger = [
        {
            "day": "lunes 6 de julio de 2026",
            "counted": day % WEEK not in WEEKEND,
            "number": day,
            "reason": "Día hábil",
            "source": "Ley 5282/2014, art. 16",
        }
        for day in range(21)
    ]
    words = dict.fromkeys(
        (
            "issuer", "digest", "issued_at", "presented_on", "channel", "institution", "name",
            "subject", "due_on", "due_article", "answer_days", "extension_article",
            "reasoned_article", "silence_on", "silence_article", "calendar_version", "rule_set",
        ),
        f"Texto de la constancia {place}",
    )  # fmt: skip
    addresses = {"verify_address": ADDRESS, "follow_address": ADDRESS, "qr": qr.svg(ADDRESS)}
    return {
        **dict.fromkeys(EMPTY, ""),
        **words,
        **addresses,
        "title": "Constancia",
        "demo": False,
        "ledger": ledger,
    }


def writ_words(place: int) -> dict[str, object]:
    """Return the words of the smallest page the printer accepts."""
    run = {"text": f"Hoja {place}", "blank": False}
    title = {"kind": "title", "number": 0, "table": None, "runs": [run]}
    return {**receipt_words(place), "blocks": [title]}


def cpu_ms(run: Callable[[int], object]) -> float:
    """Return the CPU milliseconds of one call, over RECEIPTS calls after one to warm up."""
    run(0)
    started = time.process_time()
    for place in range(1, RECEIPTS + 1):
        run(place)
    return (time.process_time() - started) / RECEIPTS * 1000


def main() -> None:
    """Measure and report."""
    figure = cpu_ms(
        lambda place: render.pdf(TYPST_FOLDER / "receipt-2026-07.typ", receipt_words(place), at=AT)
    )
    reference = cpu_ms(
        lambda place: render.pdf(TYPST_FOLDER / "writ-2026-07.typ", writ_words(place), at=AT)
    )
    ratio = figure / reference
    result = {
        "name": "papers_receipt_cpu_ms",
        "N": RECEIPTS,
        "figure": round(figure, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 2),
        "goal": GOAL_RATIO,
        "pass": ratio <= GOAL_RATIO,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
