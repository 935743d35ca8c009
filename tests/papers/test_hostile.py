"""What people write reaches a paper as text, and typst sees nothing but its models."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import docx
import pytest
import typst

from offices.models import Institution
from papers.editions import EDITIONS, TEXT_FOLDER, TYPST_FOLDER
from papers.kinds import Branch, Kind, PaperFormat
from requests_app import actions
from tests.factories import at, file_one
from tests.papers.conftest import DENIED_ON, take
from tests.papers.test_pdf import compact, text_of
from typeset.render import pdf, printable

WRIT = TYPST_FOLDER / "writ-2026-07.typ"

MARKUP = (
    '#include "/etc/passwd"',
    '#read("../../manage.py")',
    '#import "@preview/cetz:0.3.0"',
    "#eval(1+1) $x^2$ @cita <etiqueta> *negrita* _cursiva_ `código`",
    "= Título // comentario /* x */ \\ ~ -- ... [corchetes] {number} {x|y}",
    "https://example.org/ <script>alert(1)</script> {{ 7*7 }} {% if %}",
)


@pytest.mark.django_db(transaction=True)
def test_markup_of_every_kind_is_printed_as_it_was_written(
    mopc: Institution, monday: datetime
) -> None:
    name = " ".join(MARKUP)[:200]
    receipt = file_one(
        mopc, when=monday, subject="x" * 200, name=name, description="\n".join(MARKUP)
    )
    actions.declare_tacit_denials(on=DENIED_ON, at=at(DENIED_ON))
    shown = compact(text_of(take(receipt, Kind.RECEIPT, when=monday)))
    assert compact(name) in shown
    assert "x" * 200 in shown
    written = compact(text_of(take(receipt, Kind.COURT, Branch.TACIT, when=at(DENIED_ON))))
    for text in MARKUP:
        assert compact(text) in written
    made = take(
        receipt, Kind.COURT, Branch.TACIT, when=at(DENIED_ON), paper_format=PaperFormat.DOCX
    )
    document = docx.Document(io.BytesIO(made.content))
    cells = "\n".join(cell.text for table in document.tables for cell in table.columns[0].cells)
    for text in MARKUP:
        assert text in cells


@pytest.mark.django_db(transaction=True)
def test_what_no_font_draws_and_what_turns_text_round_is_shown_as_code_points(
    mopc: Institution, monday: datetime
) -> None:
    receipt = file_one(mopc, when=monday, subject="\u202eodagap\u202c שלום 😀", name="A\x07B")
    text = text_of(take(receipt, Kind.RECEIPT, when=monday))
    assert "[U+202E]odagap[U+202C]" in text
    assert "[U+05E9]" in text
    assert "[U+1F600]" in text
    assert "A[U+0007]B" in text


def test_a_text_of_half_a_megabyte_still_becomes_a_paper() -> None:
    block = {"kind": "paragraph", "number": 0, "table": None}
    long = {**block, "runs": [{"text": "palabra " * 60_000, "blank": False}]}
    assert pdf(WRIT, {**FRAME, "blocks": [TITLE, long]}, at=at("2026-07-06"))[:5] == b"%PDF-"


FRAME = {
    "title": "Prueba",
    "issuer": "Prueba",
    "number": "AIP-2026-000001",
    "key": "K",
    "verify_address": "http://localhost/verificar/K/",
    "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "digest": "ab" * 32,
    "issued_at": "hoy",
    "demo": False,
}
TITLE = {
    "kind": "title",
    "number": 0,
    "table": None,
    "runs": [{"text": "Prueba", "blank": False}],
}


def test_every_sign_said_to_be_drawn_is_drawn() -> None:
    signs = [chr(point) for point in range(sys.maxunicode + 1)]
    drawn = [sign for sign in signs if printable(sign) == sign and not sign.isspace()]
    shown = [sign if not unicodedata.combining(sign) else f"a{sign}" for sign in drawn]
    assert len(drawn) > 400
    blocks = [
        {
            "kind": "paragraph",
            "number": 0,
            "table": None,
            "runs": [{"text": " ".join(shown[start : start + 40]), "blank": False}],
        }
        for start in range(0, len(shown), 40)
    ]
    assert pdf(WRIT, {**FRAME, "blocks": [TITLE, *blocks]}, at=at("2026-07-06"))


@pytest.mark.parametrize("model", sorted(TYPST_FOLDER.glob("*.typ")), ids=lambda path: path.name)
def test_no_model_reads_runs_or_fetches_anything(model: Path) -> None:
    text = model.read_text(encoding="utf-8")
    assert not re.search(r"#?(eval|read|plugin|csv|yaml|toml|xml|cbor)\(", text)
    imports = re.findall(r'#(?:import|include)\s+"([^"]+)"', text)
    assert set(imports) <= {"frame-2026-07.typ", "frame-2026-11.typ"}
    assert text.count("json(") == text.count("json(bytes(sys.inputs.data))")


@pytest.mark.parametrize(
    "attempt",
    ['#read("/etc/passwd")', '#read("../../manage.py")', '#import "@preview/cetz:0.3.0"'],
)
def test_even_a_model_could_not_read_outside_its_folder_or_fetch(
    attempt: str, tmp_path: Path
) -> None:
    evil = tmp_path / "evil.typ"
    evil.write_text(f'#set document(title: "x")\n{attempt}', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        pdf(evil, {}, at=at("2026-07-06"))


def test_every_edition_has_its_files_and_a_dated_name() -> None:
    for edition in EDITIONS:
        assert re.search(r"-\d{4}-\d{2}$", edition.id)
        assert (TYPST_FOLDER / f"{edition.page}.typ").is_file()
        assert not edition.text or (TEXT_FOLDER / f"{edition.text}.txt").is_file()
