"""Loading the registry: all or nothing, any number of times, with plain complaints."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from offices.models import Institution, Office, OfficeKind
from tests.offices.conftest import REGISTRY_HEADER, Write

pytestmark = pytest.mark.django_db

MEF = "MEF,Ministerio de Economía y Finanzas,MEF,b,executive,yes,,,yes,"
MH = "MH,Ministerio de Hacienda,MH,b,executive,yes,,,no,MEF"
LUQUE = "MUN-1109,Municipalidad de Luque,,g,municipality,no,Central,Luque,yes,"


def load(path: Path) -> None:
    call_command("load_registry", str(path), verbosity=0)


def refusal(path: Path) -> list[str]:
    """Load a file that must be refused, and return its complaints; nothing may be left."""
    with pytest.raises(CommandError) as refused:
        load(path)
    assert not Institution.objects.exists()
    return str(refused.value).split("\n")


def test_the_registry_that_comes_with_the_system_loads_whole(registry: None) -> None:
    assert Institution.objects.count() == 370
    assert Institution.objects.active().count() == 362
    assert Office.objects.filter(kind=OfficeKind.ACCESS).count() == 370


def test_loading_twice_changes_nothing(registry_file: Write) -> None:
    path = registry_file(MEF, MH, LUQUE)
    load(path)
    rows, offices = list(Institution.objects.values()), list(Office.objects.values())

    load(path)

    assert list(Institution.objects.values()) == rows
    assert list(Office.objects.values()) == offices


def test_a_later_file_corrects_names_and_keeps_what_people_added(registry_file: Write) -> None:
    load(registry_file(MEF, LUQUE))
    Office.objects.filter(institution__code="MEF").update(address="Chile 252")

    load(registry_file(MEF.replace("Economía", "Hacienda"), MH))

    mef = Institution.objects.get(code="MEF")
    assert mef.name == "Ministerio de Hacienda y Finanzas"
    assert mef.offices.get().address == "Chile 252"
    assert Institution.objects.filter(code="MUN-1109").exists()


def test_an_institution_that_is_dissolved_later_gets_its_successor(registry_file: Write) -> None:
    load(registry_file(MH.replace("no,MEF", "yes,")))

    load(registry_file(MH, MEF))

    assert Institution.objects.get(code="MH").competent().code == "MEF"


def test_a_chain_of_successors_may_stand_in_any_order(registry_file: Write) -> None:
    first = "STP,Secretaría Técnica,STP,b,executive,yes,,,no,MH"
    load(registry_file(first, MH, MEF))

    mef = Institution.objects.get(code="STP").competent()
    assert mef.code == "MEF"
    assert "secretaria tecnica stp" in mef.search_text
    assert "ministerio de hacienda mh" in mef.search_text


def test_search_text_holds_name_acronym_and_place_without_accents(registry_file: Write) -> None:
    load(registry_file("MUN-1112,Municipalidad de Ñemby,MÑ,g,municipality,no,Central,Ñemby,yes,"))

    assert Institution.objects.get().search_text == "municipalidad de nemby mn central nemby"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_either_line_end_are_accepted(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(line_end.join(["\ufeff" + REGISTRY_HEADER, MEF, "", MH]).encode())

    load(path)

    assert Institution.objects.count() == 2


def test_every_mistake_is_told_with_its_line_and_nothing_is_loaded(registry_file: Write) -> None:
    told = refusal(
        registry_file(
            MEF,
            "mopc,Obras,,z,army,maybe,,,perhaps,",
            "X1,,,b,executive,yes,,,yes,",
            MEF,
            "X2,Sin sucesora,,b,executive,yes,,,no,",
            "X3,Sucesora ajena,,b,executive,yes,,,no,NADIE",
            "X4,Vigente con sucesora,,b,executive,yes,,,yes,MEF",
            "X5,Pocas celdas",
            f"X6,{'Largo' * 41},,b,executive,yes,,,yes,",
        )
    )

    assert [line.partition(":")[0] for line in told] == [
        *["línea 3"] * 5,
        *[f"línea {number}" for number in range(4, 11)],
    ]
    assert "solo mayúsculas" in "\n".join(told[:5])
    assert told[5] == "línea 4: falta «name»."
    assert told[6] == "línea 5: el código «MEF» ya está en la línea 2."
    assert told[7] == "línea 6: una institución disuelta debe decir su sucesora."
    assert told[8] == "línea 7: la sucesora «NADIE» no está en el archivo."
    assert told[9] == "línea 8: una institución vigente no lleva sucesora."
    assert told[10] == "línea 9: tiene 2 celdas en vez de 10."
    assert told[11] == "línea 10: «name» tiene 205 caracteres; el máximo es 200."


@pytest.mark.parametrize("last", ["A", "B", "C"])
def test_a_circle_of_successors_is_refused(registry_file: Write, last: str) -> None:
    told = refusal(
        registry_file(
            "A,Primera,,b,executive,yes,,,no,B",
            "B,Segunda,,b,executive,yes,,,no,C",
            f"C,Tercera,,b,executive,yes,,,no,{last}",
        )
    )

    assert told[-1] == "línea 4: las sucesoras de «C» forman un círculo."


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        (REGISTRY_HEADER + ",color", "línea 1: no se conoce la columna «color»."),
        (REGISTRY_HEADER.replace(",active", ""), "línea 1: falta la columna «active»."),
        (REGISTRY_HEADER + ",code", "línea 1: la columna «code» está repetida."),
    ],
)
def test_a_wrong_header_is_refused(registry_file: Write, header: str, complaint: str) -> None:
    assert refusal(registry_file(MEF, header=header)) == [complaint]


def test_columns_may_come_in_any_order(registry_file: Write) -> None:
    names, cells = REGISTRY_HEADER.split(","), MEF.split(",")

    load(registry_file(",".join(reversed(cells)), header=",".join(reversed(names))))

    assert Institution.objects.get().code == "MEF"


def test_another_encoding_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("\n".join([REGISTRY_HEADER, LUQUE, MEF]).encode("latin-1"))

    assert refusal(path) == ["línea 3: el archivo no está en UTF-8."]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (REGISTRY_HEADER, "El archivo no tiene ninguna institución."),
        (f'{REGISTRY_HEADER}\n"MEF,sin cerrar', "no es un archivo CSV legible"),
        ("\n".join([REGISTRY_HEADER, MEF.replace("Economía", "Eco\x00nomía")]), "invisibles"),
        ("", "línea 1: falta la columna «code»."),
    ],
)
def test_a_file_that_is_not_a_registry_is_refused(
    tmp_path: Path, content: str, complaint: str
) -> None:
    path = tmp_path / "raro.csv"
    path.write_text(content, encoding="utf-8")

    assert complaint in "\n".join(refusal(path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nada.csv")[0].startswith("No se puede leer")
