"""What a page holds and does not show is found, and what it shows is left in peace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name

from release.pdf.inspection import inspect_pdf
from release.report import Finding, FindingKind
from tests.release.pdf_files import SECRET, box, made, rectangle, said, saved, scan, whole_page

Kind = FindingKind
SHOWN = said("Resolucion 12/2026 de la institucion")
LETTERHEAD = box(60, 690, 400, 30, colour="0.1 0.2 0.5 rg")

HIDDEN = {
    "black box": (said(SECRET) + box(70, 695, 200, 18), Kind.TEXT_UNDER_BOX),
    "white box": (said(SECRET) + box(70, 695, 200, 18, colour="1 g"), Kind.TEXT_UNDER_BOX),
    "box with its reason on it": (
        said(SECRET) + box(70, 695, 200, 18) + said("art. 9", (120, 700), before="1 g", size=8),
        Kind.TEXT_UNDER_BOX,
    ),
    "one word of a line": (
        said("Se paga a Benitez el salario") + box(126, 696, 40, 14),
        Kind.TEXT_UNDER_BOX,
    ),
    "black on black": (box(70, 695, 200, 18) + said(SECRET), Kind.TEXT_UNDER_BOX),
    "white on white": (said(SECRET, before="1 g"), Kind.WHITE_TEXT),
    "nearly white": (said(SECRET, before="0.97 g"), Kind.WHITE_TEXT),
    "of the colour of its cell": (
        box(70, 695, 200, 18, colour="0.9 g") + said(SECRET, before="0.9 g"),
        Kind.WHITE_TEXT,
    ),
    "painted with nothing": (said(SECRET, before="3 Tr"), Kind.INVISIBLE_TEXT),
    "cut off": (said(SECRET, before="0 0 5 5 re W n"), Kind.INVISIBLE_TEXT),
    "below the page": (said(SECRET, (72, -40)), Kind.OUTSIDE_PAGE),
    "far to the right": (said(SECRET, (900, 400)), Kind.OUTSIDE_PAGE),
    "of one point": (said(SECRET, size=1), Kind.TINY_TEXT),
    "squeezed": (said(SECRET, before="1 Tz"), Kind.TINY_TEXT),
    "under a stroke": (said(SECRET) + "q 20 w 70 704 m 300 704 l S Q\n", Kind.TEXT_UNDER_BOX),
    "under letters drawn as boxes": (
        said(SECRET) + "BT /Blocks 14 Tf 70 698 Td (aaaaaaaaaa) Tj ET\n",
        Kind.TEXT_UNDER_BOX,
    ),
    "shrunk": (said(SECRET, before="0.1 0 0 0.1 0 0 cm"), Kind.TINY_TEXT),
}
SEEN = {
    "plain": SHOWN,
    "white on blue": LETTERHEAD + said("MINISTERIO DE OBRAS", before="1 g"),
    "underlined": SHOWN + "q 0 G 0.7 w 72 697 m 280 697 l S Q\n",
    "struck through": SHOWN + "q 0 G 0.7 w 72 704 m 280 704 l S Q\n",
    "in a bordered cell": "q 70 695 300 18 re S Q\n" + SHOWN,
    "over grey": box(70, 695, 300, 18, colour="0.85 g") + SHOWN,
    "grey mark across the page": said("COPIA", (200, 400), before="0.8 g", size=60) + SHOWN,
    "box beside it": SHOWN + box(300, 600, 50, 50),
    "small print": said("Documento impreso el 3 de marzo", size=5),
    "outlined": said("Contorno", before="1 Tr"),
    "struck twice": said("Negrita") + said("Negrita", (72.3, 700)),
    "red on green": box(70, 695, 200, 20, colour="0 0.51 0 rg") + said("Rojo", before="1 0 0 rg"),
    "turned": said("De lado", (0, 0), before="0 1 -1 0 300 300 cm"),
}


def look(folder: Path, *pages: str) -> list[Finding]:
    return inspect_pdf(saved(made(*pages), folder))


@pytest.mark.parametrize("how", HIDDEN)
def test_text_that_leaves_no_mark_is_found(how: str, tmp_path: Path) -> None:
    content, kind = HIDDEN[how]
    found = look(tmp_path, SHOWN, said("Hoja primera", (72, 500)) + content)
    assert [(one.kind, one.page) for one in found] == [(kind, 2)]


@pytest.mark.parametrize("how", SEEN)
def test_text_that_is_seen_is_left_in_peace(how: str, tmp_path: Path) -> None:
    assert look(tmp_path, SEEN[how]) == []


@pytest.mark.parametrize(
    ("state", "found"),
    [({"/ca": 0.3}, []), ({"/BM": Name.Multiply}, []), ({"/ca": 0.97}, [Kind.TEXT_UNDER_BOX])],
)
def test_a_marker_lets_its_text_be_seen_and_a_veil_does_not(
    state: dict[str, Any], found: list[Kind], tmp_path: Path
) -> None:
    pdf = made(SHOWN + box(70, 695, 300, 18, colour="/G gs 0.9 0.8 0 rg"))
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(state))
    assert [one.kind for one in inspect_pdf(saved(pdf, tmp_path))] == found


def test_text_of_no_opacity_is_invisible(tmp_path: Path) -> None:
    pdf = made(said(SECRET, before="/G gs"))
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0))
    assert [one.kind for one in inspect_pdf(saved(pdf, tmp_path))] == [Kind.INVISIBLE_TEXT]


def test_what_is_cut_off_here_and_shown_whole_on_another_page_is_no_secret(tmp_path: Path) -> None:
    cut = said("Total del rubro", (580, 400)) + said("Enero", (700, 300))
    found = look(tmp_path, SHOWN + cut, SHOWN + said("Total del rubro") + said("Enero", (72, 300)))
    assert found == []


def test_a_page_of_very_many_pieces_is_looked_at_piece_by_piece(tmp_path: Path) -> None:
    many = "".join(said("ab", (20 + 25 * (n % 20), 20 + n // 20 * 30)) for n in range(520))
    assert look(tmp_path, many) == []
    (found,) = look(tmp_path, many + box(19, 768, 15, 14))
    assert "una palabra" in found.detail


def test_only_the_words_that_are_covered_are_named_and_not_given_away(tmp_path: Path) -> None:
    (found,) = look(tmp_path, HIDDEN["one word of a line"][0])
    assert "una palabra, «B••••••»" in found.detail
    assert found.box is not None
    assert 0.2 < found.box.x < 0.25
    assert 0.15 < found.box.y < 0.18


def test_a_form_drawn_elsewhere_in_the_file_is_looked_into(tmp_path: Path) -> None:
    pdf = made(SHOWN)
    form = pdf.make_stream(
        (said(SECRET, (10, 10)) + box(5, 5, 200, 20)).encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=rectangle(0, 0, 300, 50),
        Resources=pdf.pages[0].obj.Resources,
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Form=form)
    pdf.pages[0].contents_add(b"q 1 0 0 1 50 300 cm /Form Do Q")
    assert [one.kind for one in inspect_pdf(saved(pdf, tmp_path))] == [Kind.TEXT_UNDER_BOX]


def test_a_page_turned_on_its_side_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    pdf = made(HIDDEN["black box"][0])
    pdf.pages[0].obj.Rotate = 90
    (found,) = inspect_pdf(saved(pdf, tmp_path))
    assert found.kind == Kind.TEXT_UNDER_BOX
    assert found.box is not None
    assert found.box.height > found.box.width


def test_text_beyond_the_cut_of_the_page_is_found(tmp_path: Path) -> None:
    pdf = made(SHOWN + said(SECRET, (72, 100)))
    pdf.pages[0].obj.CropBox = rectangle(0, 400, 595, 842)
    assert [one.kind for one in inspect_pdf(saved(pdf, tmp_path))] == [Kind.OUTSIDE_PAGE]


def test_text_of_a_layer_that_is_off_is_found_with_the_layer(tmp_path: Path) -> None:
    pdf = made(SHOWN + "/OC /L0 BDC\n" + said(SECRET, (72, 500)) + "EMC\n")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Borrador"))
    pdf.pages[0].obj.Resources.Properties = Dictionary(L0=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    found = inspect_pdf(saved(pdf, tmp_path))
    assert [(one.kind, one.page) for one in found] == [
        (Kind.HIDDEN_LAYER, None),
        (Kind.HIDDEN_LAYER, 1),
    ]


def test_a_remark_laid_over_text_covers_it(tmp_path: Path) -> None:
    pdf = made(said(SECRET))
    over = Dictionary(
        Type=Name.Annot, Subtype=Name.Square, Rect=rectangle(70, 690, 280, 715), IC=[0, 0, 0], F=4
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(over)])
    kinds = {one.kind for one in inspect_pdf(saved(pdf, tmp_path))}
    assert kinds == {Kind.ANNOTATION, Kind.TEXT_UNDER_BOX}


def test_a_scan_without_text_is_clean(tmp_path: Path) -> None:
    assert inspect_pdf(saved(made(whole_page(), images=[scan()]), tmp_path)) == []


def test_the_searchable_layer_of_scans_is_one_matter_of_the_whole_document(tmp_path: Path) -> None:
    page = whole_page() + said("Resolucion ministerial", (80, 735), before="3 Tr")
    (found,) = inspect_pdf(saved(made(page, page, page, images=[scan()]), tmp_path))
    assert (found.kind, found.where) == (
        Kind.INVISIBLE_TEXT,
        "3 páginas, desde la 1 hasta la 3",
    )


def test_a_word_of_the_layer_under_a_box_painted_on_the_scan_is_told_apart(tmp_path: Path) -> None:
    picture = scan(boxes=[(60, 200, 400, 260)])
    page = whole_page() + said(SECRET, (80, 610), before="3 Tr")
    found = inspect_pdf(saved(made(page, images=[picture]), tmp_path))
    assert [one.kind for one in found] == [Kind.TEXT_UNDER_BOX, Kind.INVISIBLE_TEXT]


@pytest.mark.parametrize(
    "drawn",
    [
        box(60, 580, 340, 60),
        box(60, 580, 340, 60, colour="1 g"),
        box(60, 580, 60, 12, colour="0.5 g"),
        "q 0 g 0 G 60 580 340 60 re B Q\n",
        "q 30 w 60 610 m 400 610 l S Q\n",
    ],
)
def test_a_box_over_a_scan_leaves_the_picture_whole_in_the_file(drawn: str, tmp_path: Path) -> None:
    page = whole_page() + drawn
    (found,) = inspect_pdf(saved(made(page, images=[scan()]), tmp_path))
    assert found.kind == Kind.TEXT_UNDER_BOX
    assert "imagen" in found.detail


def test_words_turned_into_shapes_are_found_under_a_box(tmp_path: Path) -> None:
    letter = "{0} 700 m {1} 712 l {2} 700 l {3} 700 l {1} 708 l {4} 703 l {5} 700 l f\n"
    shapes = "".join(
        letter.format(x, x + 4, x + 8, x + 7, x + 3, x + 1) for x in range(80, 200, 10)
    )
    (found,) = look(tmp_path, SHOWN.replace("700", "760") + shapes + box(70, 695, 160, 22))
    assert found.kind == Kind.TEXT_UNDER_BOX
    assert look(tmp_path, box(70, 695, 160, 22, colour="0.9 g") + shapes) == []


def test_a_panel_beside_a_photograph_covers_nothing(tmp_path: Path) -> None:
    picture = "q 200 0 0 200 72 500 cm /I0 Do Q\n" + box(300, 500, 200, 200)
    found = inspect_pdf(saved(made(SHOWN + picture, images=[scan()]), tmp_path))
    assert found == []


def test_letters_nobody_can_read_by_program_are_told(tmp_path: Path) -> None:
    pdf = made(SHOWN)
    signs = [*range(32, 127)]
    names = [Name(f"/g{sign}") for sign in signs]
    pdf.pages[0].obj.Resources.Font.F1.Encoding = Dictionary(
        Type=Name.Encoding, Differences=[32, *names]
    )
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(
        b"/CIDInit /ProcSet findresource begin begincmap\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfrange <20> <7e> <e020> endbfrange\nendcmap end"
    )
    kinds = {one.kind for one in inspect_pdf(saved(pdf, tmp_path))}
    assert Kind.UNREADABLE_TEXT in kinds
