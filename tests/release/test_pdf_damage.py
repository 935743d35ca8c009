"""PDFs that are not what they should be: locked, cut, circular, or without end."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from release.known import NOBODY
from release.pdf.inspection import inspect_pdf
from release.report import FindingKind
from tests.release.pdf_files import made, said, saved

Kind = FindingKind
PAGE = said("Informe de gestion de la institucion")


def kinds(path: Path) -> list[FindingKind]:
    return [one.kind for one in inspect_pdf(path, NOBODY)]


def test_a_protected_document_is_not_passed(tmp_path: Path) -> None:
    path = tmp_path / "con_clave.pdf"
    made(PAGE).save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert kinds(path) == [Kind.ENCRYPTED]
    made(PAGE).save(path, encryption=pikepdf.Encryption(owner="a", user=""))
    assert kinds(path) == [Kind.ENCRYPTED]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _no_pages(path: Path) -> None:
    pdf = pikepdf.new()
    pdf.save(path)


def _circle(path: Path) -> None:
    pdf = made(PAGE)
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.save(path)


@pytest.mark.parametrize("spoil", [_cut, _no_pages, _circle])
def test_a_broken_document_is_not_passed(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    path = saved(made(PAGE), tmp_path)
    spoil(path)
    assert kinds(path) == [Kind.NOT_READABLE]


def _spoil_the_table(path: Path) -> bytes:
    data = path.read_bytes()
    place = data.rindex(b"startxref")
    return data[:place] + b"startxref\n7\n%%EOF\n"


def test_a_wrong_table_of_parts_is_mended_if_there_is_one_way_to(tmp_path: Path) -> None:
    path = saved(made(PAGE), tmp_path)
    path.write_bytes(_spoil_the_table(path))
    assert kinds(path) == []


def test_what_a_damaged_document_hides_is_named_all_the_same(tmp_path: Path) -> None:
    path = saved(made(said("Juan") + "q 60 690 200 30 re f Q"), tmp_path)
    data = _spoil_the_table(path)
    part = data.index(b"3 0 obj")
    twice = data[part : data.index(b"endobj", part) + 7]
    path.write_bytes(data.replace(b"xref\n0", twice + b"xref\n0"))
    assert kinds(path) == [Kind.NOT_READABLE, Kind.TEXT_UNDER_BOX]


def test_a_document_of_too_many_pages_is_not_begun(tmp_path: Path) -> None:
    pdf = made(PAGE)
    page = pdf.pages[0]
    for _ in range(1_500):
        pdf.pages.append(page)
    assert kinds(saved(pdf, tmp_path)) == [Kind.TOO_LARGE]


def test_a_page_of_endless_strokes_is_not_gone_through(tmp_path: Path) -> None:
    pdf = made(PAGE + "0 0 m 9 9 l S " * 60_001)
    assert kinds(saved(pdf, tmp_path)) == [Kind.TOO_LARGE]


def test_a_document_of_endless_parts_is_not_gone_through(tmp_path: Path) -> None:
    pdf = made(PAGE)
    pdf.Root.Parts = Array([pdf.make_indirect(Array()) for _ in range(150_001)])
    assert kinds(saved(pdf, tmp_path)) == [Kind.TOO_LARGE]


def test_a_picture_in_several_filters_is_gone_through(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("L", (10, 10)).save(written, "PNG")
    pdf = made(PAGE)
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        I=pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Image, Filter=[Name.FlateDecode, Name.DCTDecode]
        )
    )
    assert kinds(saved(pdf, tmp_path)) == []
