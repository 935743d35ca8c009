"""What is marked in a text as maybe personal, what is left, and how it is struck out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release.identifiers import is_ruc
from requests_app.screening import STRUCK, Facts, Kind, Span, marks, places_of, strike

ROSA = Facts(
    name="Rosa Canario Ñandutí",
    identity_document="4.123.987",
    address="Calle Escondida 456, Luque",
    phone="0981 777 666",
)
NOBODY = Facts()

MARKED = [
    ("Mi cédula es 4123987, gracias", Kind.CEDULA, "4123987"),
    ("C.I. Nº 4.123.987", Kind.CEDULA, "4.123.987"),
    ("con documento de identidad número 812345", Kind.CEDULA, "812345"),
    ("El expediente de Juan, 3.456.789, de 2020", Kind.CEDULA, "3.456.789"),
    ("RUC 4123987-3 del contribuyente", Kind.RUC, "4123987-3"),
    ("RUC 80009735-1 de la empresa", Kind.COMPANY_RUC, "80009735-1"),
    ("llámeme al 0981 777 666", Kind.PHONE, "0981 777 666"),
    ("llámeme al 0981777666.", Kind.PHONE, "0981777666"),
    ("mi número: +595 981 777-666", Kind.PHONE, "+595 981 777-666"),
    ("WhatsApp +595981777666", Kind.PHONE, "+595981777666"),
    ("teléfono (021) 412-345", Kind.PHONE, "(021) 412-345"),
    ("teléfono 021 4123456", Kind.PHONE, "021 4123456"),
    ("teléfono 0511 242 424", Kind.PHONE, "0511 242 424"),
    ("escriba a rosa.canario+x@correo.com.py.", Kind.EMAIL, "rosa.canario+x@correo.com.py"),
    ("escriba a rosa arroba correo.com", Kind.EMAIL, "rosa arroba correo.com"),
    ("cuenta corriente N° 12-345678/9", Kind.ACCOUNT, "12-345678"),
    ("depositar en la cta. 800123456", Kind.ACCOUNT, "800123456"),
    ("tarjeta 4111 1111 1111 1111", Kind.ACCOUNT, "4111 1111 1111 1111"),
    ("CBU 2850590940090418135201", Kind.ACCOUNT, "2850590940090418135201"),
]


@pytest.mark.parametrize(("text", "kind", "piece"), MARKED)
def test_what_looks_personal_is_marked(text: str, kind: Kind, piece: str) -> None:
    found = [(mark.kind, text[mark.start : mark.end]) for mark in marks(text, NOBODY)]
    assert found == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "Contratos de limpieza firmados en 2024 y 2025.",
        "Licitación ID 412345 del año 2023",
        "Por Gs. 4.500.000 mensuales",
        "por 12.500.000 guaraníes",
        "Resolución 1234/2025 y expediente 45678/2024",
        "Ley 5282/2014, artículos 12 y 16",
        "Decreto N° 4064 del 17.09.2015",
        "una población de 6.109.903 habitantes",
        "RUC 4123987-1, con dígito equivocado",
        "Ruta PY02, km 21, de 07:00 a 13:00",
        "La cuenta pública de 2025",
    ],
)
def test_what_a_request_often_says_is_left(text: str) -> None:
    assert marks(text, NOBODY) == []


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Soy ROSA CANARIO y pido", Kind.NAME, "ROSA CANARIO"),
        ("soy rosa canario de la nanduti y pido", Kind.NAME, "rosa canario de la nanduti"),
        ("la señora Canario pidió", Kind.NAME, "Canario"),
        ("el legajo de Ñandutí, de 2020", Kind.NAME, "Ñandutí"),
        ("el legajo de Ñandutí", Kind.NAME, "Ñandutí"),
        ("vivo en escondida 456 desde 2010", Kind.ADDRESS, "escondida 456"),
        ("vivo en la calle Escóndida", Kind.ADDRESS, "calle Escóndida"),
        ("mi número 4 123 987", Kind.CEDULA, "4 123 987"),
        ("el 4123987", Kind.CEDULA, "4123987"),
        ("al 981777666", Kind.PHONE, "981777666"),
    ],
)
def test_the_requesters_own_data_is_found_however_it_is_written(
    text: str, kind: Kind, piece: str
) -> None:
    found = [(mark.kind, text[mark.start : mark.end]) for mark in marks(text, ROSA)]
    assert found == [(kind, piece)]


def test_the_city_and_common_words_are_nobodys_data() -> None:
    assert marks("Obras de la calle principal de Luque", ROSA) == []


def test_a_name_that_is_shown_is_not_marked() -> None:
    assert marks("Soy Rosa Canario", Facts(address=ROSA.address)) == []


def test_a_companys_number_is_marked_but_not_proposed() -> None:
    (found,) = marks("RUC 80009735-1", NOBODY)
    assert not found.is_personal


@pytest.mark.parametrize(
    ("digits", "check_digit"), [("80009735", "1"), ("80003400", "7"), ("4123987", "3")]
)
def test_the_check_digit_of_a_ruc_is_modulo_eleven(digits: str, check_digit: str) -> None:
    others = set("0123456789") - {check_digit}
    assert is_ruc(digits, check_digit)
    assert not any(is_ruc(digits, other) for other in others)


def test_striking_out_leaves_bars_of_one_length_and_the_rest_untouched() -> None:
    text = "Soy Rosa, mi cédula es 4.123.987."
    spans = [mark.span for mark in marks(text, ROSA)]
    assert strike(text, spans) == f"Soy {STRUCK}, mi cédula es {STRUCK}."
    assert strike(text, [Span(4, 8), Span(6, 8), Span(4, 8)]).count(STRUCK) == 1
    assert strike(text, []) == text


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(0, 99)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="outside"):
        strike("texto", [span])


def test_a_phrase_is_found_whatever_its_accents() -> None:
    text = "El médico José Pérez y otra vez JOSE PEREZ."
    assert [text[span.start : span.end] for span in places_of("jose perez", text)] == [
        "José Pérez",
        "JOSE PEREZ",
    ]
    assert places_of("", text) == []
    assert places_of("Juana", text) == []


@given(st.text(max_size=300), st.text(max_size=40))
def test_marks_are_apart_in_order_and_inside_any_text(text: str, name: str) -> None:
    found = marks(text, Facts(name=name, address=name, phone=name, identity_document=name))
    edges = [edge for mark in found for edge in (mark.start, mark.end)]
    assert edges == sorted(edges)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    strike(text, [mark.span for mark in found])


@pytest.mark.parametrize("piece", ["1", "1 ", "1.234.", "a.", "a@", "rosa de la ", "0981-", "(0"])
def test_a_hostile_text_takes_no_longer_than_any_other(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.perf_counter()
    marks(text, ROSA)
    assert time.perf_counter() - begun < 2
