"""Whether a wrong code and an unknown number take the same time: `python -m bench.tracking`.

Prints one line of JSON. The two are asked in turns, so that whatever else the machine does falls
on both; a permutation test says how often chance alone would part the medians as much.
"""

import json
import os
import random
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
django.setup()

from requests_app import tracking  # noqa: E402  after the settings

ROUNDS = 400
SHUFFLES = 2000
SEED = 5282
# Below this a difference hides in the noise of any network.
GOAL_DIFFERENCE = 0.05
WRONG = "0000-0000-0000-0000"


def main() -> None:
    """Measure and print: medians in milliseconds, their difference as a part, and the chance."""
    code_hash = tracking.hash_code(tracking.code_for("un formulario"))
    wrong: list[float] = []
    unknown: list[float] = []
    for _round in range(ROUNDS):
        wrong.append(_milliseconds(code_hash))
        unknown.append(_milliseconds(None))
    middle = statistics.median(wrong)
    difference = abs(middle - statistics.median(unknown)) / middle
    result = {
        "wrong_code_ms": round(middle, 3),
        "unknown_number_ms": round(statistics.median(unknown), 3),
        "difference": round(difference, 4),
        "by_chance": _by_chance(wrong, unknown),
        "meets_goal": difference < GOAL_DIFFERENCE,
    }
    print(json.dumps(result))


def _milliseconds(code_hash: str | None) -> float:
    begun = time.perf_counter()
    tracking.matches(WRONG, code_hash)
    return (time.perf_counter() - begun) * 1000


def _by_chance(one: list[float], other: list[float]) -> float:
    """Return how often shuffled times have medians at least as far apart."""
    apart = abs(statistics.median(one) - statistics.median(other))
    times, dice = [*one, *other], random.Random(SEED)  # noqa: S311  a test of figures, no secret
    as_far = 0
    for _shuffle in range(SHUFFLES):
        dice.shuffle(times)
        half = statistics.median(times[: len(one)]) - statistics.median(times[len(one) :])
        as_far += abs(half) >= apart
    return round(as_far / SHUFFLES, 3)


if __name__ == "__main__":
    main()
