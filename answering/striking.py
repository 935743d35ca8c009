"""Striking parts of a PDF out: boxes kept while they are drawn, then a copy and its proof."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from answering import shelf
from answering.models import AnswerFile, RedactionBox
from answering.models.file import ANSWER_FOLDER
from answering.states import MadeBy, StrikeGround
from release import redaction
from release.redaction import Elsewhere, PageSize, Proof, RedactionFailed, Stroke
from release.report import Box, FindingKind, Report
from requests_app.errors import DocumentRefused
from requests_app.models import FileCheck
from requests_app.release_desk import known_of
from requests_app.release_gate import PERSONAL

DOTS_WIDE = 1_000
_HOUR = 3600
_PARTS = 10_000
# What is found at a place → why it is struck out there, unless the person says otherwise.
_GROUND_OF = {
    FindingKind.PERSONAL_PHONE: StrikeGround.CONTACT,
    FindingKind.PERSONAL_EMAIL: StrikeGround.CONTACT,
    FindingKind.PERSONAL_ACCOUNT: StrikeGround.ACCOUNT,
}
# A line is struck a little beyond its letters, so that no edge of one shows.
_MARGIN = 0.002


@dataclass(frozen=True, slots=True)
class Found:
    """One personal datum of the document: `key` names it, `masked` shows what it looks like."""

    key: str
    kind: FindingKind
    masked: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """What came of making the copy: the copy, or the places where its words can still be read."""

    copy: AnswerFile | None
    elsewhere: tuple[Elsewhere, ...] = ()


def can_strike(file: AnswerFile) -> bool:
    """Say whether pages of the file can be drawn on."""
    return file.extension == "pdf"


def pages_of(file: AnswerFile) -> list[PageSize]:
    """Return the size of each page. Raises DocumentRefused for a file that cannot be read."""
    key = f"answer-file-pages:{file.key.hex}"
    known: list[tuple[float, float]] | None = cache.get(key)
    if known is None:
        with _readable(file) as path:
            known = [(page.width, page.height) for page in redaction.page_sizes(path)]
        cache.set(key, known, _HOUR)
    return [PageSize(*page) for page in known]


def picture_of(file: AnswerFile, page: int) -> str:
    """Return where the picture of a page is stored, drawn when nobody has looked at it yet.

    It has no row: the sweep deletes it within a day. Raises DocumentRefused.
    """
    name = f"{ANSWER_FOLDER}/{file.key.hex}-{page}.png"
    if default_storage.exists(name):
        return name
    with tempfile.TemporaryDirectory() as folder, _readable(file) as path:
        target = Path(folder) / "pagina.png"
        redaction.render_page(path, page=page, width=DOTS_WIDE, target=target)
        with target.open("rb") as drawn:
            return default_storage.save(name, File(drawn))


def keep_boxes(file: AnswerFile, page: int, boxes: Iterable[RedactionBox]) -> None:
    """Put these boxes in the place of those that were on the page."""
    with transaction.atomic():
        AnswerFile.objects.select_for_update().get(pk=file.pk)
        file.boxes.filter(page=page).delete()
        for box in boxes:
            box.file = file
            box.save()


def found_in(check: FileCheck | None) -> list[Found]:
    """Return the personal data an inspection found on the pages, each once."""
    findings = Report.from_dict(check.report).findings if check else ()
    pages: dict[tuple[FindingKind, str], set[int]] = {}
    for finding in findings:
        if finding.kind in PERSONAL and finding.page is not None:
            masked = finding.detail.partition("«")[2].rpartition("»")[0]
            pages.setdefault((finding.kind, masked), set()).add(finding.page)
    return [
        Found(f"{kind.value}|{masked}", kind, masked, tuple(sorted(where)))
        for (kind, masked), where in pages.items()
    ]


def strike_data(file: AnswerFile, chosen: Iterable[Found]) -> int:
    """Draw a box over every place of the chosen data; return how many. Raises DocumentRefused."""
    wanted = {(one.kind, one.masked) for one in chosen}
    with _readable(file) as path:
        spots = redaction.spots(path, known=known_of(file.info_request.requester))
    places = [
        (spot.page, spot.box, _GROUND_OF.get(kind, StrikeGround.PERSONAL))
        for spot in spots
        if (kind := spot.kind) is not None and (kind, spot.masked) in wanted
    ]
    return _draw(file, places)


def strike_phrases(file: AnswerFile, phrases: Sequence[str]) -> int:
    """Draw a box over every place of some words; return how many. Raises DocumentRefused."""
    with _readable(file) as path:
        spots = redaction.spots(path, phrases=phrases)
    places = [(spot.page, spot.box, StrikeGround.PERSONAL) for spot in spots if spot.kind is None]
    return _draw(file, places)


def strike_elsewhere(file: AnswerFile, places: Iterable[Elsewhere]) -> int:
    """Draw a box over the other places of words that are struck out; return how many."""
    return _draw(file, [(place.page, place.box, StrikeGround.PERSONAL) for place in places])


def make_copy(file: AnswerFile, *, by: User, at: datetime, although: bool = False) -> Struck:
    """Paint the boxes for good on a copy, prove that their words are gone, put it in place.

    No copy is made while the same words can be read elsewhere, unless `although` says that a
    person knows it. Raises DocumentRefused when it cannot be made or proved.
    """
    strokes = [_stroke(box) for box in file.boxes.all()]
    if not strokes:
        raise DocumentRefused(_("Dibuje al menos un recuadro."))
    with tempfile.TemporaryDirectory() as folder, _readable(file) as path:
        target = Path(folder) / "tachado.pdf"
        proof = redaction.redact(path, strokes, target)
        if proof.elsewhere and not although:
            return Struck(None, proof.elsewhere)
        with transaction.atomic():
            for former in file.copies.all():
                shelf.remove(former)
            told = _told(proof, file.boxes.all())
            copy = shelf.add_copy(file, target, MadeBy.REDACTED, by=by, at=at, proof=told)
    return Struck(copy, proof.elsewhere)


@contextmanager
def _readable(file: AnswerFile) -> Iterator[Path]:
    """Yield where the PDF is while another process reads it; what it cannot do is a refusal."""
    try:
        with shelf.on_disk(file) as path:
            yield path
    except RedactionFailed as failure:
        said = {"name": file.name, "reason": str(failure)}
        raise DocumentRefused(_("«%(name)s»: %(reason)s") % said) from failure


def _draw(file: AnswerFile, places: Iterable[tuple[int, Box, StrikeGround]]) -> int:
    """Add a box at each place that none covers already."""
    drawn = 0
    with transaction.atomic():
        AnswerFile.objects.select_for_update().get(pk=file.pk)
        there = {_sides(box) for box in file.boxes.all()}
        for page, box, ground in places:
            made = RedactionBox(file=file, page=page, ground=ground, **_in_parts(box))
            drawn += 1
            if _sides(made) not in there:
                made.save()
                there.add(_sides(made))
    return drawn


def _sides(box: RedactionBox) -> tuple[int, int, int, int, int]:
    return box.page, box.left, box.top, box.width, box.height


def _in_parts(box: Box) -> Mapping[str, int]:
    left, top = max(box.x - _MARGIN, 0.0), max(box.y - _MARGIN, 0.0)
    right = min(box.x + box.width + _MARGIN, 1.0)
    bottom = min(box.y + box.height + _MARGIN, 1.0)
    return {
        "left": int(left * _PARTS),
        "top": int(top * _PARTS),
        "width": max(round((right - left) * _PARTS), 1),
        "height": max(round((bottom - top) * _PARTS), 1),
    }


def _stroke(box: RedactionBox) -> Stroke:
    sides = (side / _PARTS for side in (box.left, box.top, box.width, box.height))
    return Stroke(box.page, Box(*sides), box.ground)


def _told(proof: Proof, boxes: Iterable[RedactionBox]) -> dict[str, object]:
    grounds = Counter(StrikeGround(box.ground).value for box in boxes)
    return {
        "words": proof.words,
        "boxes": proof.boxes,
        "pages": list(proof.pages),
        "grounds": dict(grounds),
        "elsewhere": sorted({place.page for place in proof.elsewhere}),
    }
