"""The pages of audits: the Directorate's, the institution's and everybody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import Actor
from accounts.models import User
from oversight.audits import concluding, findings
from oversight.audits.models import Audit, Finding, Review, ReviewAnswer
from oversight.audits.states import AuditStage
from tests.factories import make_user
from tests.oversight.audits.conftest import (
    ANNOUNCED,
    DRAWN,
    ENDED,
    ITEMS,
    REPLIED,
    SENT,
    Announce,
    finish,
)

pytestmark = pytest.mark.django_db

DESK, OFFICE, PUBLIC = "/direccion/auditorias/", "/bandeja/auditorias/", "/auditorias/"
ANNOUNCEMENT = {
    "title": "Respuestas de mayo",
    "covers": "answered",
    "period_from_day": "1",
    "period_from_month": "5",
    "period_from_year": "2026",
    "period_to_day": "31",
    "period_to_month": "5",
    "period_to_year": "2026",
    "bodies": "mopc\nMEC",
    "sizing": "fixed",
    "size": "4",
    "seed_source": "Primer premio de la lotería",
    "seed_on_day": "11",
    "seed_on_month": "7",
    "seed_on_year": "2026",
}


@pytest.fixture
def desk(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


@pytest.fixture
def published(
    sent: Finding, drawn: Audit, authority: User, by_auditor: Actor, by_director: Actor
) -> Audit:
    findings.reply(sent.pk, by=Actor.official(authority), at=REPLIED, text="Se corrigió.")
    concluding.conclude(drawn.number, by=by_auditor, at=ENDED, conclusion="Casi bien.")
    return concluding.publish(drawn.number, by=by_director, at=ENDED)


@time_machine.travel(ANNOUNCED, tick=False)
def test_one_sees_the_population_before_announcing_it(history: None, desk: Client) -> None:
    assert desk.get(f"{DESK}anunciar/").status_code == 200
    seen = desk.post(f"{DESK}anunciar/", ANNOUNCEMENT)
    assert seen.context["form"].errors == {}
    assert (seen.context["population"].size, seen.context["population"].sample) == (11, 7)
    assert not Audit.objects.exists()
    done = desk.post(f"{DESK}anunciar/", {**ANNOUNCEMENT, "announce": "1"})
    assert done.status_code == 302
    assert "Respuestas de mayo" in desk.get(DESK).content.decode()
    assert "11 de julio" in desk.get(f"{DESK}2026-1/").content.decode()


@time_machine.travel(ANNOUNCED, tick=False)
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("title", ""),
        ("title", "x" * 151),
        ("title", "a\0b"),
        ("title", "\u202e"),
        ("size", "0"),
        ("size", "9" * 500),
        ("bodies", "NADA"),
        ("bodies", "x" * 4001),
        ("period_to_year", "0000"),
        ("period_to_year", "9999"),
        ("seed_on_year", "2025"),
        ("sizing", "<script>"),
    ],
)
def test_an_announcement_badly_typed_keeps_what_was_typed(
    history: None, desk: Client, name: str, typed: str
) -> None:
    answer = desk.post(f"{DESK}anunciar/", {**ANNOUNCEMENT, "announce": "1", name: typed})
    assert answer.status_code == 422
    assert "Primer premio de la lotería" in answer.content.decode()
    assert not Audit.objects.exists()


def test_a_director_draws_on_the_day_and_a_bad_seed_is_told(
    announce: Announce, desk: Client
) -> None:
    one = f"{DESK}{announce().number}/"
    with time_machine.travel(ANNOUNCED, tick=False):
        assert "sortear" not in desk.get(one).context["forms"]
        assert desk.post(f"{one}sortear/", {"seed": "20418"}).status_code == 422
    with time_machine.travel(DRAWN, tick=False):
        refused = desk.post(f"{one}sortear/", {"seed": "12x"})
        assert refused.status_code == 422
        assert "12x" in refused.content.decode()
        assert desk.post(f"{one}sortear/", {"seed": "20418"}).status_code == 302
        again = desk.post(f"{one}sortear/", {"seed": "20418"})
        assert again.status_code == 409
        assert "20418" in again.content.decode()
        assert desk.post(f"{one}nada/").status_code == 404


@time_machine.travel(DRAWN, tick=False)
def test_an_auditor_works_the_sample_and_loses_nothing(
    drawn: Audit, auditor: User, client: Client
) -> None:
    client.force_login(auditor)
    root = f"{DESK}{drawn.number}/muestra/"
    assert len(client.get(root).context["reviews"]) == 7
    assert client.get(root, {"ver": "otros"}).status_code == 404
    first, second = Review.objects.all()[:2]
    page = f"{root}{first.info_request.number}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"verdict_a": "no", "note_a": "Falta."}).status_code == 302
    halfway = client.post(page, {"verdict_a": "no", "note_a": "Falta el anexo.", "finish": "1"})
    assert halfway.status_code == 422
    assert ReviewAnswer.objects.get(letter="a").note == "Falta el anexo."
    whole = {f"verdict_{letter}": "yes" for letter in ITEMS}
    done = client.post(page, {**whole, "finish": "1"})
    assert done["Location"].endswith(f"{second.info_request.number}/")
    refused = client.post(page, {"verdict_a": "quizás", "note_b": "x" * 2001})
    assert refused.status_code == 422
    Audit.objects.update(stage=AuditStage.CONCLUDED)
    assert client.post(page, whole).status_code == 409


@time_machine.travel(DRAWN, tick=False)
def test_the_sample_costs_the_same_whatever_its_size(
    drawn: Audit,
    desk: Client,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for address in ("", "muestra/?ver=todos", "hallazgos/MOPC/"):
        with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
            desk.get(f"{DESK}{drawn.number}/{address}")


def test_a_finding_goes_from_the_auditor_to_the_body_and_back(
    drawn: Audit,
    by_auditor: Actor,
    desk: Client,
    director: User,
    auditor: User,
    authority: User,
    authority_of_mec: User,
    officer: User,
) -> None:
    body = f"{DESK}{drawn.number}/hallazgos/MOPC/"
    number = Review.objects.filter(stratum__code="MOPC")[0].info_request.number
    typed = {
        "severity": "grave",
        "text": "Se denegó sin resolución.",
        "article": "art. 19",
        "requests": [number],
        "recommendation": "Denegar por resolución.",
        "days": "20",
    }
    with time_machine.travel(SENT, tick=False):
        assert desk.post(body, {**typed, "requests": ["AIP-1"]}).status_code == 422
        assert desk.post(body, typed).status_code == 302
        assert desk.post(f"{body}enviar/").status_code == 422
        finding = Finding.objects.get()
        office = f"{OFFICE}{finding.pk}/"
        client = Client()
        client.force_login(authority)
        assert client.get(office).status_code == 404
        finish(drawn, by_auditor)
        assert desk.post(f"{body}enviar/").status_code == 302
    with time_machine.travel(REPLIED, tick=False):
        client.force_login(authority)
        desk.force_login(director)
        assert "Se denegó sin resolución." in client.get(OFFICE).content.decode()
        assert client.post(office, {"text": ""}).status_code == 422
        assert client.post(office, {"text": "Se corrigió."}).status_code == 302
        again = client.post(office, {"text": "Otra cosa."})
        assert again.status_code == 409
        assert "Otra cosa." in again.content.decode()
        client.force_login(officer)
        assert "Se corrigió." in client.get(office).content.decode()
        client.force_login(authority_of_mec)
        assert client.get(office).status_code == 404
        assert client.post(office, {"text": "Nuestra."}).status_code == 404
        client.force_login(make_user("nadie@example.org"))
        assert client.get(OFFICE).status_code == 404
        one = f"{DESK}{drawn.number}/hallazgo/{finding.pk}/"
        client.force_login(auditor)
        assert client.post(f"{one}comprobar/", {"outcome": "partly"}).status_code == 422
        checked = client.post(f"{one}comprobar/", {"outcome": "partly", "note": "Se vio una."})
        assert checked.status_code == 302
        assert client.post(f"{one}cerrar/").status_code == 409
        assert desk.post(f"{one}cerrar/").status_code == 302
        assert desk.post(f"{one}retirar/").status_code == 409
        assert "Se vio una." in desk.get(one).content.decode()


def test_the_public_reads_results_only_once_published(
    sent: Finding, drawn: Audit, by_auditor: Actor, client: Client
) -> None:
    root = f"{PUBLIC}{drawn.number}/"
    for moment in range(2):
        page = client.get(root).content.decode()
        assert "20418" in page
        assert sent.text not in page
        assert client.get(f"{root}resultados.csv").status_code == 404
        if not moment:
            concluding.conclude(drawn.number, by=by_auditor, at=ENDED, conclusion="Casi bien.")
    assert "Casi bien." not in page


def test_what_is_published_names_nobody(
    published: Audit, authority: User, auditor: User, director: User, client: Client
) -> None:
    root = f"{PUBLIC}{published.number}/"
    page = client.get(root).content.decode()
    assert "Se denegó sin resolución." in page
    assert "Se corrigió." in page
    assert "entre 51 y 100 de cada 100" in page
    files = ("poblacion.csv", "sorteo.json", "resultados.csv")
    told = page + "".join(client.get(f"{root}{name}").content.decode() for name in files)
    for person in (authority, auditor, director):
        assert person.full_name not in told
    rows = client.get(f"{root}resultados.csv").content.decode().strip().splitlines()
    assert len(rows) == 1 + 2 * len(ITEMS)
    assert client.get(f"{PUBLIC}2099-1/").status_code == 404


@time_machine.travel(ENDED, tick=False)
def test_who_concluded_it_is_not_offered_to_publish_it(
    sent: Finding, drawn: Audit, by_director: Actor, desk: Client
) -> None:
    one = f"{DESK}{drawn.number}/"
    typed = {"conclusion": "Bien."}
    assert desk.post(f"{one}concluir/", typed).status_code == 302
    assert f"{one}publicar/" not in desk.get(one).content.decode()
    assert desk.post(f"{one}publicar/").status_code == 409
    assert desk.post(f"{one}devolver/", {"because": ""}).status_code == 422


def addresses() -> list[str]:
    """Return every page of audits at the Directorate, from the resolver itself."""
    patterns = get_resolver("oversight.audits.urls").url_patterns
    return [DESK + str(one.pattern) for one in patterns]


@time_machine.travel(ENDED, tick=False)
@pytest.mark.parametrize(
    "who", ["nobody", "stranger", "officer", "authority", "auditor", "director"]
)
def test_every_page_of_the_directorate_is_the_directorates(
    who: str, sent: Finding, drawn: Audit, client: Client, request: pytest.FixtureRequest
) -> None:
    if who == "stranger":
        client.force_login(make_user("nadie@example.org"))
    elif who != "nobody":
        client.force_login(request.getfixturevalue(who))
    inside = who in {"auditor", "director"}
    words = {
        "<slug:number>": drawn.number,
        "<str:request_number>": Review.objects.all()[0].info_request.number,
        "<str:code>": "MOPC",
        "<int:pk>": str(sent.pk),
        "<slug:act>": "anular",
    }
    for address in addresses():
        url = address
        for word, value in words.items():
            url = url.replace(word, value)
        for answer in (client.get(url), client.post(url, {"because": ""})):
            if inside:
                assert answer.status_code in {200, 302, 404, 405, 409, 422}, url
            else:
                assert answer.status_code in ({302} if who == "nobody" else {404}) | {405}, url
    assert Audit.objects.get().stage == AuditStage.REVIEWING
