"""What is found: forms of a word with and without accents, phrases, what is left out, and order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.actors import Actor
from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.search import engine
from requests_app.search.engine import newest, search
from requests_app.search.query import read
from requests_app.search.speller import understand
from tests.requests_app.search.published import answer, publish, publish_all, subjects

pytestmark = pytest.mark.django_db

FORMS = [
    ("Licitación", "licitaciones", "licitacion", "LICITACIONES"),
    ("Auditorías", "auditoría", "auditoria", "auditorias"),
    ("Niñez", "ninez", "NIÑEZ"),
    ("Obras", "obra", "OBRA"),
    ("Acta", "actas"),
    ("Años", "año", "ano"),
    ("Ríos", "rio", "río"),
    ("Jueces", "juez"),
    ("Régimen", "regímenes", "regimenes"),
    ("Jóvenes", "joven"),
    ("Intereses", "interés", "interes"),
    ("País", "paises", "países"),
    ("Públicos", "publica", "público"),
    ("Hospital", "hospitales"),
    ("Enlaces", "enlace"),
    ("Gestión", "gestiones", "gestion"),
    ("Mba’e", "mbae", "mba'e", "MBA´E"),
    ("Pyhyỹ", "pyhyy", "pyhyỹ"),
    ("Ag̃a", "aga", "AG̃A"),
    ("Avañe’ẽ", "avañe'ẽ", "avanee"),
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_every_form_of_a_word_finds_every_other(
    mopc: Institution, by_officer: Actor, forms: tuple[str, ...]
) -> None:
    words = publish_all(mopc, by_officer, forms)
    publish(mopc, by_officer, "Otra cosa")
    for form in forms:
        assert set(subjects(form)) == words, form


def test_all_the_words_must_be_there_wherever_they_are(
    mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Obras viales", "Contratos de 2025.")
    publish(mopc, by_officer, "Obras", "Contratos de 2024.")
    assert subjects("contrato obra 2025") == ["Obras viales"]
    assert subjects("contrato de la obra") == ["Obras", "Obras viales"]


def test_a_phrase_stands_together_and_never_across_two_texts(
    mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Ley de presupuesto", "Gasto general")
    publish(mopc, by_officer, "Presupuesto de la ley", "Gasto")
    assert subjects('"ley de presupuesto"') == ["Ley de presupuesto"]
    assert subjects("«leyes del presupuesto»") == ["Ley de presupuesto"]
    assert subjects('"presupuesto gasto"') == []
    assert set(subjects("presupuesto gasto")) == {"Ley de presupuesto", "Presupuesto de la ley"}


def test_a_word_after_a_dash_is_left_out(mopc: Institution, by_officer: Actor) -> None:
    publish(mopc, by_officer, "Obras viales")
    publish(mopc, by_officer, "Obras sanitarias")
    assert subjects("obras -vial") == ["Obras sanitarias"]
    assert subjects('obras -"obras viales"') == ["Obras sanitarias"]
    assert subjects("-viales") == ["Obras sanitarias"]
    assert subjects("obras-viales") == ["Obras viales"]


def test_what_the_subject_says_comes_first_then_what_is_said_most_then_the_newest(
    mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Primero", "Un puente.")
    publish(mopc, by_officer, "Segundo", "Un puente.")
    publish(mopc, by_officer, "Tercero", "Puente tras puente, un puente nuevo.")
    publish(mopc, by_officer, "El puente", "Sin más.")
    assert subjects("puentes") == ["El puente", "Tercero", "Segundo", "Primero"]
    by_age = newest(InformationRequest.objects.all(), read("puentes"))
    assert by_age.first().subject == "El puente"  # type: ignore[union-attr]
    assert [row.subject for row in by_age] == ["El puente", "Tercero", "Segundo", "Primero"]


def test_what_is_common_is_found_in_the_same_order(
    mopc: Institution, by_officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(mopc, by_officer, "El puente")
    publish(mopc, by_officer, "Primero", "Un puente.")
    publish(mopc, by_officer, "Segundo", "Un puente.")
    assert subjects("puentes") == ["El puente", "Segundo", "Primero"]
    monkeypatch.setattr(engine, "MOST_RANKED", 2)
    for most in (2, 3):
        monkeypatch.setattr(engine, "MOST_PROBED", most)
        assert subjects("puentes") == ["Segundo", "Primero"]
        assert subjects("-nada") == ["Segundo", "Primero"]


def test_only_what_the_queryset_holds_is_found(
    mopc: Institution, mec: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Puente")
    assert not search(InformationRequest.objects.filter(institution=mec), "puente")
    assert len(search(InformationRequest.objects.filter(institution=mopc), "puente")) == 1


def test_the_answer_and_the_name_of_a_public_file_are_found(
    mopc: Institution, by_officer: Actor
) -> None:
    number = publish(mopc, by_officer, "Puente")
    answer(number, by_officer, "Adjuntamos el cronograma.", file="planilla_hormigón.csv")
    assert subjects("cronogramas") == ["Puente"]
    assert subjects("hormigon") == ["Puente"]


HOSTILE = [
    "",
    " ",
    "de la los",
    '"',
    '""',
    '"""""',
    "-",
    "--",
    '-"',
    "' OR 1=1 --",
    "AND OR NOT NEAR",
    "words:obra",
    "NEAR(obra vial, 2)",
    "obra*",
    "^obra",
    "{words} : obra",
    "obra & | ! <-> :*",
    "'obra':*A",
    "((((((",
    "a" * 10_000,
    "obra " * 2_000,
    '"obra ' * 2_000,
    "\x00obra",
    "obra\x00vial",
    "\ud800",
    "🏗️ obra",
    "%s %(x)s %",
    "\\",
    "1e999 0x1F 2025/2026",
    "–obra",
    "Ωμέγα работа 工程",
    "obra\u202evial",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_search(mopc: Institution, by_officer: Actor, text: str) -> None:
    publish(mopc, by_officer, "Obra vial")
    query = understand(text)
    assert len(search(InformationRequest.objects.all(), query)) <= 1
    assert len(newest(InformationRequest.objects.all(), query)) <= 1


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(text=st.text(max_size=80) | st.text(alphabet="ab \"'-*:&|!()^~«»\x00", max_size=40))
@example(text="-a")
def test_any_text_can_be_searched(db: None, text: str) -> None:
    assert not search(InformationRequest.objects.all(), understand(text))


def test_nothing_to_search_finds_nothing(mopc: Institution, by_officer: Actor) -> None:
    publish(mopc, by_officer, "Obra de la ciudad")
    assert subjects("de la") == []
    assert subjects("¿?") == []


def test_a_search_takes_two_queries_and_reading_the_question_two_at_most(
    mopc: Institution, by_officer: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish(mopc, by_officer, "Licitación de obras viales")
    with django_assert_max_num_queries(2):
        query = understand("lisitacion ovras biales carreteraz -puente " * 5)
    with django_assert_max_num_queries(2):
        list(search(InformationRequest.objects.all(), query))
