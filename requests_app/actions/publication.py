"""Problems that readers report with a published text, and what a person decides of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from offices.calendars import local_date
from offices.models import OfficeKind
from requests_app import policies, timeline, wording
from requests_app.actions.silence import acting_on
from requests_app.errors import AlreadyDecided, Incomplete, NothingPublished, UnknownRequest
from requests_app.models import InformationRequest, PublicationReport
from requests_app.search import index
from requests_app.states import EventKind, ReportDecision, ReportKind, Screening

# What may hurt somebody leaves the public page first and is judged afterwards.
HOLDING_KINDS = (ReportKind.THIRD_PARTY, ReportKind.THREAT)
# Beyond these, what one reporter says in a day hides nothing: a person reads it first.
HOLDS_A_DAY = 3
# A person has enough to read with these: more would only bury the history.
MOST_WAITING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a reader reports. `reporter_key` tells the reporters of one day apart, and is empty
    when that is not known: then nothing is held."""

    kind: ReportKind
    text: str
    contact: str = ""
    reporter_key: str = ""


def report_problem(
    number: str, *, by: Actor, at: datetime, problem: Problem
) -> PublicationReport | None:
    """Write down a problem with a published text; hold the text at once if it may hurt somebody.

    Holding is automatic only the first time for each kind of problem: a text that a person
    left published after such a report is hidden again only by a person. Returns None when so
    many reports wait already that one more would tell nothing. Raises NothingPublished,
    Incomplete, UnknownRequest.
    """
    on = local_date(at)
    if not problem.text.strip():
        raise Incomplete({"text": "Cuente cuál es el problema."})
    with acting_on(number, on=on, at=at) as info_request:
        if not info_request.shows_text:
            raise NothingPublished
        if info_request.publication_reports.waiting().count() >= MOST_WAITING:
            return None
        holds = _holds(info_request, problem, on=on)
        report = PublicationReport.objects.create(
            info_request=info_request,
            kind=problem.kind,
            text=problem.text,
            contact=problem.contact,
            reporter_key=problem.reporter_key,
            reported_on=on,
            holds=holds,
        )
        said: dict[str, Any] = {"problem": problem.kind.value, "report": report.pk}
        if holds:
            said["screening"] = _screen(info_request, Screening.WITHHELD)
        timeline.record(
            info_request,
            EventKind.PROBLEM_REPORTED,
            by=by,
            on=on,
            at=at,
            private={"report": wording.of_report(report)},
            **said,
        )
    return report


def decide_report(
    report_id: int, *, by: Actor, at: datetime, decision: ReportDecision, reason: str
) -> PublicationReport:
    """Leave the reported text published or take it down, with a reason anybody can read.

    Raises NotYours, UnknownRequest, AlreadyDecided, Incomplete.
    """
    on = local_date(at)
    with acting_on(_number_of(report_id), on=on, at=at) as info_request:
        office = policies.require_reviewer(by, info_request, on=on)
        report = info_request.publication_reports.get(pk=report_id)
        if report.decision:
            raise AlreadyDecided
        if not reason.strip():
            raise Incomplete({"reason": "Escriba la razón de su decisión."})
        report.decision, report.reason = decision, reason
        report.decided_on, report.decided_by = on, office
        report.save(update_fields=["decision", "reason", "decided_on", "decided_by"])
        is_directorate = office.kind == OfficeKind.DIRECTORATE
        said: dict[str, Any] = {
            "report": report.pk,
            "decision": decision.value,
            "decided_by": "directorate" if is_directorate else "institution",
        }
        screening = _after(info_request, report)
        if screening is not None:
            said["screening"] = _screen(info_request, screening)
        timeline.record(
            info_request,
            EventKind.REPORT_DECIDED,
            by=by,
            on=on,
            at=at,
            private={"report_reason": reason},
            **said,
        )
    return report


def _number_of(report_id: int) -> str:
    report = PublicationReport.objects.filter(pk=report_id)
    number = report.values_list("info_request__number", flat=True).first()
    if number is None:
        raise UnknownRequest
    return number


def _holds(info_request: InformationRequest, problem: Problem, *, on: date) -> bool:
    if problem.kind not in HOLDING_KINDS or not problem.reporter_key:
        return False
    earlier = info_request.publication_reports.filter(kind=problem.kind)
    if earlier.exclude(decision="").exists():
        return False
    held = PublicationReport.objects.filter(
        reporter_key=problem.reporter_key, reported_on=on, holds=True
    )
    return held.count() < HOLDS_A_DAY


def _after(info_request: InformationRequest, report: PublicationReport) -> Screening | None:
    """Return what becomes of the text, None when it stays as it is."""
    if report.decision == ReportDecision.TAKE_DOWN:
        return Screening.WITHHELD
    others = info_request.publication_reports.waiting().filter(holds=True)
    return Screening.SHOWN if report.holds and not others.exists() else None


def _screen(info_request: InformationRequest, screening: Screening) -> str:
    info_request.screening = screening
    info_request.save(update_fields=["screening"])
    index.refresh(info_request)
    return screening.value
