"""An auditor's answers to the checklist, saved as they come and finished when none is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from accounts.actors import Actor
from accounts.models import User
from law.audits import edition_named
from offices.calendars import local_date
from oversight.audits.errors import UnknownAudit
from oversight.audits.journal import acting_on, require_staff, write
from oversight.audits.models import Audit, Review, ReviewAnswer
from oversight.audits.states import EXPLAINED, AuditStage, StepKind
from requests_app.errors import Incomplete


class Said(NamedTuple):
    """What is said of one item; an empty verdict is one not given yet."""

    verdict: str
    note: str


def save(
    number: str,
    request_number: str,
    said: Mapping[str, Said],
    *,
    by: Actor,
    at: datetime,
    finish: bool,
) -> Review:
    """Keep the answers by letter; whoever saves has it in charge. To `finish`, each item is
    answered, and explained when the answer is no or doubtful; what is typed is kept even so.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    with acting_on(number, AuditStage.REVIEWING) as audit:
        person = require_staff(by, on=local_date(at))
        review = _review(audit, request_number)
        letters = [item.letter for item in edition_named(audit.edition).items]
        answers = {letter: said.get(letter, Said("", "")) for letter in letters}
        changed = [
            letter
            for letter, answer in answers.items()
            if _keep(review, letter, answer, by=person, at=at)
        ]
        missing = _missing(answers) if finish else {}
        is_done = finish and not missing
        if is_done and (changed or review.done_on is None):
            text = ", ".join(f"{letter}: {one.verdict}" for letter, one in answers.items())
            write(audit, StepKind.REVIEWED, by=person, at=at, about=request_number, text=text)
        review.auditor, review.done_on = person, local_date(at) if is_done else None
        review.save(update_fields=["auditor", "done_on"])
    if missing:
        raise Incomplete(missing)
    return review


def _review(audit: Audit, request_number: str) -> Review:
    try:
        return Review.objects.get(stratum__audit=audit, info_request__number=request_number)
    except Review.DoesNotExist as error:
        raise UnknownAudit from error


def _keep(review: Review, letter: str, answer: Said, *, by: User, at: datetime) -> bool:
    """Keep one answer under the name of who gave it; one left as it was keeps its author.

    Returns whether it changed.
    """
    row = ReviewAnswer.objects.filter(review=review, letter=letter).first()
    if row is not None and (row.verdict, row.note) == answer:
        return False
    ReviewAnswer.objects.update_or_create(
        review=review,
        letter=letter,
        defaults={"verdict": answer.verdict, "note": answer.note, "by": by, "at": at},
    )
    return True


def _missing(answers: Mapping[str, Said]) -> dict[str, str]:
    found = {}
    for letter, answer in answers.items():
        if not answer.verdict:
            found[f"verdict_{letter}"] = "Falta responder."
        elif answer.verdict in EXPLAINED and not answer.note.strip():
            found[f"note_{letter}"] = "Escriba en qué se funda."
    return found
