"""The PDFs: what a person reads in them, and what a screen reader does."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from papers import printing
from papers.availability import Offer
from papers.editions import TYPST_FOLDER
from papers.facts import facts_of, personal_of
from papers.kinds import Branch, Kind
from papers.making import PaperFile
from papers.models import IssuedPaper
from requests_app.actions import Receipt, Withheld
from requests_app.standing import standing_of
from requests_app.states import Outcome
from tests.factories import at, file_one
from tests.papers.conftest import take
from typeset import render

pytestmark = pytest.mark.django_db(transaction=True)
WHEN = at("2026-07-28")
RECEIPT = TYPST_FOLDER / "receipt-2026-07.typ"
GUARANI = "Mba’e g̃uarã, G̃uarani ỹ, ñandeyvága: tembiapo ha’e"


def text_of(made: PaperFile) -> str:
    """Return the text of every page in one line, as it is copied or read aloud."""
    if folder := os.environ.get("AIP_SCREENSHOTS"):
        (Path(folder) / made.name).write_bytes(made.content)
    pages = pypdf.PdfReader(io.BytesIO(made.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def compact(text: str) -> str:
    """Return the text without blanks, to find what the page had to break."""
    return re.sub(r"[\s\u200b]+", "", text)


def assert_tagged(made: PaperFile, title: str) -> None:
    """Fail unless the file says what PDF/UA demands: language, title, tags, and its part."""
    with pikepdf.open(io.BytesIO(made.content)) as document:
        root = document.Root
        assert str(root.Lang) == "es-PY"
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == title
            assert metadata["pdfuaid:part"] == "1"


def test_the_receipt_tells_number_dates_articles_and_every_day(filed: Receipt) -> None:
    made = take(filed, Kind.RECEIPT, when=WHEN.replace(day=7))
    text = text_of(made)
    assert_tagged(made, "Constancia de presentación")
    assert made.name == f"constancia-{filed.info_request.number}.pdf"
    for words in (
        filed.info_request.number,
        "lunes 6 de julio de 2026",
        "lunes 27 de julio de 2026",
        "15 días hábiles",
        "martes 28 de julio de 2026",
        "Ley 5282/2014, art. 16, por confirmar",
        "Ana Solicitante",
        "Contratos de obras viales",
        "Sábado",
        "Día hábil 15",
        "/seguimiento/",
        "Página 1 de",
        "Demostración",
    ):
        assert words in text, words


def test_the_receipt_shows_the_code_only_when_told(filed: Receipt) -> None:
    without = text_of(take(filed, Kind.RECEIPT, when=WHEN))
    with_code = text_of(take(filed, Kind.RECEIPT, when=WHEN, tracking_code=filed.tracking_code))
    assert filed.tracking_code in with_code
    assert filed.tracking_code not in without
    assert filed.tracking_code not in IssuedPaper.objects.get().facts


def test_guarani_is_copied_from_the_paper_as_it_was_written(mopc: Any, monday: Any) -> None:
    receipt = file_one(mopc, when=monday, subject=GUARANI, name="Ñasaindy Ỹvytu")
    text = text_of(take(receipt, Kind.RECEIPT, when=monday))
    assert GUARANI in text
    assert "Ñasaindy Ỹvytu" in text


def test_the_verbal_record_is_ready_to_be_signed(verbal: Receipt) -> None:
    made = take(verbal, Kind.VERBAL_RECORD, when=WHEN)
    text = text_of(made)
    assert_tagged(made, "Acta de solicitud verbal")
    for words in ("La persona pide copia", "g̃uarã", "1.234.567", "Por la oficina de acceso"):
        assert words in text, words


def test_the_certificate_of_silence_gives_the_safe_date_before_the_last(silent: Receipt) -> None:
    made = take(silent, Kind.TACIT_DENIAL, when=WHEN)
    text = text_of(made)
    assert_tagged(made, "Constancia de denegación tácita")
    assert "desde el martes 28 de julio de 2026" in text
    assert "art. 20" in text
    assert text.index("Fecha segura: viernes 25 de septiembre de 2026") < text.index("Fecha máxima")
    for event in silent.info_request.timeline.filter(kind__in=["filed", "tacitly_denied"]):
        assert event.hash in compact(text)


@pytest.mark.parametrize(
    ("case", "branch", "words"),
    [
        ("silent", Branch.TACIT, "denegación tácita de mi pedido"),
        ("denied", Branch.EXPRESS, "Ley 1160/1997, art. 5"),
        ("partial", Branch.PARTIAL, "Datos de salud de terceros"),
        ("not_held", Branch.OTHER, "no es lo que pedí"),
    ],
)
def test_every_appeal_is_written_for_its_branch(
    request: pytest.FixtureRequest, case: str, branch: Branch, words: str
) -> None:
    receipt: Receipt = request.getfixturevalue(case)
    made = take(receipt, Kind.RECONSIDERATION, branch, when=WHEN)
    text = text_of(made)
    assert_tagged(made, "Recurso de reconsideración")
    assert words in text
    assert "Calle Palma 123" in text
    assert "[número de su documento]" in text
    assert "Ley 5282/2014, art. 21" in text


@pytest.mark.parametrize(
    ("case", "branch", "words"),
    [
        ("silent", Branch.TACIT, "contra la denegación tácita"),
        ("denied", Branch.EXPRESS, "deje sin efecto la resolución 123/2026"),
        ("partial", Branch.PARTIAL, "Datos de salud de terceros"),
        ("partial", Branch.FEE, "[monto en guaraníes]"),
        ("granted", Branch.FEE, "sin el cobro exigido"),
        ("granted", Branch.FORMAT, "impide conocer la información"),
        ("not_held", Branch.OTHER, "no es lo que pedí"),
    ],
)
def test_every_court_pack_is_written_for_its_branch(
    request: pytest.FixtureRequest, case: str, branch: Branch, words: str
) -> None:
    receipt: Receipt = request.getfixturevalue(case)
    made = take(receipt, Kind.COURT, branch, when=WHEN)
    text = text_of(made)
    assert_tagged(made, "Borrador de acción de amparo")
    assert words in text
    assert text.index("Fecha segura") < text.index("Fecha máxima")
    for citation in (
        "CPC, art. 572",
        "CPC, art. 576",
        "CPC, art. 581",
        "CPC, art. 583",
        "art. 587",
    ):
        assert citation in text, citation
    assert "Acordada 1005/2015" in text
    assert "None" not in text


@pytest.fixture
def granted(answer: Callable[..., Receipt]) -> Receipt:
    return answer(Outcome.GRANTED)


@pytest.fixture
def not_held(answer: Callable[..., Receipt]) -> Receipt:
    return answer(Outcome.NOT_HELD, search_made="Se buscó en el archivo central, sin resultado.")


def test_the_same_facts_make_the_same_file(silent: Receipt) -> None:
    first = take(silent, Kind.TACIT_DENIAL, when=WHEN)
    again = take(silent, Kind.TACIT_DENIAL, when=at("2026-07-29"))
    assert first.content == again.content
    assert IssuedPaper.objects.count() == 1


def test_a_late_answer_does_not_unsay_the_certificate(
    silent: Receipt, answer: Callable[..., Receipt]
) -> None:
    answer(Outcome.GRANTED, when=at("2026-08-03"))
    text = text_of(take(silent, Kind.TACIT_DENIAL, when=at("2026-08-04")))
    assert "Denegado desde martes 28 de julio de 2026" in text
    assert "hubo una decisión el lunes 3 de agosto de 2026" in text


def test_a_remedy_after_a_late_answer_tells_both_dates(
    silent: Receipt, answer: Callable[..., Receipt]
) -> None:
    answer(
        Outcome.PARTLY_GRANTED,
        when=at("2026-08-03"),
        withheld=[Withheld("Nombres de menores", "Ley 1680/2001, art. 27")],
    )
    when = at("2026-08-04")
    text = text_of(take(silent, Kind.COURT, Branch.PARTIAL, when=when))
    assert "El lunes 3 de agosto de 2026 se me notificó" in text
    assert "tácitamente denegado desde el martes 28 de julio de 2026" in text
    # The certificate keeps to the remedies of the silence, which the later answer replaced.
    certificate = text_of(take(silent, Kind.TACIT_DENIAL, when=when))
    assert "Qué puede hacer" not in certificate


def test_a_term_of_months_still_fits_its_pages(filed: Receipt) -> None:
    told = {"day": "lunes", "counted": False, "number": None, "reason": "Suspensión", "source": ""}
    standing = standing_of(filed.info_request.number)
    offer = Offer(Kind.RECEIPT)
    facts = facts_of(standing, offer, edition="receipt-2026-07")
    words = printing.receipt(standing, facts, personal_of(standing, Kind.RECEIPT), tracking_code="")
    take(filed, Kind.RECEIPT, when=WHEN)
    frame = printing.frame_of(IssuedPaper.objects.get(), filed.info_request.number)
    content = render.pdf(RECEIPT, {**frame, **words, "ledger": [told] * 120}, at=WHEN)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert "".join(page.extract_text() for page in pages).count("Suspensión") == 120
