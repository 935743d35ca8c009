"""The private texts an event commits to, each built in one way from the rows that hold it."""

from collections.abc import Callable, Iterable, Iterator

from requests_app.models import (
    Answer,
    CourtCase,
    InformationRequest,
    InPersonNotice,
    PublicationReport,
    ReasonedResolution,
    Registration,
    Requester,
    RequesterMessage,
    TimelineEvent,
    WithheldItem,
)
from requests_app.sealing import canonical


def of_requester(requester: Requester) -> str:
    """Return who asks, as the filing commits to it."""
    return canonical(
        {
            "name": requester.name,
            "identity_document": requester.identity_document,
            "address": requester.address,
            "email": requester.email,
            "phone": requester.phone,
        }
    )


def of_request(info_request: InformationRequest) -> str:
    """Return what is asked, as the filing commits to it."""
    return canonical([info_request.subject, info_request.description])


def of_registration(registration: Registration) -> str:
    """Return what an office wrote down of a request it took in, with the proof of its date."""
    return canonical(
        {
            "paper_number": registration.paper_number,
            "evidence": registration.evidence,
            "verbal_record": registration.verbal_record,
        }
    )


def of_answer(answer: Answer, *, withheld: Iterable[WithheldItem] | None = None) -> str:
    """Return everything an answer says, with what it withholds and why.

    `withheld` stands for parts that are not saved yet.
    """
    parts = answer.withheld_items.all() if withheld is None else withheld
    return canonical(
        {
            "text": answer.text,
            "source": answer.source,
            "place": answer.place,
            "form": answer.form,
            "search_made": answer.search_made,
            "withheld": [[part.item, part.ground] for part in parts],
        }
    )


def of_resolution(resolution: ReasonedResolution) -> str:
    """Return the reasons of a denial, of fact and of law."""
    return canonical(
        {
            "number": resolution.number,
            "signed_on": resolution.signed_on,
            "facts": resolution.facts,
            "legal_grounds": resolution.legal_grounds,
            "reserve_law": resolution.reserve_law,
            "reserve_article": resolution.reserve_article,
            "other_ground": resolution.other_ground,
        }
    )


def of_report(report: PublicationReport) -> str:
    """Return what a reader wrote of a published text, and where to answer them."""
    return canonical([report.text, report.contact])


def of_message(message: RequesterMessage) -> str:
    """Return what the person wrote, from which address, and the files that were not accepted."""
    return canonical([message.text, message.sender, *message.refused_files])


def of_in_person(notice: InPersonNotice) -> str:
    """Return to whom a notification was made at a counter, and how they proved who they are."""
    return canonical([notice.received_by, notice.identity, notice.note])


def of_case(case: CourtCase) -> str:
    """Return where a case is heard and under which name."""
    return canonical([case.court, case.case_number])


def held_for(event: TimelineEvent, field: str, info_request: InformationRequest) -> list[str]:
    """Return the texts still held, one of which an event's commitment to `field` must open.

    A request has several answers and appeals: each event stands for one of them. Raises KeyError
    for a field no act commits to.
    """
    if field == "actor":
        return [str(event.actor_id)]
    return list(_HELD[field](info_request))


def _registrations(info_request: InformationRequest) -> Iterator[str]:
    if hasattr(info_request, "registration"):
        yield of_registration(info_request.registration)


def _questions(info_request: InformationRequest) -> Iterator[str]:
    if hasattr(info_request, "clarification"):
        yield info_request.clarification.question


def _replies(info_request: InformationRequest) -> Iterator[str]:
    if hasattr(info_request, "clarification"):
        yield info_request.clarification.reply


def _resolutions(info_request: InformationRequest) -> Iterator[str]:
    for answer in info_request.answers.all():
        if hasattr(answer, "resolution"):
            yield of_resolution(answer.resolution)


def _arrivals(info_request: InformationRequest) -> Iterator[str]:
    for answer in info_request.answers.all():
        if hasattr(answer, "arrival"):
            yield answer.arrival.evidence


_HELD: dict[str, Callable[[InformationRequest], Iterator[str]]] = {
    "requester": lambda row: iter([of_requester(row.requester)]),
    "text": lambda row: iter([of_request(row)]),
    "registration": _registrations,
    "question": _questions,
    "reply": _replies,
    "reason": lambda row: (leg.reason for leg in row.legs.all()),
    "competence_reason": lambda row: (one.reason for one in row.competence_questions.all()),
    "competence_decision": lambda row: (one.decision for one in row.competence_questions.all()),
    "verdict_reason": lambda row: iter([row.verdict_reason]),
    "answer": lambda row: map(of_answer, row.answers.all()),
    "resolution": _resolutions,
    "appeal": lambda row: (appeal.text for appeal in row.reconsiderations.all()),
    "decision": lambda row: (appeal.decision for appeal in row.reconsiderations.all()),
    "report": lambda row: map(of_report, row.publication_reports.all()),
    "report_reason": lambda row: (report.reason for report in row.publication_reports.all()),
    "message": lambda row: map(of_message, row.letters.all()),
    "withdrawn_because": lambda row: (one.withdrawn_because for one in row.letters.all()),
    "address": lambda row: (bounce.address for bounce in row.bounces.all()),
    "way": lambda row: (bounce.way for bounce in row.bounces.all()),
    "in_person": lambda row: map(of_in_person, row.in_person_notices.all()),
    "identity": lambda row: (one.identity for one in row.code_reissues.all()),
    "escalation": lambda row: (one.text for one in row.escalations.all()),
    "escalation_answer": lambda row: (one.answer for one in row.escalations.all()),
    "case": lambda row: map(of_case, row.court_cases.all()),
    "arrival": _arrivals,
    "ruling": lambda row: (case.ruling for case in row.court_cases.all()),
}
