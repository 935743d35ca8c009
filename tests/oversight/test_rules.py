"""The pages of the rules: what stands, what a new set would change, who confirms, who enters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from law.editions import EDITIONS
from law.rules import rules_on
from offices.models import Duty, Institution
from oversight.rules import urls
from rulebook.models import ChangedRule, Confirmation, DecisionState, RuleSetChange
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

RULES = "/direccion/reglas/"
PROPOSE = f"{RULES}proponer/?regla=answer"
RULE = f"{RULES}ley-7544-2025/answer/"
NOW = at("2026-07-16")
ACT = {
    "in_force_from_day": "1", "in_force_from_month": "9", "in_force_from_year": "2026",
    "reason": "Ley de plazos", "instrument": "Ley 9.999/2026", "source": "Gaceta 140",
    "published_on_day": "3", "published_on_month": "7", "published_on_year": "2026",
    "answer-value": "10", "answer-statute": "Ley 9.999/2026", "answer-number": "3",
    "answer-reading": "La respuesta debe darse en diez días hábiles.",
}  # fmt: skip
OPINION = {
    "basis": "opinion", "counsel": "Asesoría Jurídica", "instrument": "Dictamen 12/2026",
    "document_on_day": "1", "document_on_month": "7", "document_on_year": "2026",
    "remarks": "La lectura es la del texto.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return unescape(page.content.decode())


def proposed(user: User) -> RuleSetChange:
    answer = client_of(user).post(PROPOSE, ACT)
    assert answer.status_code == 302, answer.content.decode()
    return RuleSetChange.objects.latest("pk")


def noted(user: User) -> Confirmation:
    assert client_of(user).post(RULE, OPINION).status_code == 302
    return Confirmation.objects.latest("pk")


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def approve(client: Client, change: RuleSetChange) -> None:
    here = f"{RULES}propuestas/{change.pk}/"
    sent = {"seen": seen_on(text_of(client, here))}
    assert client.post(f"{here}aprobar/", sent).status_code == 302


def test_from_a_proposal_to_the_rules_in_force(
    mopc: Institution, auditor: User, director: User
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    change = proposed(auditor)
    here = f"{RULES}propuestas/{change.pk}/"
    own = text_of(client_of(auditor), here)
    assert "debe decidir otra persona" in own
    assert 'name="seen"' not in own

    desk = client_of(director)
    page = text_of(desk, here)
    for told in ("15 días hábiles", "10 días hábiles", "22/09/2026", "15/09/2026"):
        assert told in page
    assert "1 plazo en curso no cambia" in page
    assert "De los 1 plazos de estas clases que empezaron en el último año, 1 habrían" in page
    assert "Quedan cinco días hábiles" in page
    approve(desk, change)

    assert rules_on(date(2026, 9, 1)).answer.value == 10
    page = text_of(desk, RULES)
    assert change.edition_id in page
    assert "regirá" in page
    edition = text_of(desk, f"{RULES}{change.edition_id}/")
    assert "Ley 9.999/2026, art. 3" in edition
    assert "aprobó directora@mj.example" in edition
    compared = text_of(desk, f"{RULES}comparar/")
    assert "15 días hábiles" in compared
    assert "10 días hábiles" in compared


def test_a_set_that_has_not_begun_is_withdrawn_by_two(auditor: User, director: User) -> None:
    desk = client_of(director)
    change = proposed(auditor)
    approve(desk, change)
    here = f"{RULES}propuestas/{change.pk}/"
    assert "Dejar sin efecto antes de que rija" in text_of(desk, here)
    end = f"{here}dejar-sin-efecto/"
    assert client_of(auditor).post(end, {"reason": "", "instrument": "x"}).status_code == 422
    told = {"reason": "Se derogó.", "instrument": "Ley 10.000/2026"}
    assert client_of(auditor).post(end, told).status_code == 302
    approve(desk, RuleSetChange.objects.latest("pk"))
    assert rules_on(date(2026, 9, 1)) is EDITIONS[-1]
    assert change.edition_id not in text_of(desk, RULES)
    assert client_of(auditor).post(end, told).status_code == 409


def test_what_is_no_longer_what_was_seen_is_shown_as_it_is(auditor: User, director: User) -> None:
    first, second = proposed(auditor), proposed(auditor)
    desk = client_of(director)
    here = f"{RULES}propuestas/{second.pk}/"
    seen = seen_on(text_of(desk, here))
    assert desk.post(f"{here}aprobar/", {"seen": "0" * 64}).status_code == 409
    approve(desk, first)
    assert desk.post(f"{here}aprobar/", {"seen": seen}).status_code == 409
    page = text_of(desk, here)
    assert "Las reglas cambiaron desde que se escribió" in page
    assert 'name="seen"' not in page
    assert desk.post(f"{here}rechazar/", {"note": ""}).status_code == 422
    assert desk.post(f"{here}rechazar/", {"note": "Sobre las de hoy."}).status_code == 302
    assert "Sobre las de hoy." in text_of(desk, here)


HUGE = "9" * 500


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"answer-value": ""}, "Escriba un número"),
        ({"answer-value": HUGE}, "Escriba 60 o menos"),
        ({"answer-value": "quince"}, "sin letras"),
        ({"answer-value": "2"}, "No puede ser más que los días para responder"),
        ({"answer-statute": "\u202e"}, "Escriba qué norma"),
        ({"answer-number": "1" * 41}, "40 caracteres"),
        ({"answer-reading": ""}, "Escriba cómo se lee"),
        ({"in_force_from_year": "0"}, "cuatro cifras"),
        ({"in_force_from_year": "9999"}, "próximos dos años"),
        ({"in_force_from_month": "7"}, "nunca cambian hacia atrás"),
        ({"published_on_month": "12"}, "todavía no llegó"),
        ({"reason": "<script>alert(1)</script>", "source": ""}, "dónde se publicó"),
    ],
)
def test_what_is_wrong_in_a_proposal_is_told_and_nothing_typed_is_lost(
    auditor: User, sent: dict[str, str], told: str
) -> None:
    answer = client_of(auditor).post(PROPOSE, {**ACT, **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in unescape(page)
    assert "<script>alert" not in page
    assert 'value="Ley 9.999/2026"' in page
    assert not ChangedRule.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"basis": ""}, "Elija en qué se funda"),
        ({"basis": "otra"}, "opción válida"),
        ({"counsel": "--"}, "letras o números"),
        ({"instrument": "x" * 121}, "120 caracteres"),
        ({"document_on_year": "2027"}, "una fecha que no llegó"),
    ],
)
def test_what_is_wrong_in_a_confirmation_is_told(
    auditor: User, sent: dict[str, str], told: str
) -> None:
    answer = client_of(auditor).post(RULE, {**OPINION, **sent})
    assert answer.status_code == 422
    assert told in unescape(answer.content.decode())
    assert "La lectura es la del texto." in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_a_confirmation_is_noted_approved_seen_and_withdrawn(auditor: User, director: User) -> None:
    row = noted(auditor)
    desk, here = client_of(director), f"{RULES}confirmaciones/{row.pk}/"
    assert client_of(auditor).post(f"{here}aprobar/").status_code == 409
    assert "Dictamen 12/2026" in text_of(desk, RULES)
    assert "Ley 5282/2014, art. 16" in text_of(desk, here)
    assert desk.post(f"{here}aprobar/").status_code == 302
    page = text_of(desk, f"{RULES}ley-5282-2014/")
    assert "Anotó auditora@mj.example; aprobó directora@mj.example" in page
    assert "Texto leído al incorporarla" in page
    assert rules_on(date(2026, 7, 16)).answer.verified
    assert desk.post(f"{here}aprobar/").status_code == 409

    end = f"{here}retirar/"
    assert client_of(auditor).post(end, {**OPINION, "counsel": ""}).status_code == 422
    assert client_of(auditor).post(end, OPINION).status_code == 302
    last = Confirmation.objects.latest("pk")
    assert desk.post(f"{RULES}confirmaciones/{last.pk}/aprobar/").status_code == 302
    assert not rules_on(date(2026, 7, 16)).answer.verified
    assert client_of(auditor).post(end, OPINION).status_code == 409
    assert "Retiro, Dictamen 12/2026" in text_of(desk, RULE)


def test_a_rejected_confirmation_says_why(auditor: User, director: User) -> None:
    row, desk = noted(auditor), client_of(director)
    here = f"{RULES}confirmaciones/{row.pk}/"
    assert desk.post(f"{here}rechazar/", {"note": ""}).status_code == 422
    assert desk.post(f"{here}rechazar/", {"note": "Es de otra ley."}).status_code == 302
    assert "Es de otra ley." in text_of(desk, here)
    row.refresh_from_db()
    assert row.state == DecisionState.REJECTED


OPEN = (
    "", "otras/", "comparar/", "comparar/?una=ley-5282-2014&otra=ley-5282-2014", "ley-5282-2014/",
    "ley-7544-2025/asueto_roll/", "proponer/",
)  # fmt: skip
MISSING = (
    "ley-0/", "ley-7544-2025/id/", "comparar/?una=x", "proponer/?regla=id", "confirmaciones/999/",
    f"propuestas/{HUGE}/",
)  # fmt: skip


def test_every_page_opens_and_what_does_not_exist_is_not_found(auditor: User) -> None:
    desk = client_of(auditor)
    for address in OPEN:
        text_of(desk, f"{RULES}{address}")
    for address in MISSING:
        assert desk.get(f"{RULES}{address}").status_code == 404, address


def test_the_pages_cost_the_same_however_much_was_confirmed(
    auditor: User, director: User,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:  # fmt: skip
    desk = client_of(director)
    for _time in range(3):
        row = noted(auditor)
        desk.post(f"{RULES}confirmaciones/{row.pk}/aprobar/")
        noted(auditor)
    change = proposed(auditor)
    for address in (RULES, f"{RULES}ley-7544-2025/", RULE, f"{RULES}propuestas/{change.pk}/"):
        desk.get(address)
        with django_assert_max_num_queries(20):
            desk.get(address)


def addresses(change: RuleSetChange, row: Confirmation) -> dict[str, str]:
    """Return every address of the rules by its name."""
    known = {"edition": "ley-7544-2025", "rule": "answer"}
    about = {"rule_set": change, "approve_rules": change, "reject_rules": change,
             "withdraw_rules": change, "rule_confirmation": row, "approve_confirmation": row,
             "reject_confirmation": row, "end_confirmation": row}  # fmt: skip
    found = {}
    for entry in urls.urlpatterns:
        wants = entry.pattern.converters
        values = {name: known.get(name) or about[str(entry.name)].pk for name in wants}
        found[str(entry.name)] = reverse(f"oversight:{entry.name}", kwargs=values)
    return found


@pytest.mark.parametrize("who", ["anonymous", "officer", "authority", "former auditor"])
def test_only_the_directorate_of_today_enters(
    mopc: Institution, ministry: Institution, auditor: User, who: str
) -> None:
    change, row = proposed(auditor), noted(auditor)
    posts: dict[str, tuple[Institution, Duty, date | None]] = {
        "officer": (mopc, Duty.OFFICER, None),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY, None),
        "former auditor": (ministry, Duty.AUDITOR, date(2026, 7, 15)),
    }
    client = Client()
    if who in posts:
        place, duty, ends_on = posts[who]
        client = client_of(appoint(make_user("p@mj.example"), place, duty, ends_on=ends_on))
    refusals = {302, 405} if who == "anonymous" else {404, 405}
    for address in addresses(change, row).values():
        for method in (client.get, client.post, client.put, client.delete):
            assert method(address).status_code in refusals, address
    assert (RuleSetChange.objects.count(), Confirmation.objects.count()) == (1, 1)
    change.refresh_from_db()
    assert change.state == DecisionState.PROPOSED
