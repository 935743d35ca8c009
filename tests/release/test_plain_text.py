"""What plain texts and tables in text hide."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.known import NOBODY
from release.limited import TaskFailed
from release.plain_text import encoding_of, inspect_csv, inspect_text
from release.report import FindingKind

Kind = FindingKind


def written(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("Nombre;CI\nAna;4123987\n", Kind.PERSONAL_CEDULA, "celda B2"),
        ("Nombre,Teléfono\nAna,0981777666\n", Kind.PERSONAL_PHONE, "celda B2"),
        ("a\tb\nAna\tana@gmail.com\n", Kind.PERSONAL_EMAIL, "celda B2"),
        ("a|b\n=1+1|2\n", Kind.FORMULA_TEXT, "celda A2"),
        ("a,b\n@SUM(1),2\n", Kind.FORMULA_TEXT, "celda A2"),
        ("a,b\nho\u200bla,2\n", Kind.HIDDEN_TEXT, "celda A2"),
        ("Ana Pérez;4123987\n", Kind.PERSONAL_CEDULA, "celda B1"),
    ],
)
def test_what_a_table_hides_is_found(
    tmp_path: Path, text: str, kind: FindingKind, where: str
) -> None:
    (one,) = inspect_csv(written(tmp_path / "a.csv", text), NOBODY)
    assert (one.kind, one.where) == (kind, where)


@pytest.mark.parametrize(
    "text",
    [
        "Concepto;Monto;Año\nPapel;4.235.718;2024\nAgua;-5;\n",
        "codigo,expediente,monto\n1234567,4123987,3333333\n",
        "a,b\n+595,2\n-3,+4.5\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_that_hides_nothing_is_clean(tmp_path: Path, text: str, encoding: str) -> None:
    assert inspect_csv(written(tmp_path / "a.csv", text, encoding=encoding), NOBODY) == []


def test_a_text_is_searched_to_its_end_and_says_the_line(tmp_path: Path) -> None:
    text = "Sin novedad.\n" * 1000 + "La señora Paz, C.I. 4.123.987.\n"
    (one,) = inspect_text(written(tmp_path / "a.txt", text), NOBODY)
    assert (one.kind, one.where) == (Kind.PERSONAL_CEDULA, "renglón 1001")


def test_characters_nobody_sees_are_found(tmp_path: Path) -> None:
    (one,) = inspect_text(written(tmp_path / "a.txt", "a\nb\u202ec\n"), NOBODY)
    assert (one.kind, one.where) == (Kind.HIDDEN_TEXT, "renglón 2")


def test_a_text_full_of_data_is_not_read_for_ever(tmp_path: Path) -> None:
    text = "".join(f"C.I. {number}\n" for number in range(1_000_000, 1_002_000))
    assert len(inspect_text(written(tmp_path / "a.txt", text), NOBODY)) < 1000


def test_what_is_not_text_is_not_passed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"ab\0cd")
    with pytest.raises(TaskFailed):
        inspect_text(path, NOBODY)
    path.write_bytes(b"a\x81\xf1")
    assert encoding_of(path) == "latin-1"
