"""Whose data is found in texts and names, and what an office says every day that is left."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release.columns import Cells
from release.identifiers import is_luhn
from release.known import NOBODY, Known
from release.personal import find_personal, findings_in_name, findings_of, known_pattern, masked
from release.report import FindingKind

Kind = FindingKind
ROSA = Known(
    name="Rosa Canario Ñandutí",
    identity_document="4.123.987",
    email="rosa@correo.com.py",
    phone="0981 777 666",
    address="Calle Escondida 456, Luque",
)


def kinds(text: str, known: Known = NOBODY, *, context: str = "") -> list[FindingKind]:
    return [hit.kind for hit in find_personal(text, known, context=context)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mi cédula es 4123987", Kind.PERSONAL_CEDULA),
        ("C.I. Nº 4.123.987", Kind.PERSONAL_CEDULA),
        ("CI.4123987", Kind.PERSONAL_CEDULA),
        ("C.I. 4 123 987", Kind.PERSONAL_CEDULA),
        ("Juan Pérez, 3.456.789", Kind.PERSONAL_CEDULA),
        ("El señor Juan Pérez Gómez (4123987) presentó", Kind.PERSONAL_CEDULA),
        ("Documento: 5.678.901", Kind.PERSONAL_CEDULA),
        ("Titular Rosa, 4.123.987.", Kind.PERSONAL_CEDULA),
        ("Nómina con C.I.\nJuan 4123987", Kind.PERSONAL_CEDULA),
        ("4.123.987", Kind.PERSONAL_CEDULA),
        ("RUC 4123987-3 del contribuyente", Kind.PERSONAL_RUC),
        ("RUC 4123987-1, con dígito equivocado", Kind.PERSONAL_RUC),
        ("contribuyente 4123987-3", Kind.PERSONAL_RUC),
        ("llámeme al 0981 777 666", Kind.PERSONAL_PHONE),
        ("+595981777666", Kind.PERSONAL_PHONE),
        ("Celular 981777666", Kind.PERSONAL_PHONE),
        ("teléfono particular: 021 555 123", Kind.PERSONAL_PHONE),
        ("Ministerio. Teléfono de su domicilio: 021 555 123", Kind.PERSONAL_PHONE),
        ("escriba a rosa@gmail.com", Kind.PERSONAL_EMAIL),
        ("escriba a rosa arroba gmail.com", Kind.PERSONAL_EMAIL),
        ("caja de ahorro 800123456", Kind.PERSONAL_ACCOUNT),
        ("tarjeta 4111 1111 1111 1111", Kind.PERSONAL_ACCOUNT),
        ("4111111111111111", Kind.PERSONAL_ACCOUNT),
        ("a ES91 2100 0418 4502 0005 1332", Kind.PERSONAL_ACCOUNT),
        ("Cta. Cte. N° 123456-7", Kind.PERSONAL_ACCOUNT),
        ("CIP N° 3456789", Kind.PERSONAL_CEDULA),
        ("Cédula:\u00a0４123９87", Kind.PERSONAL_CEDULA),
        ("C.I. 4.123\u200b.987", Kind.PERSONAL_CEDULA),
        ("Cel. 0981\u2011123\u2011456", Kind.PERSONAL_PHONE),
        ("PEREZ GOMEZ, JUAN – 3.456.789", Kind.PERSONAL_CEDULA),
        ("Doc. Ident.: 3456789", Kind.PERSONAL_CEDULA),
        ("wa.me/595981123456", Kind.PERSONAL_PHONE),
        ("juan.perez [arroba] hotmail.com", Kind.PERSONAL_EMAIL),
    ],
)
def test_a_personal_datum_is_found_once(text: str, kind: FindingKind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Resolución N.º 1.234.567",
        "₲ 1.500.000",
        "por un monto de Gs. 4.235.718",
        "Presupuesto vigente 4.235.718, ejecutado 3.111.222",
        "una población de 6.109.903 habitantes",
        "acceso@mopc.gov.py",
        "Ministerio de Obras Públicas, Tel. (021) 414-9000",
        "RUC 80009735-1",
        "Licitación ID 412345-1",
        "15/03/2024 a las 07:30",
        "Expediente N° 1234567",
        "Expediente N° 1234567/2024",
        "Ley 5282/2014, artículos 12 y 16",
        "rendición de cuentas 2024",
        "cuenta presupuestaria 123456",
        "Código 7501031311309",
        "Ítem;Monto\nA;4.235.718",
        "Finca N° 1.234.567",
        "este documento cuesta 4235718",
        "12.345.678.901",
        "Monto\nCombustible 12.235.718",
        "nos vimos at ministerio.gov",
        "cédula; expediente 1234567",
        "cuenta; 4567891",
        "Cta. Cte. Ctral. N° 12-0345-06",
        "G. 4.123.987",
        "Convenio 4.123.987",
        "Factura 001-001-0001234, Timbrado N° 16543210",
        "UTM 434567, 7204567",
        "transferencia ES92 2100 0418 4502 0005 1332",
        "https://contrataciones.gov.py/adjudicacion/4123987-test-1/resumen.html",
        "SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_what_an_office_says_every_day_is_left(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Señora ROSA CANARIO:",
        "Ñanduti, Rosa",
        "rosa m. canario",
        "documento 4 123 987",
        "al 981777666",
        "ROSA@correo.com.py",
        "vive en Escondida 456",
    ],
)
def test_the_requesters_own_data_is_found_however_it_is_written(text: str) -> None:
    assert Kind.PERSONAL_REQUESTER in kinds(text, ROSA)
    pattern = known_pattern(ROSA)
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize("text", ["Rosa vino", "una semana rosada", "obras en Luque"])
def test_one_name_alone_or_the_city_is_nobodys(text: str) -> None:
    assert kinds(text, ROSA) == []


def test_a_requester_of_one_name_is_found_by_it() -> None:
    assert kinds("la firma Canariense", Known(name="Canariense")) == [Kind.PERSONAL_REQUESTER]


def test_without_anything_known_there_is_no_pattern() -> None:
    assert known_pattern(NOBODY) is None


def test_a_datum_is_told_masked_once_and_counted() -> None:
    (found,) = findings_of("C.I. 4.123.987 y otra vez C.I. 4.123.987", "Hoja", page=3)
    assert (found.where, found.detail, found.page) == ("Hoja", "«4.•••.•87» (2 veces)", 3)
    assert masked("rosa@gmail.com") == "r•••@g••••.c••"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("planilla_4123987.xlsx", Kind.PERSONAL_CEDULA),
        ("CI4123987.pdf", Kind.PERSONAL_CEDULA),
        ("CI 4.123.987 Juan.pdf", Kind.PERSONAL_CEDULA),
        ("juan.perez@gmail.com.pdf", Kind.PERSONAL_EMAIL),
        ("tel0981777666.docx", Kind.PERSONAL_PHONE),
        ("respuesta_rosa_canario.pdf", Kind.PERSONAL_REQUESTER),
        ("RosaCanario.pdf", Kind.PERSONAL_REQUESTER),
    ],
)
def test_what_is_personal_in_a_file_name_is_found(name: str, kind: FindingKind) -> None:
    known = ROSA if kind == Kind.PERSONAL_REQUESTER else NOBODY
    assert [one.kind for one in findings_in_name(name, "nombre", known)] == [kind]


@pytest.mark.parametrize(
    "name",
    ["", "informe-2024.pdf", "resolucion_1234567.pdf", "20240315.pdf", "IMG_20240315_101112.jpg"],
)
def test_an_ordinary_file_name_is_left(name: str) -> None:
    assert findings_in_name(name, "nombre") == []


def cells(rows: list[list[str]], known: Known = NOBODY) -> list[tuple[FindingKind, str]]:
    reader = Cells(known)
    for number, fields in enumerate(rows, start=1):
        for column, text in enumerate(fields, start=1):
            read = reader.number if text.isdecimal() else reader.read
            read(number, column, text)
    return [(one.kind, one.where) for one in reader.findings(lambda r, c: f"{r},{c}")]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Nombre", "C.I."], ["Ana", "4123987"]], [(Kind.PERSONAL_CEDULA, "2,2")]),
        ([["Nombre", "Celular"], ["Ana", "981777666"]], [(Kind.PERSONAL_PHONE, "2,2")]),
        ([["Cuenta bancaria"], ["800123456"]], [(Kind.PERSONAL_ACCOUNT, "2,1")]),
        ([["RUC"], ["4123987-3"]], [(Kind.PERSONAL_RUC, "2,1")]),
        ([["RUC"], ["41239873"]], [(Kind.PERSONAL_RUC, "2,1")]),
        ([["a"], ["0981\u2011123\u2011456"]], [(Kind.PERSONAL_PHONE, "2,1")]),
        ([["C.I.:", "4123987"]], [(Kind.PERSONAL_CEDULA, "1,2")]),
        ([["Ana Pérez", "4123987"]], [(Kind.PERSONAL_CEDULA, "1,2")]),
        ([["Beneficiario", "Monto"], ["Ana Pérez", "4123987"]], []),
        ([["Servicios Personales", "4123987"]], []),
        ([["C.I.", "Monto"], ["x", "4235718"]], []),
        ([["Código"], ["4123987"]], []),
        ([["Fecha de cédula"], ["2024-03-01"], ["12/03/2024"]], []),
    ],
)
def test_a_number_is_judged_by_the_heading_of_its_column(
    rows: list[list[str]], found: list[tuple[FindingKind, str]]
) -> None:
    assert cells(rows) == found


def test_a_table_is_searched_for_the_requester_too() -> None:
    assert cells([["Nombre"], ["CANARIO, Rosa"]], ROSA) == [(Kind.PERSONAL_REQUESTER, "2,1")]


def test_a_card_has_its_check_digit() -> None:
    assert is_luhn("4111111111111111")
    assert not is_luhn("4111111111111112")


@given(st.text(max_size=300), st.text(max_size=40))
def test_hits_are_apart_in_order_and_inside_any_text(text: str, name: str) -> None:
    found = find_personal(text, Known(name=name, address=name, phone=name, email=name))
    edges = [edge for hit in found for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)


@pytest.mark.parametrize("piece", ["1", "1 ", "1.234.", "a.", "a@", "rosa de la ", "0981-", "(0"])
def test_a_hostile_text_takes_no_longer_than_any_other(piece: str) -> None:
    begun = time.perf_counter()
    find_personal(piece * (20_000 // len(piece)), ROSA)
    assert time.perf_counter() - begun < 3
