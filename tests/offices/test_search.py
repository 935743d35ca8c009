"""Finding an institution however its name is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.names import fold
from offices.search import find

pytestmark = pytest.mark.django_db


def codes(query: str, *, branch: str = "") -> list[str]:
    return [match.institution.code for match in find(query, branch=branch).matches]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Ministerio de Obras Públicas y Comunicaciones", "MOPC"),
        ("mopc", "MOPC"),
        ("MoPc", "MOPC"),
        ("obras publicas", "MOPC"),
        ("min. obras", "MOPC"),
        ("publicas obras", "MOPC"),
        ("salu publica", "MSPBS"),
        ("electricidad", "ANDE"),
        ("ande", "ANDE"),
        ("itaipu", "ITAIPU"),
        ("ÑEMBY", "MUN-1112"),
        ("municipalidad de nemby", "MUN-1112"),
        ("yby yau", "MUN-0107"),
        ("Yby Ya´ú", "MUN-0107"),
        ("itapua", "GOB-07"),
        ("mun-1103", "MUN-1103"),
    ],
)
def test_the_institution_meant_comes_first(registry: None, query: str, code: str) -> None:
    found = find(query)

    assert not found.is_guess
    assert found.matches[0].institution.code == code
    assert found.matches[0].through is None


@pytest.mark.parametrize("query", ["hacienda", "MH", "ministerio de hacienda"])
def test_an_old_name_leads_to_the_successor_and_says_so(registry: None, query: str) -> None:
    match = find(query).matches[0]

    assert match.institution.code == "MEF"
    assert match.through is not None
    assert match.through.code == "MH"


def test_no_dissolved_institution_is_offered(registry: None) -> None:
    for query in ("", "secretaria", "stp", "municipalidad"):
        assert all(match.institution.is_active for match in find(query).matches)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("banco sentral", "BCP"),
        ("ministerio de la educasion", "MEC"),
        ("contralorria", "CGR"),
        ("presidensia", "PR"),
        ("ministerio de hacienta", "MEF"),
        ("secretaria de hacienda", "MEF"),
    ],
)
def test_slips_and_half_remembered_names_are_offered_as_guesses(
    registry: None, query: str, code: str
) -> None:
    found = find(query)

    assert found.is_guess
    assert code in codes(query)


def test_a_place_finds_what_is_there(registry: None) -> None:
    in_central = codes("central", branch="municipality")

    assert len(in_central) == 19
    assert "MUN-1103" in in_central


def test_an_empty_search_lists_every_living_institution_by_name(registry: None) -> None:
    found = find("  ")

    assert len(found.matches) == 362
    names = [fold(match.institution.name) for match in found.matches]
    assert names == sorted(names)


@pytest.mark.parametrize("query", ["xyzzy", "%", "_", "'; --", "de la", "\u202e", "𝕏"])
def test_what_names_nothing_finds_nothing(registry: None, query: str) -> None:
    assert codes(query) == []


def test_a_search_costs_one_query(registry: None, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(1):
        find("hacienda")


@given(st.text(max_size=80))
def test_folding_is_final_and_leaves_only_words(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
