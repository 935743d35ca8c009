"""The index says what is public and nothing else, act after act, as a rebuild would."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions
from requests_app.errors import NotYours, UnknownRequest
from requests_app.models import InformationRequest, KnownWord, SearchEntry, WordSlip
from requests_app.search import index, tables
from requests_app.search.words import words_of
from requests_app.states import ReportKind, Screening, Visibility
from tests.factories import at
from tests.requests_app.pages.visitors import PRIVATE
from tests.requests_app.search.published import answer, ask, clear, publish, subjects

pytestmark = pytest.mark.django_db
# Stems so short that they are in any text: parts of a cédula or of a telephone number.
SHORT = 3


def everything() -> list[Any]:
    return [
        list(model.objects.order_by(*order).values_list(*order))
        for model, order in (
            (SearchEntry, ("info_request", "subject", "words")),
            (KnownWord, ("spelling", "stem")),
            (WordSlip, ("key", "word")),
        )
    ]


def raw() -> str:
    """Return all that the index's own tables hold, as the database keeps it."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        ours = ("search", "knownword", "wordslip")
        kept = ""
        for name in names:
            if name.startswith("requests_app_") and any(part in name for part in ours):
                cursor.execute(f"SELECT * FROM {name}")  # noqa: S608  our own tables
                kept += repr(cursor.fetchall())
    return kept.casefold()


def test_what_nobody_cleared_or_somebody_withheld_is_nowhere_in_the_index(
    mopc: Institution, by_officer: Actor
) -> None:
    number = ask(mopc, "Canarios amarillos", "Jaulas de canarios.")
    answer(number, by_officer, "Hay alpiste.", file="plumas.csv")
    withheld = ask(mopc, "Canarios verdes")
    clear(withheld, by_officer, Screening.WITHHELD)
    assert "canari" not in raw()
    assert "alpiste" not in raw()
    assert everything() == [[], [], []]
    clear(number, by_officer)
    for word in ("canario", "jaula", "alpiste", "pluma"):
        assert subjects(word) == ["Canarios amarillos"]
    clear(number, by_officer, Screening.WITHHELD)
    assert subjects("canario") == []
    assert "canari" not in raw()
    assert everything() == [[], [], []]


def test_private_facts_and_private_files_never_enter(mopc: Institution, by_officer: Actor) -> None:
    number = ask(mopc, "Limpieza")
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question=PRIVATE[2])
    actions.clarify(number, by=Actor.requester(number), at=at("2026-07-07"), reply=PRIVATE[0])
    clear(number, by_officer)
    answer(number, by_officer, file="secreto_interno.csv", visibility=Visibility.PARTIES)
    kept = raw()
    assert "limpiez" in kept
    for private in (*PRIVATE, "Ana Solicitante", "ana@correo.example", "secreto", "interno"):
        for word in words_of(private):
            assert len(word.stem) <= SHORT or word.stem not in kept, private


def test_a_word_that_another_text_still_has_stays_known(
    mopc: Institution, by_officer: Actor
) -> None:
    publish(mopc, by_officer, "Puentes colgantes")
    number = publish(mopc, by_officer, "Puente peatonal")
    clear(number, by_officer, Screening.WITHHELD)
    known = set(KnownWord.objects.values_list("spelling", flat=True))
    assert known == {"puentes", "colgantes", "copia"}


def test_a_word_struck_out_of_a_text_leaves_the_index(mopc: Institution, by_officer: Actor) -> None:
    number = publish(mopc, by_officer, "Puente", "Vive en la calle Canarios 123.")
    assert subjects("canarios") == ["Puente"]
    InformationRequest.objects.filter(number=number).update(description="Vive en la calle ███.")
    clear(number, by_officer)
    assert subjects("canarios") == []
    assert "canari" not in raw()
    assert subjects("calle") == ["Puente"]


def test_a_rebuild_changes_nothing_that_the_acts_did(
    mopc: Institution, by_officer: Actor, authority: User
) -> None:
    for subject in ("Obras viales", "Licitación de obras", "Niñez y salud", "Auditorías"):
        answer(publish(mopc, by_officer, subject, f"Copia de {subject}."), by_officer)
    clear(publish(mopc, by_officer, "Desaparece"), by_officer, Screening.WITHHELD)
    ask(mopc, "Nadie lo leyó")
    reported = publish(mopc, by_officer, "Con un problema")
    problem = actions.Problem(kind=ReportKind.THREAT, text="Es una amenaza.", reporter_key="x")
    actions.report_problem(reported, by=SYSTEM, at=at("2026-07-08"), problem=problem)
    assert subjects("problema") == []
    before = everything()
    assert index.rebuild(batch=2) == 4
    assert everything() == before
    SearchEntry.objects.all().delete()
    KnownWord.objects.all().delete()
    said = StringIO()
    call_command("reindex", stdout=said)
    assert "4" in said.getvalue()
    assert everything() == before
    assert subjects("auditoria") == ["Auditorías"]


def test_a_rebuild_takes_out_what_should_not_be_there(mopc: Institution, by_officer: Actor) -> None:
    number = ask(mopc, "Privado")
    publish(mopc, by_officer, "Publicado")
    stray = SearchEntry.objects.get()
    SearchEntry.objects.create(
        info_request_id=stray.pk - 1, subject=" privad ", words=" privad qzq "
    )
    KnownWord.objects.create(spelling="privado", stem="privad")
    assert number
    assert subjects("privado") == []
    index.rebuild()
    assert "privad" not in raw()


@pytest.mark.django_db(transaction=True)
def test_the_tables_can_be_taken_away_and_made_again(mopc: Institution, by_officer: Actor) -> None:
    publish(mopc, by_officer, "Puente")
    tables.remove(connection)
    tables.install(connection)
    tables.recount(connection)
    tables.install(connection)
    assert subjects("puente") == ["Puente"]


@pytest.mark.django_db(transaction=True)
def test_a_refused_act_leaves_the_index_as_it_was(mopc: Institution, by_officer: Actor) -> None:
    number = publish(mopc, by_officer, "Puente")
    before = everything()
    with pytest.raises(UnknownRequest):
        clear("AIP-2026-999999", by_officer)
    stranger = Actor.requester(number)
    with pytest.raises(NotYours):
        clear(number, stranger, Screening.WITHHELD)
    assert everything() == before
    assert subjects("puente") == ["Puente"]


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_index_with_the_rest(mopc: Institution, by_officer: Actor) -> None:
    """The test before this one left its rows to a flush, and the tables are there still."""
    assert subjects("puente") == []
    assert everything() == [[], [], []]
    publish(mopc, by_officer, "Puente")
    assert subjects("puente") == ["Puente"]
