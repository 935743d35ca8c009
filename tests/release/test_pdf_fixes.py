"""A mended PDF is clean, shows the same and reveals nothing that was covered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops

from release.pdf.fixes import rerendered, without_metadata
from release.pdf.inspection import inspect_pdf
from release.report import FindingKind
from tests.release.pdf_files import SECRET, box, made, rectangle, said, saved, scan, whole_page

Kind = FindingKind
Fix = Callable[[Path, Path], None]
PAGE = said("Informe de gestion de la institucion")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "corregido.pdf"


def loaded(tmp_path: Path) -> Path:
    """Return a document with an author, a remark, an attachment, a program and a photograph."""
    photograph = scan()
    photograph.getexif()[0x8825] = {1: "S", 2: (25.0, 17.0, 0.0)}
    pdf = made(whole_page() + PAGE, images=[photograph])
    pdf.docinfo["/Author"] = "Juan Pérez"
    pdf.attachments["nomina.csv"] = b"contenido"
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
    link = Dictionary(S=Name.URI, URI=String("https://www.mopc.gov.py/"))
    bad_link = Dictionary(S=Name.URI, URI=String("file:///C:/a"))
    pdf.pages[0].obj.Annots = Array(
        [
            _note(pdf, Name.Text, Contents=String("ver con Juan")),
            _note(pdf, Name.Link, A=link),
            _note(pdf, Name.Link, A=bad_link),
        ]
    )
    pdf.pages[0].obj.PieceInfo = Dictionary()
    return saved(pdf, tmp_path)


def _note(pdf: pikepdf.Pdf, kind: Name, **entries: Any) -> pikepdf.Object:
    corners = rectangle(70, 690, 280, 715)
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=corners, **entries))


def look_alike(one: Path, other: Path) -> bool:
    """Say whether the first pages differ in less than one dot of a hundred."""
    drawn = []
    for path in (one, other):
        document = pdfium.PdfDocument(path)
        drawn.append(document[0].render(scale=0.5).to_pil().convert("L"))
        document.close()
    unlike = ImageChops.difference(*drawn).point([0] * 64 + [1] * 192).histogram()[1]
    return bool(unlike < drawn[0].width * drawn[0].height / 100)


def test_all_that_says_who_made_it_is_taken_out_and_the_page_stays(
    tmp_path: Path, target: Path
) -> None:
    source = loaded(tmp_path)
    without_metadata(source, target)
    assert inspect_pdf(target) == []
    assert look_alike(target, source)
    with pikepdf.open(target) as pdf:
        (left,) = pdf.pages[0].obj.Annots
        assert str(left.A.URI).startswith("https://")


def test_earlier_states_do_not_go_along(tmp_path: Path, target: Path) -> None:
    source = saved(made(PAGE), tmp_path)
    source.write_bytes(source.read_bytes() + b"startxref\n0\n%%EOF\n" + b"resto " * 9)
    without_metadata(source, target)
    assert inspect_pdf(target) == []


def test_a_picture_that_nothing_draws_is_left_behind(tmp_path: Path, target: Path) -> None:
    without_metadata(saved(made(PAGE, images=[scan()]), tmp_path), target)
    assert inspect_pdf(target) == []


def test_a_filled_form_becomes_part_of_the_page(tmp_path: Path, target: Path) -> None:
    pdf = made(PAGE)
    form = pdf.pages[0].obj.Resources.Font
    field = _note(
        pdf,
        Name.Widget,
        FT=Name.Tx,
        T=String("monto"),
        V=String("Un millon"),
        DA=String("/F1 12 Tf 0 g"),
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(
        Fields=[field], DR=Dictionary(Font=form), DA=String("/F1 12 Tf 0 g"), NeedAppearances=True
    )
    without_metadata(saved(pdf, tmp_path), target)
    assert inspect_pdf(target) == []
    document = pdfium.PdfDocument(target)
    assert "Un millon" in document[0].get_textpage().get_text_range()
    document.close()


@pytest.mark.parametrize("kind", [Name.Square, Name.Redact])
def test_what_a_remark_covered_is_not_laid_bare(kind: Name, tmp_path: Path, target: Path) -> None:
    pdf = made(said(SECRET))
    pdf.pages[0].obj.Annots = Array([_note(pdf, kind, IC=Array([0, 0, 0]))])
    without_metadata(saved(pdf, tmp_path), target)
    assert Kind.ANNOTATION in {one.kind for one in inspect_pdf(target)}


def test_a_page_drawn_anew_holds_nothing_but_its_picture(tmp_path: Path, target: Path) -> None:
    pdf = made(
        PAGE + said(SECRET, (72, 400)) + box(70, 395, 200, 20),
        said(SECRET, (72, -50)),
        "1 0 0 rg 100 100 300 300 re f",
    )
    pdf.docinfo["/Author"] = "Juan Pérez"
    source = saved(pdf, tmp_path)
    rerendered(source, target)
    assert inspect_pdf(target) == []
    assert look_alike(target, source)
    with pikepdf.open(target) as made_anew:
        assert len(made_anew.pages) == 3
        assert [float(side) for side in made_anew.pages[0].obj.MediaBox] == [0, 0, 595, 842]


def test_a_coloured_photograph_is_written_as_one(tmp_path: Path, target: Path) -> None:
    noise = scan().effect_spread(90).convert("RGB")
    rerendered(saved(made(whole_page(), images=[noise]), tmp_path), target)
    with pikepdf.open(target) as pdf:
        assert pdf.pages[0].obj.Resources.XObject.Page.Filter == Name.DCTDecode
