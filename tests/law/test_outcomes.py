"""What each outcome must contain, and what counts as a law."""

import pytest

from law.outcomes import (
    DEFAULT_COST,
    PART_WITHOUT_ARTICLE,
    PART_WITHOUT_GROUND,
    PART_WITHOUT_LAW,
    Outcome,
    is_law,
    lacking_in_ground,
    missing,
    requirements,
)

RESOLUTION = {
    "resolution_number": "45/2026",
    "resolution_on": "2026-07-20",
    "signatory": "Ministra",
    "facts": "El sumario sigue abierto.",
    "legal_grounds": "La ley reserva el sumario.",
}
RESERVE = {"reserve_law": "Ley 1626/2000", "reserve_article": "74"}
COMPLETE = {
    Outcome.GRANTED: {"text": "Se adjunta."},
    Outcome.PARTLY_GRANTED: {"text": "Se adjunta.", "withheld": "Anexo 2: Ley 6534/2020, art. 4"},
    Outcome.ALREADY_PUBLIC: {
        "text": "Ya está publicada.",
        "source": "Portal de datos",
        "place": "Sección de viáticos",
        "form": "Descarga libre",
    },
    Outcome.NOT_HELD: {"text": "No la tenemos.", "search_made": "Se buscó en el archivo central."},
    Outcome.DENIED: RESOLUTION | RESERVE,
}


def lacking(outcome: Outcome, given: dict[str, str]) -> list[str]:
    return [requirement.field for requirement in missing(outcome, given)]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_complete_answer_lacks_nothing(outcome: Outcome) -> None:
    assert missing(outcome, COMPLETE[outcome]) == ()


@pytest.mark.parametrize(
    ("outcome", "field"),
    [(outcome, field) for outcome, given in COMPLETE.items() for field in given],
)
@pytest.mark.parametrize("empty", ["", "   ", "…", "\u200b", "-"])
def test_an_answer_without_one_of_its_parts_is_told_which(
    outcome: Outcome, field: str, empty: str
) -> None:
    assert lacking(outcome, COMPLETE[outcome] | {field: empty}) == [field]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_requirement_speaks_and_cites(outcome: Outcome) -> None:
    for requirement in requirements(outcome):
        assert requirement.label
        assert requirement.message.endswith(".")
        assert "5282" in str(requirement.article) or "4064" in str(requirement.article)
        assert not requirement.verified


def test_a_denial_says_everything_it_lacks_in_order() -> None:
    assert lacking(Outcome.DENIED, {}) == [*RESOLUTION, "other_ground"]


def test_a_denial_may_rest_on_another_ground() -> None:
    given = RESOLUTION | {"other_ground": "La solicitud ya fue respondida en 2025."}

    assert missing(Outcome.DENIED, given) == ()


def test_a_reserve_by_decree_is_refused_even_beside_another_ground() -> None:
    given = RESOLUTION | {
        "reserve_law": "Decreto 123/2020",
        "reserve_article": "4",
        "other_ground": "Otro motivo.",
    }

    assert lacking(Outcome.DENIED, given) == ["reserve_law"]


def test_half_a_reserve_lacks_its_other_half() -> None:
    assert lacking(Outcome.DENIED, RESOLUTION | {"reserve_law": "Ley 5/2020"}) == [
        "reserve_article"
    ]
    assert lacking(Outcome.DENIED, RESOLUTION | {"reserve_article": "4"}) == ["reserve_law"]


def test_asking_is_free_by_default() -> None:
    assert DEFAULT_COST == 0


@pytest.mark.parametrize(
    "instrument",
    [
        "Ley 1334/98",
        "Ley N° 6534/2020",
        "LEY Nº 6.534/20",
        "ley nro. 4868",
        "Ley N.º 1015/97, art. 3",
        "  la   Ley\n5189/2014 ",
        "Ley 1183/85 Código Civil",
        "Ley Orgánica N° 3",
        "Código Penal",
        "CODIGO PROCESAL PENAL",
        "Código Penal Militar",
        "Código de la Niñez y la Adolescencia",
        "Constitución",
        "Constitución Nacional, art. 33",
        "Constitución de la República del Paraguay",
    ],
)
def test_a_law_a_code_and_the_constitution_can_reserve(instrument: str) -> None:
    assert is_law(instrument)


@pytest.mark.parametrize(
    "instrument",
    [
        "",
        "   ",
        "Ley",
        "Ley 0/2020",
        "Ley de la selva",
        "Leyenda 5",
        "Ley 5/20201",
        "Proyecto de Ley 5/2020",
        "Anteproyecto de Ley 5",
        "Decreto 123",
        "Decreto-Ley 5/1944",
        "Decreto 4064/2015, reglamentario de la Ley 5282/2014",
        "Resolución 5",
        "Resolución que aplica la Ley 5/2020",
        "Ley 5/2020 y Decreto N° 3/2021",
        "Ley 5/2020 según la Resolución 4",
        "Acordada 1005/2015",
        "Ordenanza 7",
        "Circular 4",
        "Código",
        "Código de Ética",
        "Código de buen gobierno",
        "Constitución de una sociedad",
        "Constitucional 5",
        "L\u200bey 5/2020",
        "L\u0435y 5/2020",
        "Ley\x005",
        "Ley " * 5000,
        "Ley 5" + "0" * 5000 + "/x",
        "1334/98",
    ],
)
def test_nothing_less_than_a_law_can_reserve(instrument: str) -> None:
    assert not is_law(instrument)


@pytest.mark.parametrize(
    ("ground", "lacks"),
    [
        ("Ley 6534/2020, art. 4", ""),
        ("Ley N.º 1680/2001, artículo 27", ""),
        ("Constitución Nacional, arts. 33 y 36", ""),
        ("Código Penal, Art. 147", ""),
        ("Ley 6534/2020, artículo N° 4", ""),
        (" - ", PART_WITHOUT_GROUND),
        ("Secreto", PART_WITHOUT_LAW),
        ("Decreto 4064/2015, art. 3", PART_WITHOUT_LAW),
        ("Resolución N° 12/2024, art. 1", PART_WITHOUT_LAW),
        ("Ley 6534/2020 y Decreto 10/2021, art. 4", PART_WITHOUT_LAW),
        ("Ley 6534/2020", PART_WITHOUT_ARTICLE),
        ("Ley 6534/2020, sobre arte", PART_WITHOUT_ARTICLE),
    ],
)
def test_a_withheld_part_stands_on_a_law_and_its_article(ground: str, lacks: str) -> None:
    assert lacking_in_ground(ground) == lacks
