"""Goes through a PDF page by page: the personal data it says, and what it holds and hides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from release.known import Known
from release.pdf.covers import covered_pictures
from release.pdf.hidden_text import HiddenWord, hidden_words, texts_shown
from release.pdf.pages import Page, TooManyPieces, open_pdf
from release.pdf.personal import data_of, personal_findings, read
from release.pdf.scans import layer_of, words_not_shown
from release.pdf.words import unreadable_share
from release.personal import masked
from release.report import Box, Finding, FindingKind

# Short documents are looked at finer; at one dot a point nothing that is printed gets lost.
_FINE = 1.5
_COARSE = 1.0
_SHORT_PAGES = 60
# The picture of a scan is slow to draw: so many are compared with their layer, word by word.
_MOST_SCANS = 40
_UNREADABLE = 0.3
# A page of a mark or two, as lists have them, is no text.
_FEW_LETTERS = 20
_MOST_TOLD = 6
_WHY = {
    FindingKind.TEXT_UNDER_BOX: "sigue debajo de un recuadro o una imagen y se puede copiar",
    FindingKind.WHITE_TEXT: "tiene el color de su fondo y no se ve",
    FindingKind.INVISIBLE_TEXT: "no se ve, pero se puede copiar",
    FindingKind.OUTSIDE_PAGE: "está fuera de la parte visible de la página",
    FindingKind.TINY_TEXT: "es demasiado pequeño para verse",
    FindingKind.HIDDEN_LAYER: "está en una capa apagada",
}


def pages_findings(path: Path, known: Known) -> list[Finding]:
    """Return what the pages say of somebody and what they hide, in page order.

    Raises pdfium.PdfiumError if they cannot be drawn.
    """
    document = open_pdf(str(path))
    look = _Pages(known, scale=_FINE if len(document) <= _SHORT_PAGES else _COARSE)
    try:
        found = [one for place in range(len(document)) for one in look.at(document, place)]
        return [*found, *look.at_the_end(document)]
    finally:
        document.close()


class _Pages:
    """What was seen on the pages so far; some of it is judged only when all of them are known."""

    def __init__(self, known: Known, *, scale: float) -> None:
        self.known = known
        self.scale = scale
        self.layered: list[int] = []
        self.unseen: dict[int, frozenset[int]] = {}
        self.hidden: list[tuple[int, HiddenWord, Box]] = []

    def at(self, document: Any, place: int) -> Iterator[Finding]:
        """Yield what one page tells by itself."""
        try:
            with Page(document, place, scale=self.scale) as page:
                yield from self._at(page, place + 1)
        except TooManyPieces:
            detail = "Tiene demasiados trazos para revisarla."
            where = f"página {place + 1}"
            yield Finding(FindingKind.TOO_LARGE, where, detail, page=place + 1)

    def _at(self, page: Page, number: int) -> Iterator[Finding]:
        where = f"página {number}"
        text = read(page)
        yield from personal_findings(data_of(page, text, self.known), page, number)
        if len(text) > _FEW_LETTERS and unreadable_share(text) > _UNREADABLE:
            detail = "Su texto no se puede leer ni buscar: mírela usted."
            yield Finding(FindingKind.UNREADABLE_TEXT, where, detail, page=number)
        for rect in covered_pictures(page):
            detail = "Un recuadro tapa parte de una imagen, que sigue entera en el archivo."
            box = page.box(rect)
            yield Finding(FindingKind.TEXT_UNDER_BOX, where, detail, page=number, box=box)
        if text.strip():
            self._look_for_hidden(page, number)

    def _look_for_hidden(self, page: Page, number: int) -> None:
        layer = layer_of(page)
        words: list[HiddenWord] = []
        if layer:
            self.layered.append(number)
            if len(self.layered) <= _MOST_SCANS:
                words += words_not_shown(page, layer)
        looked = hidden_words(page, known_unseen={piece.order for piece in layer})
        self.unseen[number] = looked.pieces | {piece.order for piece in layer}
        self.hidden += [(number, word, page.box(word.rect)) for word in (*words, *looked.hidden)]

    def at_the_end(self, document: Any) -> Iterator[Finding]:
        """Yield, for each page and reason, the words that are shown nowhere."""
        groups: dict[tuple[int, FindingKind], list[tuple[str, Box]]] = {}
        is_cut = any(word.cut_from for _number, word, _box in self.hidden)
        shown = self._shown(document) if is_cut else set()
        for number, word, box in self.hidden:
            if not word.cut_from or word.cut_from not in shown:
                groups.setdefault((number, word.why), []).append((word.text, box))
        for (number, why), words in groups.items():
            detail = f"Hay texto que {_WHY[why]}: {_named([text for text, _box in words])}."
            around = _around([box for _text, box in words])
            yield Finding(why, f"página {number}", detail, page=number, box=around)
        if self.layered:
            yield _of_layers(self.layered)

    def _shown(self, document: Any) -> set[str]:
        shown: set[str] = set()
        for number, unseen in self.unseen.items():
            with Page(document, number - 1) as page:
                shown |= texts_shown(page, unseen=unseen)
        return shown


def _of_layers(numbers: list[int]) -> Finding:
    where = f"página {numbers[0]}"
    if len(numbers) > 1:
        where = f"{len(numbers)} páginas, desde la {numbers[0]} hasta la {numbers[-1]}"
    return Finding(
        FindingKind.INVISIBLE_TEXT,
        where,
        "Es un escaneo con su texto reconocido en una capa que no se ve: compruebe que dice lo "
        "mismo que la imagen, o genere el PDF de nuevo sin ella.",
        page=numbers[0],
    )


def _named(words: list[str]) -> str:
    """Return how many words there are and the first of them, so that they can be recognised."""
    first = " ".join(map(masked, words[:_MOST_TOLD]))
    more = "…" if len(words) > _MOST_TOLD else ""
    told = "una palabra" if len(words) == 1 else f"{len(words)} palabras"
    return f"{told}, «{first}{more}»"


def _around(boxes: list[Box]) -> Box:
    left, upper = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    lower = max(box.y + box.height for box in boxes)
    return Box(left, upper, right - left, lower - upper)
