"""Which papers a request has on a day: only those that are legal then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from papers.kinds import (
    AT_THE_DESK,
    BRANCH_SLUGS,
    EDITABLE,
    SLUGS,
    Branch,
    Kind,
    PaperFormat,
)
from papers.remedies import branches_for_appeal, branches_for_court
from requests_app.models import InformationRequest, Registration
from requests_app.standing import Standing, standing_of
from requests_app.states import Channel


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper that can be taken today, for a remedy with the branch it is written for."""

    kind: Kind
    branch: Branch | None = None

    @property
    def slug(self) -> str:
        """How addresses and file names call it: "amparo-silencio"."""
        slug = SLUGS[self.kind]
        return f"{slug}-{BRANCH_SLUGS[self.branch]}" if self.branch else slug

    @property
    def label(self) -> str:
        """What it is, in the reader's language."""
        if self.branch is None:
            return str(self.kind.label)
        return f"{self.kind.label}: {str(self.branch.label).lower()}"

    @property
    def formats(self) -> tuple[PaperFormat, ...]:
        """In which formats it comes; what is signed and filed can be edited."""
        return tuple(PaperFormat) if self.kind in EDITABLE else (PaperFormat.PDF,)


def available(info_request: InformationRequest, on: date) -> list[Offer]:
    """Return the papers of that request that are legal on that day, the basic ones first."""
    return offers(standing_of(info_request.number), on=on)


def offers(standing: Standing, *, on: date) -> list[Offer]:
    """Return the same from a request already read whole."""
    return list(_offers(standing, on=on))


def desk_offers(standing: Standing, *, on: date) -> list[Offer]:
    """Return those the office that holds the request prints for the person at the counter."""
    return [offer for offer in _offers(standing, on=on) if offer.kind in AT_THE_DESK]


def _offers(standing: Standing, *, on: date) -> Iterator[Offer]:
    info_request = standing.info_request
    yield Offer(Kind.RECEIPT)
    if _has_verbal_record(info_request):
        yield Offer(Kind.VERBAL_RECORD)
    if info_request.in_person_notices.exists():
        yield Offer(Kind.NOTICE)
    if info_request.tacitly_denied_on is not None and info_request.tacitly_denied_on <= on:
        yield Offer(Kind.TACIT_DENIAL)
    for branch in branches_for_appeal(standing, on=on):
        yield Offer(Kind.RECONSIDERATION, branch)
    for branch in branches_for_court(standing, on=on):
        yield Offer(Kind.COURT, branch)


def _has_verbal_record(info_request: InformationRequest) -> bool:
    if info_request.channel != Channel.VERBAL:
        return False
    return Registration.objects.filter(info_request=info_request).exclude(verbal_record="").exists()
