"""What anybody may read of a request: an allow-list, filled field by field, never a model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from law.terms import TermKind, rule_behind
from offices.calendars import calendar_for
from offices.models import Institution, OfficeKind
from requests_app import history
from requests_app.models import (
    Answer,
    Document,
    InformationRequest,
    PublicationReport,
    Term,
    WithheldItem,
)
from requests_app.screening import STRUCK
from requests_app.standing import days_left
from requests_app.states import OPEN_STAGES, Outcome, ReportDecision, Screening, Stage, Verdict

_COLUMNS = (
    "pk",
    "number",
    "presented_on",
    "stage",
    "outcome",
    "verdict",
    "screening",
    "due_on",
    "due_article",
    "due_starts_on",
    "public_subject",
    "public_description",
    "public_name",
    "institution__code",
    "institution__name",
    "institution__department",
    "institution__district",
)
SHOWN = Q(screening=Screening.SHOWN)
# What was asked, as far as it is cleared: with what a person struck out of it as bars.
SHOWN_TEXT = {
    field: Coalesce(
        NullIf(f"struck_{field}", Value(""), output_field=TextField()),
        F(field),
        output_field=TextField(),
    )
    for field in ("subject", "description")
}


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file anybody may download."""

    key: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnswer:
    """One answer, with what it kept back and its files."""

    outcome: str
    institution: str
    text: str
    source: str
    place: str
    form: str
    answered_on: date
    is_late: bool
    resolution_number: str
    resolution_on: date | None
    withheld: tuple[tuple[str, str], ...]
    files: tuple[PublicFile, ...]
    files_to_follow: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands in place of a text that was taken down after a report."""

    taken_down_on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRequest:
    """One request for everybody. Texts are empty until a person has cleared them."""

    number: str
    institution: str
    institution_code: str
    presented_on: date
    stage: str
    stage_label: str
    outcome_label: str
    due_on: date
    due_article: str
    due_is_verified: bool
    days_left: int | None
    shows_text: bool
    is_withheld: bool
    # A person struck something out of the text.
    has_bars: bool
    # Off the page until a person decides about a reader's report.
    is_under_review: bool
    tombstone: Tombstone | None
    subject: str
    description: str
    requester_name: str
    verdict_label: str
    events: tuple[history.Told, ...]
    answers: tuple[PublicAnswer, ...]


def when_shown(field: str, *, also: Q | None = None) -> Case:
    """Return the expression that reads `field` only of requests cleared for the public.

    Of the request's own text it reads what a person left of it.
    """
    condition = SHOWN if also is None else SHOWN & also
    then = SHOWN_TEXT.get(field, F(field))
    return Case(When(condition, then=then), default=Value(""), output_field=TextField())


def find_public(number: str, *, on: date) -> PublicRequest | None:
    """Return the public face of a request on that day, or None; at most six queries."""
    row = _row(number)
    if row is None:
        return None
    stage = Stage(row["stage"])
    shows_text = row["screening"] == Screening.SHOWN
    is_withheld = row["screening"] == Screening.WITHHELD
    reports = _reports(row["pk"]) if is_withheld else []
    is_answered = stage not in (*OPEN_STAGES, Stage.WITHDRAWN)
    return PublicRequest(
        number=row["number"],
        institution=row["institution__name"],
        institution_code=row["institution__code"],
        presented_on=row["presented_on"],
        stage=stage.value,
        stage_label=str(stage.label),
        outcome_label=str(Outcome(row["outcome"]).label) if row["outcome"] else "",
        due_on=row["due_on"],
        due_article=row["due_article"],
        due_is_verified=_is_verified(row["due_starts_on"]),
        days_left=_days_left(row, on=on) if stage in OPEN_STAGES else None,
        shows_text=shows_text,
        is_withheld=is_withheld,
        has_bars=STRUCK in row["public_subject"] + row["public_description"],
        is_under_review=any(report.holds and not report.decision for report in reports),
        tombstone=_tombstone(reports),
        subject=row["public_subject"],
        description=row["public_description"],
        requester_name=row["public_name"],
        verdict_label=str(Verdict(row["verdict"]).label) if row["verdict"] else "",
        events=tuple(history.tell(row["pk"], requester=_("La persona solicitante"))),
        answers=_answers(row["pk"]) if shows_text and is_answered else (),
    )


def public_file(number: str, key: UUID) -> Document | None:
    """Return a file anybody may download, or None."""
    documents = Document.objects.for_anyone().filter(
        key=key, info_request__number=number, info_request__screening=Screening.SHOWN
    )
    return documents.first()


def _row(number: str) -> dict[str, Any] | None:
    term = Term.objects.filter(info_request=OuterRef("pk"), kind=TermKind.ANSWER, replaced_by=None)
    rows = InformationRequest.objects.filter(number=number).annotate(
        due_on=Subquery(term.values("due_on")[:1]),
        due_article=Subquery(term.values("article")[:1]),
        due_starts_on=Subquery(term.values("starts_on")[:1]),
        public_subject=when_shown("subject"),
        public_description=when_shown("description"),
        public_name=when_shown("requester__name", also=Q(requester__shows_name=True)),
    )
    return cast("dict[str, Any] | None", rows.values(*_COLUMNS).first())


def _is_verified(starts_on: date | None) -> bool:
    return starts_on is not None and rule_behind(TermKind.ANSWER, starts_on).verified


def _reports(info_request_id: int) -> list[PublicationReport]:
    """Return the reports about a text that is off the page, the last decided at the end."""
    reports = PublicationReport.objects.filter(info_request=info_request_id)
    return list(reports.select_related("decided_by__institution").order_by("decided_on", "pk"))


def _tombstone(reports: list[PublicationReport]) -> Tombstone | None:
    taken = [report for report in reports if report.decision == ReportDecision.TAKE_DOWN]
    if not taken or taken[-1].decided_on is None or taken[-1].decided_by is None:
        return None
    office = taken[-1].decided_by
    is_directorate = office.kind == OfficeKind.DIRECTORATE
    by = history.directorate_name() if is_directorate else office.institution.name
    return Tombstone(taken_down_on=taken[-1].decided_on, by=by, reason=taken[-1].reason)


def _days_left(row: dict[str, Any], *, on: date) -> int:
    place = Institution(
        code=row["institution__code"],
        department=row["institution__department"],
        district=row["institution__district"],
    )
    return days_left(row["due_on"], on=on, days=calendar_for(place).days)


def _answers(info_request_id: int) -> tuple[PublicAnswer, ...]:
    rows = Answer.objects.filter(info_request=info_request_id).order_by("pk")
    given = rows.annotate(resolution_number=Coalesce("resolution__number", Value(""))).values(
        "pk",
        "outcome",
        "institution__name",
        "text",
        "source",
        "place",
        "form",
        "answered_on",
        "is_late",
        "files_to_follow",
        "resolution_number",
        "resolution__signed_on",
    )
    withheld = _by_answer(
        (item.answer_id, (item.item, item.ground))
        for item in WithheldItem.objects.filter(answer__info_request=info_request_id)
    )
    files = _by_answer(
        (document.answer_id, _file(document))
        for document in Document.objects.for_anyone().filter(
            info_request=info_request_id, answer__isnull=False
        )
    )
    return tuple(
        PublicAnswer(
            outcome=str(Outcome(row["outcome"]).label),
            institution=row["institution__name"],
            text=row["text"],
            source=row["source"],
            place=row["place"],
            form=row["form"],
            answered_on=row["answered_on"],
            is_late=row["is_late"],
            resolution_number=row["resolution_number"],
            resolution_on=row["resolution__signed_on"],
            withheld=tuple(withheld.get(row["pk"], ())),
            files=tuple(files.get(row["pk"], ())),
            files_to_follow=row["files_to_follow"],
        )
        for row in given
    )


def _file(document: Document) -> PublicFile:
    return PublicFile(document.key, document.name, document.media_type, document.size)


def _by_answer(pairs: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for answer_id, value in pairs:
        grouped.setdefault(answer_id, []).append(value)
    return grouped
