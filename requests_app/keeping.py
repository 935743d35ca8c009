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


def keep(user: User, info_request: InformationRequest, *, at: datetime) -> None:
    """Add a request to the person's list; whoever calls checked that it is theirs."""
    KeptRequest.objects.get_or_create(
        user=user, info_request=info_request, defaults={"kept_at": at}
    )


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
    return [
        KeptLine(number, subject, institution, presented_on, stage, str(Stage(stage).label), due_on)
        if stage in OPEN_STAGES
        else KeptLine(
            number, subject, institution, presented_on, stage, str(Stage(stage).label), None
        )
        for number, subject, institution, presented_on, stage, due_on in rows.values_list(
            *(f"info_request__{column}" for column in columns), "due_on"
        )[:MOST_SHOWN]
    ]
