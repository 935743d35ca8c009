"""Turns each row into its fact, leaving out who asked and striking out what may be personal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from law.terms import TermKind
from noncompliance.evidence.facts import (
    AnswerFact,
    AppealFact,
    CourtFact,
    EscalationFact,
    FileFact,
    HeldFact,
    LegFact,
    PostFact,
    TermFact,
)
from noncompliance.responsible import Held, InPost
from offices.models import Duty, Institution
from offices.models.post import DESK_DUTIES
from oversight.evidence import ToldTerm
from requests_app.models import (
    Answer,
    CourtCase,
    DenialReview,
    Escalation,
    InformationRequest,
    Leg,
    Reconsideration,
)
from requests_app.screening import STRUCK, Facts, marks, strike

# In words, because a page is printed and read aloud too.
BAR = "[tachado]"


def struck(text: str, info_request: InformationRequest) -> str:
    """Return a text somebody wrote without what may be personal, who asked included."""
    requester = info_request.requester
    known = Facts(
        name=requester.name,
        identity_document=requester.identity_document,
        address=requester.address,
        phone=requester.phone,
    )
    return strike(text, [mark.span for mark in marks(text, known)]).replace(STRUCK, BAR)


def struck_of_all(text: str, requests: Iterable[InformationRequest]) -> str:
    """Return a text about several requests without what may be personal of any who asked."""
    for info_request in requests:
        text = struck(text, info_request)
    return text


def asked(info_request: InformationRequest, shown: str) -> str:
    """Return what was asked as the public reads it; empty until a person cleared it."""
    return struck(shown, info_request) if info_request.shows_text else ""


def term(told: ToldTerm) -> TermFact:
    """Return a term with its ledger."""
    row = told.row
    return TermFact(
        kind=row.kind,
        label=str(row.get_kind_display()),
        institution=row.institution.name,
        starts_on=row.starts_on,
        due_on=row.due_on,
        article=row.article,
        is_verified=row.is_verified,
        rule_set=row.rule_set,
        calendar=row.calendar_version.label,
        ended_as=str(row.get_ended_as_display()) if row.ended_as else "",
        closed_on=row.closed_on,
        is_replaced=row.replaced_by_id is not None,
        agrees=told.agrees,
        days=told.ledger,
    )


def answer(row: Answer) -> AnswerFact:
    """Return what an answer gave and its files by their content."""
    resolution = getattr(row, "resolution", None)
    return AnswerFact(
        outcome=str(row.get_outcome_display()),
        institution=row.institution.name,
        answered_on=row.answered_on,
        notified_on=row.notified_on,
        is_late=row.is_late,
        resolution=f"{resolution.number}, {resolution.signed_on:%d/%m/%Y}" if resolution else "",
        files=[
            FileFact(media_type=file.media_type, size=file.size, digest=file.digest)
            for file in row.documents.all()
        ],
        files_to_follow=row.files_to_follow,
    )


def leg(row: Leg) -> LegFact:
    """Return one forwarding."""
    return LegFact(
        on=row.forwarded_on,
        sender=row.from_institution.name,
        receiver=row.to_institution.name,
        is_late=row.is_late,
        claimable_due_on=row.claimable_due_on,
    )


def appeal(row: Reconsideration) -> AppealFact:
    """Return one reconsideration without its texts, which are the person's own."""
    return AppealFact(
        stage=str(row.get_stage_display()),
        ground=str(row.get_ground_display()),
        filed_on=row.filed_on,
        closed_on=row.closed_on,
        is_late=row.is_late,
    )


def case(row: CourtCase, info_request: InformationRequest) -> CourtFact:
    """Return one case with the term its ruling opened."""
    opened = [
        term
        for term in info_request.terms.all()
        if term.kind == TermKind.COMPLIANCE
        and term.starts_on == row.ruled_on
        and term.replaced_by_id is None
    ]
    return CourtFact(
        stage=str(row.get_stage_display()),
        filed_on=row.filed_on,
        ruled_on=row.ruled_on,
        comply_until=opened[-1].due_on if opened else None,
        complied_on=row.complied_on,
    )


def escalation(row: Escalation, info_request: InformationRequest) -> EscalationFact:
    """Return what was said to the institution and what it answered."""
    return EscalationFact(
        kind=str(row.get_kind_display()),
        stage=str(row.get_stage_display()),
        sent_on=row.decided_on,
        addressee=str(row.addressee) if row.addressee else _("La institución"),
        text=struck(row.text, info_request),
        answered_on=row.answered_on,
        answer=struck(row.answer, info_request),
    )


def doubt(row: DenialReview) -> str:
    """Return what was decided of a denial that a later calendar put in question."""
    return _(
        "%(decision)s. Venció el %(before)s y, con el calendario de después, el %(after)s."
    ) % {
        "decision": row.get_decision_display(),
        "before": f"{row.former_due_on:%d/%m/%Y}",
        "after": f"{row.due_on:%d/%m/%Y}",
    }


def held(row: Held, accused: Institution) -> HeldFact:
    """Return where a request was on some days, and who held which post there."""
    own = row.institution_id == accused.pk
    in_post = zip(DESK_DUTIES, (row.officers, row.heads, row.authorities), strict=True)
    return HeldFact(
        institution=row.institution,
        from_on=row.from_on,
        to_on=row.to_on,
        posts=[post for duty, people in in_post for post in _posts(duty, people)] if own else [],
    )


def _posts(duty: Duty, people: Sequence[InPost]) -> list[PostFact]:
    label = str(duty.label)
    vacant = PostFact(duty=label, person="", stands_in_for="", covered_by="")
    return [
        PostFact(
            duty=label,
            person=one.person,
            stands_in_for=one.stands_in_for,
            covered_by=one.covered_by,
        )
        for one in people
    ] or [vacant]
