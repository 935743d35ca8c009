"""What a file really is against what its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from release.file_type import file_type, real_type
from release.known import NOBODY
from release.look_inside import inspect_path
from release.report import FindingKind, Report, Verdict
from tests.release.office_files import PNG, document, open_document, with_parts, workbook

Kind = FindingKind
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EMPTY_ARCHIVE = b"PK\x05\x06" + bytes(18)


def looked(path: Path) -> Report:
    return inspect_path(path, name=path.name, known=NOBODY)


@pytest.mark.parametrize(
    ("name", "content", "real", "kind"),
    [
        ("a.pdf", b"<!DOCTYPE html><html></html>", "html", Kind.TYPE_MISMATCH),
        ("a.txt", b"  <script>alert(1)</script>", "html", Kind.TYPE_MISMATCH),
        ("a.pdf", b"MZ\x90\0", "exe", Kind.TYPE_MISMATCH),
        ("a.csv", b"#!/bin/sh\n", "script", Kind.TYPE_MISMATCH),
        ("a.txt", b"ab\0cd", "binary", Kind.TYPE_MISMATCH),
        ("a.txt", b"hola" + bytes(range(1, 9)), "binary", Kind.TYPE_MISMATCH),
        ("a.jpg", PNG, "png", Kind.TYPE_MISMATCH),
        ("a.pdf", EMPTY_ARCHIVE, "zip", Kind.TYPE_MISMATCH),
        ("a.pdf", b"PK\x03\x04aaaa", "damaged", Kind.TYPE_MISMATCH),
        ("a.xlsx", OLD + "Workbook".encode("utf-16-le"), "xls", Kind.TYPE_MISMATCH),
        ("a.doc", OLD, "ole", Kind.TYPE_NOT_ACCEPTED),
        ("a.zip", EMPTY_ARCHIVE, "zip", Kind.TYPE_NOT_ACCEPTED),
        ("a.svg", b"<svg xmlns='s'><script/></svg>", "svg", Kind.TYPE_NOT_ACCEPTED),
        ("a", b"hola", "text", Kind.TYPE_NOT_ACCEPTED),
        ("a.xml", b"<?xml version='1.0'?><a/>", "xml", Kind.TYPE_NOT_ACCEPTED),
        ("a.pdf", b"hola\n%PDF-1.4\n", "pdf", Kind.POLYGLOT),
        ("a.pdf", b"%PDF-1.4\n<html><script>", "pdf", Kind.POLYGLOT),
        ("a.png", PNG + EMPTY_ARCHIVE, "png", Kind.POLYGLOT),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, name: str, content: bytes, real: str, kind: FindingKind
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = file_type(path, name=name)
    assert found.name == real
    assert kind in {one.kind for one in found.findings}
    assert looked(path).verdict == Verdict.REFUSED


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), Kind.ENCRYPTED),
        ("a.docx", b"PK\x03\x04cortado", Kind.NOT_READABLE),
        ("a.png", PNG[:20], Kind.NOT_READABLE),
    ],
)
def test_a_file_that_cannot_be_looked_into_is_held(
    tmp_path: Path, name: str, content: bytes, kind: FindingKind
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = looked(path)
    assert report.verdict == Verdict.UNINSPECTED
    assert kind in {one.kind for one in report.findings}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Año 2024: <a> sin más.".encode("cp1252")),
        ("a.csv", "a;b\n".encode("utf-16")),
        ("a.txt", b"<nota> 5 < 6"),
        ("a.PNG", PNG),
    ],
)
def test_a_file_that_is_what_it_says_is_clean(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert looked(path).verdict == Verdict.CLEAN


def test_a_name_that_is_not_what_it_looks_like_is_held(tmp_path: Path) -> None:
    path = tmp_path / "informe\u202etxt.png"
    path.write_bytes(PNG)
    assert [one.kind for one in looked(path).findings] == [Kind.HIDDEN_TEXT]


def test_office_files_are_told_apart_by_their_parts(tmp_path: Path) -> None:
    assert real_type(workbook(tmp_path / "a")) == "xlsx"
    assert real_type(document(tmp_path / "b")) == "docx"
    assert real_type(open_document(tmp_path / "c.odt", "<a/>")) == "odt"
    assert real_type(open_document(tmp_path / "c.ods", "<a/>")) == "ods"


def test_a_file_of_macros_under_another_name_is_refused_for_both(tmp_path: Path) -> None:
    path = with_parts(document(tmp_path / "a.docm"), {"word/vbaProject.bin": b"x"})
    assert {Kind.TYPE_MISMATCH, Kind.MACRO} <= {one.kind for one in looked(path).findings}


@pytest.mark.parametrize(
    ("size", "parts", "kind"),
    [
        (80 << 20, 1, Kind.ARCHIVE_BOMB),
        (1, 4001, Kind.ARCHIVE_BOMB),
    ],
)
def test_an_archive_that_swells_is_not_passed(
    tmp_path: Path, size: int, parts: int, kind: FindingKind
) -> None:
    swollen = {f"word/media/{number}.png": bytes(size) for number in range(parts)}
    report = looked(with_parts(document(tmp_path / "a.docx"), swollen))
    assert kind in {one.kind for one in report.findings}
    assert report.verdict == Verdict.UNINSPECTED


def test_what_belongs_to_no_part_of_an_archive_is_found(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx")
    path.write_bytes(path.read_bytes()[:-2] + b"\x06\x00nombre")
    assert Kind.TRAILING_DATA in {one.kind for one in looked(path).findings}
    path = document(tmp_path / "b.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.fp.seek(archive.start_dir)  # type: ignore[union-attr]
        archive.fp.write(bytes(90_000))  # type: ignore[union-attr]
        archive.start_dir += 90_000
        archive.writestr("word/media/a.png", PNG)
    assert Kind.TRAILING_DATA in {one.kind for one in looked(path).findings}


def test_a_part_written_twice_is_found(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<a/>")
    assert Kind.POLYGLOT in {one.kind for one in looked(path).findings}


def test_a_hostile_part_is_not_passed(tmp_path: Path) -> None:
    bomb = b"<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY d '&b;&b;'>]><a>&d;</a>"
    path = with_parts(document(tmp_path / "a.docx"), {"word/document.xml": bomb})
    assert {one.kind for one in looked(path).findings} == {Kind.ARCHIVE_BOMB}
    path = with_parts(document(tmp_path / "b.docx"), {"word/document.xml": b"<a"})
    assert {one.kind for one in looked(path).findings} == {Kind.NOT_READABLE}


def test_of_many_findings_of_a_kind_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("C.I.\n" + "".join(f"{1_234_000 + 101 * number}\n" for number in range(90)))
    findings = looked(path).findings
    assert len(findings) == 41
    assert findings[-1].detail.startswith("Y otros ")
