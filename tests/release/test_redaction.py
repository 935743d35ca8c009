"""What is painted over is gone for good, and what stands elsewhere is told."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from release.known import Known
from release.limited import TaskFailed
from release.pdf import redaction as pdf_redaction
from release.pdf.inspection import inspect_pdf
from release.redaction import (
    Proof,
    RedactionFailed,
    Stroke,
    page_sizes,
    redact,
    render_page,
    spots,
)
from release.report import Box, FindingKind
from tests.release.pdf_files import box, made, rectangle, said, saved, scan, whole_page

NAMED = said("El senor Juan Perez Gomez, CI 4.123.456, cobra un salario.")
PLAIN = said("Esta hoja no dice nada de nadie")
AGAIN = said("Aqui sigue Juan Perez Gomez otra vez")
KNOWN = Known(name="Juan Pérez Gómez")
TOP = Box(0.1, 0.1, 0.8, 0.2)


def text_of(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    said_by_page = []
    for page in document:
        text_page = page.get_textpage()
        said_by_page.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return said_by_page


def painted(path: Path, strokes: list[Stroke], target: Path) -> pdf_redaction.Told:
    """Redact in this very process, which is quicker than in one of its own."""
    return pdf_redaction.redact(str(path), [one.as_dict() for one in strokes], str(target))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "tachado.pdf"


def test_what_is_personal_is_found_painted_and_proved_gone(tmp_path: Path, target: Path) -> None:
    source = saved(made(NAMED, PLAIN, AGAIN), tmp_path)
    marks = spots(source, known=KNOWN)
    strokes = [Stroke(spot.page, spot.box, "art. 9") for spot in marks if spot.page == 1]
    proof = redact(source, strokes, target)
    assert (proof.pages, proof.boxes, proof.words) == ((1,), 2, 4)
    assert [(one.page, one.masked) for one in proof.elsewhere] == [(3, "J••• P•••• G••••")]
    first, second, third = text_of(target)
    assert (first, second.strip()) == ("", "Esta hoja no dice nada de nadie")
    assert "Juan Perez" in third
    assert not any(word in target.read_bytes() for word in (b"4.123.456", b"CI 4"))


def test_redacted_on_every_page_it_is_told_nowhere(tmp_path: Path, target: Path) -> None:
    source = saved(made(NAMED, PLAIN, AGAIN), tmp_path)
    proof = redact(
        source, [Stroke(one.page, one.box) for one in spots(source, known=KNOWN)], target
    )
    assert (proof.pages, proof.elsewhere) == ((1, 3), ())
    assert inspect_pdf(target, KNOWN) == []


def test_words_asked_for_are_found_on_every_page(tmp_path: Path) -> None:
    source = saved(made(NAMED, PLAIN, AGAIN), tmp_path)
    found = spots(source, phrases=["juan perez", " "])
    assert [(one.page, one.kind, one.masked) for one in found if one.kind is None] == [
        (1, None, "j••• p••••"),
        (3, None, "j••• p••••"),
    ]


def test_the_page_to_draw_on_is_a_picture_of_the_width_asked_for(tmp_path: Path) -> None:
    source, picture = saved(made(PLAIN), tmp_path), tmp_path / "pagina.png"
    (size,) = page_sizes(source)
    assert (size.width, size.height) == (595, 842)
    render_page(source, page=1, width=700, target=picture)
    with Image.open(picture) as drawn:
        assert drawn.width == 700
        assert drawn.height == pytest.approx(700 * 842 / 595, abs=1)
    with pytest.raises(RedactionFailed, match="No existe"):
        render_page(source, page=2, width=700, target=picture)


def test_the_same_word_left_on_the_painted_page_is_told(tmp_path: Path, target: Path) -> None:
    source = saved(made(NAMED + said("Firmado: Perez", (72, 300))), tmp_path)
    told = painted(source, [Stroke(1, TOP)], target)
    assert [(one["page"], one["masked"]) for one in told["elsewhere"]] == [(1, "P••••")]


def test_a_word_half_under_a_box_is_painted_whole(tmp_path: Path, target: Path) -> None:
    source = saved(made(said("Secretisimo", (100, 421), size=40)), tmp_path)
    told = painted(source, [Stroke(1, Box(0.16, 0.46, 0.28, 0.03))], target)
    assert told["words"] == 1
    document = pdfium.PdfDocument(target)
    dark = document[0].render(scale=1).to_pil().convert("L").point([255] * 128 + [0] * 128)
    document.close()
    left, upper, right, lower = dark.getbbox() or (0, 0, 0, 0)
    inner = (left + 2, upper + 2, right - 2, lower - 2)
    assert right - left > 200
    assert dark.crop(inner).getextrema() == (255, 255)


def test_the_reason_is_written_in_its_box_if_it_fits(tmp_path: Path, target: Path) -> None:
    source = saved(made(PLAIN), tmp_path)
    strokes = [
        Stroke(1, Box(0.1, 0.5, 0.3, 0.03), "art. 9"),
        Stroke(1, Box(0.1, 0.7, 0.01, 0.01), "ley 7593/2025"),
    ]
    painted(source, strokes, target)
    document = pdfium.PdfDocument(target)
    drawn = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    with_code = drawn.crop((130, 850, 460, 880)).getextrema()
    without = drawn.crop((122, 1184, 128, 1190)).getextrema()
    assert with_code == (0, 255)
    assert without == (0, 0)


def test_nothing_else_of_the_file_is_taken_along(tmp_path: Path, target: Path) -> None:
    pdf = made(NAMED, PLAIN)
    pdf.docinfo["/Author"] = "Juan Perez"
    pdf.attachments["nomina.csv"] = b"Juan Perez"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Juan Perez", 1))
    painted(saved(pdf, tmp_path), [Stroke(1, TOP)], target)
    assert inspect_pdf(target, KNOWN) == []
    with pikepdf.open(target) as written:
        assert set(written.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in written.trailer


def test_a_picture_painted_over_does_not_stay_in_the_list_of_another_page(
    tmp_path: Path, target: Path
) -> None:
    first, second = scan(), Image.new("L", (50, 50), 7)
    pdf = made(whole_page("I0"), PLAIN + whole_page("I1"), images=[first, second])
    shared = pdf.make_indirect(pdf.pages[0].obj.Resources)
    for page in pdf.pages:
        page.obj.Resources = shared
    hidden = pdf.pages[0].obj.Resources.XObject.I0.read_raw_bytes()
    painted(saved(pdf, tmp_path), [Stroke(1, TOP)], target)
    with pikepdf.open(target) as written:
        kept = [one for one in written.objects if isinstance(one, pikepdf.Stream)]
        assert all(one.read_raw_bytes() != hidden for one in kept)


def test_pages_that_hide_something_become_pictures_too(tmp_path: Path, target: Path) -> None:
    pdf = made(NAMED, PLAIN + box(70, 690, 60, 20), PLAIN, PLAIN)
    over = Dictionary(
        Type=Name.Annot, Subtype=Name.Square, Rect=rectangle(70, 690, 280, 715), IC=[0, 0, 0]
    )
    pdf.pages[2].obj.Annots = Array([pdf.make_indirect(over)])
    painted(saved(pdf, tmp_path), [Stroke(1, TOP)], target)
    assert [bool(one.strip()) for one in text_of(target)] == [False, False, False, True]
    assert inspect_pdf(target) == []


def test_a_document_with_layers_becomes_pictures_altogether(tmp_path: Path, target: Path) -> None:
    pdf = made(NAMED, PLAIN)
    pdf.Root.OCProperties = Dictionary(OCGs=[], D=Dictionary())
    painted(saved(pdf, tmp_path), [Stroke(1, TOP)], target)
    assert text_of(target) == ["", ""]


def test_a_turned_page_is_painted_where_it_was_drawn(tmp_path: Path, target: Path) -> None:
    pdf = made(NAMED)
    pdf.pages[0].obj.Rotate = 90
    source = saved(pdf, tmp_path)
    marks = spots(source, known=KNOWN)
    told = painted(source, [Stroke(one.page, one.box) for one in marks], target)
    assert told["words"] == 4


@pytest.mark.parametrize(
    "stroke",
    [
        Stroke(2, TOP),
        Stroke(0, TOP),
        Stroke(1, Box(1.2, 0.1, 0.1, 0.1)),
        Stroke(1, Box(0.1, 0.1, 0, 0.1)),
    ],
)
def test_a_box_that_is_nowhere_is_refused(stroke: Stroke, tmp_path: Path, target: Path) -> None:
    with pytest.raises(TaskFailed):
        painted(saved(made(PLAIN), tmp_path), [stroke], target)


def test_a_box_over_the_edge_is_cut_to_the_page(tmp_path: Path, target: Path) -> None:
    told = painted(saved(made(NAMED), tmp_path), [Stroke(1, Box(0, 0, 5, 5))], target)
    assert told["boxes"] == 1


def test_no_boxes_are_no_redaction_and_leave_no_file(tmp_path: Path, target: Path) -> None:
    with pytest.raises(RedactionFailed, match="ningún recuadro") as failure:
        redact(saved(made(PLAIN), tmp_path), [], target)
    assert failure.value.kind == FindingKind.NOT_READABLE
    assert not target.exists()


def test_what_would_still_be_there_is_not_released(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = saved(made(NAMED), tmp_path)
    monkeypatch.setattr(pdf_redaction, "_paint", lambda *_told: None)
    with pytest.raises(TaskFailed, match="sigue ahí"):
        painted(source, [Stroke(1, TOP)], target)


def test_a_proof_says_nothing_of_other_pages_by_default() -> None:
    assert Proof(pages=(1,), boxes=1, words=0).elsewhere == ()
