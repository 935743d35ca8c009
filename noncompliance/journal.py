"""The door to a file's journal, chained by hashes, and to the list of who opened the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django_fsm import TransitionNotAllowed

from accounts.models import User
from noncompliance.errors import UnknownFile, WrongFileStage
from noncompliance.models import FileOpening, FileStep, NonComplianceFile
from noncompliance.states import OpeningOf, StepKind
from requests_app.actions.base import one_transaction
from requests_app.sealing import canonical, chain


@contextmanager
def locked_file(number: str) -> Iterator[NonComplianceFile]:
    """Yield the file with its row locked until the act commits; saved by whoever acts.

    Raises UnknownFile; a transition out of turn becomes WrongFileStage.
    """
    with one_transaction():
        try:
            yield NonComplianceFile.objects.select_for_update().get(number=number)
        except NonComplianceFile.DoesNotExist as error:
            raise UnknownFile from error
        except TransitionNotAllowed as error:
            raise WrongFileStage from error


def write_step(
    file: NonComplianceFile,
    kind: StepKind,
    *,
    by: User | None,
    on: date,
    at: datetime,
    **data: Any,
) -> FileStep:
    """Write one step of a locked file and save the file with it; the only door to the journal.

    `data` are texts, numbers, days and lists of them; `by` is None where a rule acted.
    """
    payload = canonical(
        {
            "file": file.number,
            "sequence": file.steps_count + 1,
            "kind": kind.value,
            "by": by.pk if by is not None else None,
            "on": on,
            "at": at,
            "data": data,
        }
    )
    step = FileStep(
        file=file,
        sequence=file.steps_count + 1,
        kind=kind,
        by=by,
        happened_on=on,
        recorded_at=at,
        payload=payload,
        previous_hash=file.chain_head,
        hash=chain(file.chain_head, payload),
    )
    file.steps_count, file.chain_head = step.sequence, step.hash
    file.save()
    step.save(force_insert=True)
    return step


def is_whole(file: NonComplianceFile) -> bool:
    """Say whether the journal is as it was written: every link holds and none is missing."""
    head = ""
    steps = list(file.steps.order_by("sequence"))
    for place, step in enumerate(steps, start=1):
        linked = step.sequence == place and step.previous_hash == head
        head = chain(head, step.payload)
        if not linked or step.hash != head:
            return False
    return head == file.chain_head and len(steps) == file.steps_count


def note_opening(
    file: NonComplianceFile,
    *,
    by: User,
    at: datetime,
    what: OpeningOf = OpeningOf.PAGE,
    digest: str = "",
) -> FileOpening:
    """Note that somebody opens the file or downloads its bundle, before they see anything.

    `digest` is the SHA-256, in hexadecimal, of the bundle they are given.
    """
    return FileOpening.objects.create(file=file, by=by, at=at, what=what, digest=digest)
