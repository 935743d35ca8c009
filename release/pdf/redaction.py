"""Paints boxes over pages for good and proves it; runs inside the limited process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypedDict

import pikepdf
from pikepdf import Name
from PIL import Image, ImageDraw, ImageFont

from release.identifiers import COMMON_WORDS, fold
from release.limited import TaskFailed
from release.pdf.covers import covered_pictures
from release.pdf.drawing import bind, draw, open_to_draw
from release.pdf.fixes import strip
from release.pdf.hidden_text import hidden_words
from release.pdf.pages import Page
from release.pdf.personal import places_of, read
from release.pdf.words import words_of
from release.personal import masked
from release.report import Box, FindingKind

# A word counts as under a box from this part of it on, and is painted whole then.
_UNDER = 0.5
_TAIL = 0.25
_MOST_STROKES = 2_000
_SMALLEST = 0.0005
_BLACK = 60
_PAINTED = 0.5
_EXAMINED_WIDTH = 1_000
_LABEL_HEIGHT = 0.7
_SMALLEST_LABEL = 8
_LARGEST_LABEL = 40
_MOST_ELSEWHERE = 200
_TELLING_LETTERS = 4
_MARKS = ".,;:()«»\"'"
_TELLING_DIGITS = 5
_KEPT = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Parent"}
)


class Told(TypedDict):
    """What was proved, as JSON can carry it: see `release.redaction.Proof`."""

    pages: list[int]
    boxes: int
    words: int
    elsewhere: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Stroke:
    page: int
    box: Box
    code: str


def redact(path: str, strokes: Sequence[Mapping[str, Any]], target: str) -> Told:
    """Write the redacted document and return what was proved of it, as JSON can carry it.

    Raises TaskFailed if a box is nowhere or if anything under one is still there.
    """
    asked = [_stroke(one) for one in strokes]
    if not 0 < len(asked) <= _MOST_STROKES:
        raise TaskFailed(FindingKind.NOT_READABLE, "No hay ningún recuadro que tapar.")
    document = open_to_draw(path)
    pages = sorted({stroke.page for stroke in asked})
    if pages[0] < 1 or pages[-1] > len(document):
        raise TaskFailed(FindingKind.NOT_READABLE, "Un recuadro está en una página que no existe.")
    covered = [one for number in pages for one in _covered(document, number, asked)]
    painted = [stroke for stroke, _words in covered]
    under = [words for _stroke, words in covered]
    elsewhere = list(islice(_elsewhere(document, painted, under), _MOST_ELSEWHERE))
    _write(path, document, painted, Path(target))
    document.close()
    _examine(target, painted)
    return {
        "pages": pages,
        "boxes": len(painted),
        "words": sum(map(len, under)),
        "elsewhere": elsewhere,
    }


def _stroke(said: Mapping[str, Any]) -> _Stroke:
    box = Box(*map(float, said["box"]))
    inside = 0 <= box.x < 1 and 0 <= box.y < 1
    if not inside or min(box.width, box.height) < _SMALLEST:
        raise TaskFailed(FindingKind.NOT_READABLE, "Un recuadro está fuera de la página.")
    cut = Box(box.x, box.y, min(box.width, 1 - box.x), min(box.height, 1 - box.y))
    return _Stroke(int(said["page"]), cut, str(said["code"]).strip())


def _covered(
    document: Any, number: int, asked: list[_Stroke]
) -> Iterator[tuple[_Stroke, list[str]]]:
    """Yield each box of a page, grown over the whole of the words under it, with those words.

    A letter's tail that stands out of its box would give the letter away.
    """
    with Page(document, number - 1) as page:
        words = [(word.text, page.box(word.rect)) for word in words_of(page.text)]
    for stroke in asked:
        if stroke.page == number:
            under = [(text, box) for text, box in words if _share(box, stroke.box) >= _UNDER]
            grown = _grown(stroke.box, [box for _text, box in under])
            yield _Stroke(number, grown, stroke.code), [text for text, _box in under]


def _grown(box: Box, words: list[Box]) -> Box:
    edges = [(box.x, box.y, box.x + box.width, box.y + box.height)]
    for word in words:
        more = _TAIL * min(word.width, word.height)
        right, lower = word.x + word.width, word.y + word.height
        edges.append((word.x - more, word.y - more, right + more, lower + more))
    lefts, uppers, rights, lowers = zip(*edges, strict=True)
    left, upper = max(min(lefts), 0.0), max(min(uppers), 0.0)
    return Box(left, upper, min(max(rights), 1.0) - left, min(max(lowers), 1.0) - upper)


def _share(word: Box, box: Box) -> float:
    across = min(word.x + word.width, box.x + box.width) - max(word.x, box.x)
    down = min(word.y + word.height, box.y + box.height) - max(word.y, box.y)
    area = word.width * word.height
    if not area:
        return float(across >= 0 and down >= 0)
    return max(across, 0) * max(down, 0) / area


def _write(path: str, document: Any, painted: list[_Stroke], target: Path) -> None:
    with pikepdf.open(path) as source, pikepdf.new() as made:
        has_layers = Name.OCProperties in source.Root
        overlaid = [_is_overlaid(page) for page in source.pages]
        strip(source)
        # Pages may share a list of pictures: one that is painted over must not stay in another's.
        source.remove_unreferenced_resources()
        for place in range(len(document)):
            strokes = [stroke for stroke in painted if stroke.page == place + 1]
            if strokes or has_layers or overlaid[place] or _hides(document, place):
                _bind_painted(made, document[place], strokes)
            else:
                made.pages.append(_bare(source.pages[place]))
        made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _is_overlaid(page: pikepdf.Page) -> bool:
    """Say whether anything but links lies over the page: it is drawn with it, never apart."""
    notes = page.obj.get(Name.Annots)
    if not isinstance(notes, pikepdf.Array):
        return False
    return any(
        not isinstance(note, pikepdf.Dictionary) or note.get(Name.Subtype) != Name.Link
        for note in notes.as_list()
    )


def _hides(document: Any, place: int) -> bool:
    with Page(document, place) as page:
        return bool(covered_pictures(page) or hidden_words(page).hidden)


def _bare(page: pikepdf.Page) -> pikepdf.Page:
    for key in set(page.obj.keys()) - _KEPT:
        del page.obj[key]
    return page


def _bind_painted(made: pikepdf.Pdf, raw: Any, strokes: list[_Stroke]) -> None:
    width, height = raw.get_size()
    picture = draw(raw)
    raw.close()
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        _paint(pen, stroke, picture.size)
    bind(made, picture, width=width, height=height)


def _paint(pen: ImageDraw.ImageDraw, stroke: _Stroke, size: tuple[int, int]) -> None:
    """Paint a box black, with its code in white if it fits."""
    left, upper = int(stroke.box.x * size[0]), int(stroke.box.y * size[1])
    right = -int(-(stroke.box.x + stroke.box.width) * size[0] // 1)
    lower = -int(-(stroke.box.y + stroke.box.height) * size[1] // 1)
    black, white = (0, 255) if pen.mode == "L" else ((0, 0, 0), (255, 255, 255))
    pen.rectangle((left, upper, right, lower), fill=black)
    points = min(int((lower - upper) * _LABEL_HEIGHT), _LARGEST_LABEL)
    while stroke.code and points >= _SMALLEST_LABEL:
        font = ImageFont.load_default(points)
        if pen.textlength(stroke.code, font=font) <= (right - left) * 0.9:
            middle = ((left + right) / 2, (upper + lower) / 2)
            pen.text(middle, stroke.code, font=font, fill=white, anchor="mm")
            return
        points -= 2


def _examine(target: str, painted: list[_Stroke]) -> None:
    """Read the file written: its painted pages hold no letter, and their boxes are black."""
    document = open_to_draw(target)
    for number in sorted({stroke.page for stroke in painted}):
        strokes = [stroke for stroke in painted if stroke.page == number]
        with Page(document, number - 1) as page:
            is_black = _is_black(draw(page.raw, width=_EXAMINED_WIDTH), strokes)
            if read(page).strip() or not is_black:
                detail = f"Algo de lo tapado en la página {number} sigue ahí."
                raise TaskFailed(FindingKind.TEXT_UNDER_BOX, detail)
    document.close()


def _elsewhere(
    document: Any, painted: list[_Stroke], under: list[list[str]]
) -> Iterator[dict[str, Any]]:
    """Yield where what was painted over stands also without a box, on any page."""
    # The longest first: a word of a name told whole is not told again by itself.
    phrases = sorted({phrase for words in under for phrase in _telling(words)}, key=_by_length)
    for place in range(len(document) if phrases else 0):
        told = [stroke.box for stroke in painted if stroke.page == place + 1]
        with Page(document, place) as page:
            for phrase in phrases:
                for rect in places_of(page, phrase):
                    box = page.box(rect)
                    if not any(_share(box, other) >= _UNDER for other in told):
                        told.append(box)
                        sides = list(asdict(box).values())
                        yield {"page": place + 1, "masked": masked(phrase), "box": sides}


def _is_black(picture: Image.Image, strokes: list[_Stroke]) -> bool:
    wide, high = picture.size
    for stroke in strokes:
        left, upper = int(stroke.box.x * wide), int(stroke.box.y * high)
        right = max(int((stroke.box.x + stroke.box.width) * wide), left + 1)
        lower = max(int((stroke.box.y + stroke.box.height) * high), upper + 1)
        dots = picture.crop((left, upper, right, lower)).convert("L").histogram()
        if sum(dots[:_BLACK]) < sum(dots) * _PAINTED:
            return False
    return True


def _telling(words: list[str]) -> Iterator[str]:
    """Yield what of the words under a box would give it away if it stood elsewhere.

    A short run is looked for whole; of a long one, or besides, its numbers, addresses and names.
    """
    if 1 < len(words) <= _TELLING_DIGITS:
        yield " ".join(words).strip(_MARKS)
    for word in words:
        plain = word.strip(_MARKS)
        digits = sum(sign.isdigit() for sign in plain)
        if "@" in plain or digits >= _TELLING_DIGITS or _is_name(plain):
            yield plain


def _by_length(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _is_name(word: str) -> bool:
    is_proper = word[:1].isupper() and word.isalpha() and len(word) >= _TELLING_LETTERS
    return is_proper and fold(word) not in COMMON_WORDS
