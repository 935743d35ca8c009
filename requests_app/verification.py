"""Recomputes every history and says where it disagrees with itself or with the rows it explains.

What it cannot see: a history rewritten to its last event with all its hashes recomputed, or a
request of which nothing was ever written. Those show only against published checkpoints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from offices.models import Institution
from requests_app.errors import UnknownRequest
from requests_app.faults import Failure, Fault, History
from requests_app.models import InformationRequest, NumberCounter
from requests_app.models.numbering import number_text

CHUNK = 200
_ROWS = (
    "timeline__commitments",
    "terms",
    "legs",
    "competence_questions",
    "documents",
    "reconsiderations",
    "court_cases",
    "letters",
    "bounces",
    "in_person_notices",
    "code_reissues",
    "publication_reports",
    "answers__withheld_items",
    "answers__resolution",
    "answers__arrival",
)


@dataclass(slots=True)
class Verification:
    """What was read and what was found; of many failures only the first `limit` are kept."""

    limit: int
    requests: int = 0
    events: int = 0
    # Commitments whose salt was erased with the datum: the chain holds, the datum is unprovable.
    erased: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, failure: Failure) -> None:
        """Count a failure and keep it if there is room."""
        self.failed += 1
        if len(self.failures) < self.limit:
            self.failures.append(failure)


def verify_log(*, number: str = "", limit: int = 100) -> Verification:
    """Verify one request, or all of them in constant memory. Raises UnknownRequest."""
    found = Verification(limit=limit)
    codes = dict(Institution.objects.values_list("pk", "code"))
    for info_request in _read(number):
        _verify_one(info_request, codes, found)
    if number and not found.requests:
        raise UnknownRequest
    if not number:
        for failure in _lost_numbers():
            found.add(failure)
    return found


def _read(number: str) -> Iterator[InformationRequest]:
    rows = InformationRequest.objects.select_related("requester", "registration", "clarification")
    rows = rows.prefetch_related(*_ROWS).order_by("pk")
    if number:
        rows = rows.filter(number=number)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from batch
        last = batch[-1].pk


def _verify_one(
    info_request: InformationRequest, codes: Mapping[int, str], found: Verification
) -> None:
    history = History.of(info_request, codes)
    failures = list(history.failures())
    if failures:
        history, failures = _look_again(info_request, codes)
    found.requests += 1
    found.events += len(history.events)
    found.erased += history.erased
    for failure in failures:
        found.add(failure)


def _look_again(
    info_request: InformationRequest, codes: Mapping[int, str]
) -> tuple[History, list[Failure]]:
    """Read a request under its lock: an act may have been writing while it was first read."""
    with transaction.atomic():
        InformationRequest.objects.select_for_update().get(pk=info_request.pk)
        history = History.of(next(_read(info_request.number)), codes)
        return history, list(history.failures())


def _lost_numbers() -> Iterator[Failure]:
    """Yield the numbers that were given and whose request is gone: the series has no gaps."""
    for counter in NumberCounter.objects.order_by("year"):
        prefix = number_text(counter.year, 0).rpartition("-")[0] + "-"
        requests = InformationRequest.objects.filter(number__startswith=prefix)
        if requests.count() == counter.last:
            continue
        kept = set(requests.values_list("number", flat=True))
        for sequence in range(1, counter.last + 1):
            number = number_text(counter.year, sequence)
            if number not in kept:
                yield Failure(number, None, Fault.NUMBERS)
