"""The list of requests a signed-in person keeps together. It changes nothing of the requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from accounts.models import User
from law.terms import TermKind
from requests_app.models import InformationRequest, KeptRequest, Term
from requests_app.states import OPEN_STAGES, Stage

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One line of the list; `due_on` only while an answer is owed in term."""

    number: str
    subject: str
    institution: str
    presented_on: date
    stage: str
    stage_label: str
    due_on: date | None


def keep(user: User, number: str, *, at: datetime) -> None:
    """Add a request to the person's list; whoever calls checked that it is theirs."""
    kept = InformationRequest.objects.get(number=number)
    KeptRequest.objects.get_or_create(user=user, info_request=kept, defaults={"kept_at": at})


def let_go(user: User, number: str) -> None:
    """Take a request off the list; the request stays."""
    KeptRequest.objects.filter(user=user, info_request__number=number).delete()


def is_kept(user: User, number: str) -> bool:
    """Say whether the person keeps that request, which they once proved to be theirs."""
    return KeptRequest.objects.filter(user=user, info_request__number=number).exists()


def kept_by(user: User) -> list[KeptLine]:
    """Return the person's list, the last added first, in one query."""
    term = Term.objects.filter(
        info_request=OuterRef("info_request"), kind=TermKind.ANSWER, replaced_by=None
    )
    rows = KeptRequest.objects.filter(user=user).annotate(
        due_on=Subquery(term.values("due_on")[:1])
    )
    columns = ("number", "subject", "institution__name", "presented_on", "stage")
    found = rows.values_list(*(f"info_request__{column}" for column in columns), "due_on")
    return [_line(*row) for row in found[:MOST_SHOWN]]


def _line(
    number: str, subject: str, institution: str, presented_on: date, stage: str, due_on: date
) -> KeptLine:
    is_open = stage in OPEN_STAGES
    label = str(Stage(stage).label)
    return KeptLine(
        number, subject, institution, presented_on, stage, label, due_on if is_open else None
    )
