"""What is asked: subjects and descriptions in Spanish and Guaraní, by kind of institution."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from requests_app.states import Language


class Topic(NamedTuple):
    """A request in the making; both texts have gaps for the words of `demo.texts.words`."""

    subject: str
    description: str
    language: Language


def _read() -> dict[str, tuple[Topic, ...]]:
    by_kind: dict[str, list[Topic]] = defaultdict(list)
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            topic = Topic(row["subject"], row["description"], Language(row["language"]))
            by_kind[row["kind"]].append(topic)
    return {kind: tuple(topics) for kind, topics in by_kind.items()}


TOPICS = _read()
