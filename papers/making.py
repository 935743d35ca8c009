"""From a paper that is offered to its file: issued, filled in and printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string

from accounts.actors import Actor
from offices.calendars import local_date
from papers import handing, printing
from papers.actions import issue
from papers.availability import Offer
from papers.calendar_file import ics
from papers.editions import Edition, edition_called
from papers.facts import Facts, Personal, facts_of, personal_of
from papers.filling import filling_of
from papers.kinds import CALENDAR_SLUG, MEDIA_TYPES, Kind, PaperFormat
from papers.models import IssuedPaper
from papers.writing import write
from requests_app.errors import WrongStage
from requests_app.models import InformationRequest
from requests_app.standing import Standing, standing_of
from rulebook.shelf import as_known_at
from typeset import render

# Named and not imported: it brings seventeen megabytes that a server which writes no DOCX spares.
WORD_WRITER = "papers.word.docx"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file to hand over; its name says what it is and of which request."""

    name: str
    media_type: str
    content: bytes


def make(
    number: str,
    offer: Offer,
    paper_format: PaperFormat,
    *,
    by: Actor,
    at: datetime,
    tracking_code: str = "",
) -> PaperFile:
    """Issue the paper offered and return it as a file in that format.

    Raises UnknownRequest, NotYours, and WrongStage for a paper or a format not offered that day.
    """
    if paper_format not in offer.formats:
        raise WrongStage
    paper = issue(number, offer, by=by, at=at)
    edition = edition_called(paper.edition)
    # A paper taken again says what it said, also of what was confirmed in the meantime.
    with as_known_at(paper.issued_at):
        sheet = _sheet(paper, offer)
        if edition.text:
            content = _writ(sheet, edition, paper_format, at=at)
        else:
            page = {**sheet.frame, **_page(sheet, tracking_code=tracking_code)}
            content = render.pdf(edition.model, page, at=paper.issued_at)
    return PaperFile(f"{offer.slug}-{number}.{paper_format}", MEDIA_TYPES[paper_format], content)


def receipt_pdf(
    info_request: InformationRequest, *, at: datetime, tracking_code: str = ""
) -> bytes:
    """Return the receipt as whoever filed it takes it, with the code only while it is shown."""
    by = Actor.requester(info_request.number)
    made = make(
        info_request.number,
        Offer(Kind.RECEIPT),
        PaperFormat.PDF,
        by=by,
        at=at,
        tracking_code=tracking_code,
    )
    return made.content


def calendar_file(standing: Standing, *, at: datetime) -> PaperFile:
    """Return the request's dates as a calendar file."""
    number = standing.info_request.number
    content = ics(standing, on=local_date(at), at=at)
    return PaperFile(f"{CALENDAR_SLUG}-{number}.ics", "text/calendar; charset=utf-8", content)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Everything that goes on one paper."""

    offer: Offer
    standing: Standing
    facts: Facts
    personal: Personal
    frame: dict[str, Any]
    issued_at: datetime


def _sheet(paper: IssuedPaper, offer: Offer) -> _Sheet:
    number = paper.info_request.number
    standing = standing_of(number)
    return _Sheet(
        offer,
        standing,
        facts=facts_of(standing, offer, edition=paper.edition),
        personal=personal_of(standing, offer.kind),
        frame=printing.frame_of(paper, number),
        issued_at=paper.issued_at,
    )


def _page(sheet: _Sheet, *, tracking_code: str) -> dict[str, Any]:
    parts = (sheet.standing, sheet.facts, sheet.personal)
    if sheet.offer.kind == Kind.RECEIPT:
        return printing.receipt(*parts, tracking_code=tracking_code)
    if sheet.offer.kind == Kind.VERBAL_RECORD:
        return printing.verbal_record(*parts)
    if sheet.offer.kind == Kind.NOTICE:
        return handing.notice(*parts)
    return printing.tacit_denial(*parts)


def _writ(sheet: _Sheet, edition: Edition, paper_format: PaperFormat, *, at: datetime) -> bytes:
    filling = filling_of(
        sheet.standing, sheet.offer, sheet.facts, sheet.personal, on=local_date(at)
    )
    branch = sheet.offer.branch.value if sheet.offer.branch else ""
    blocks = write(edition.text, branch, facts=filling.facts, tables=filling.tables)
    if paper_format == PaperFormat.DOCX:
        document: bytes = import_string(WORD_WRITER)(blocks, sheet.frame, at=sheet.issued_at)
        return document
    return render.pdf(edition.model, {**sheet.frame, **printing.writ(blocks)}, at=sheet.issued_at)
