"""The Directorate's registry: who is missing where, changes seen and decided on pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from offices.models import ChangeState, Duty, Institution, Post, RegistryChange
from requests_app import actions
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_institution, make_user

REGISTRY = "/direccion/registro/"
NOW = at("2026-07-16", 12)
ACT = {
    "instrument": "Ley 9.999/2026", "source": "Gaceta Oficial 7",
    "signed_on_day": "1", "signed_on_month": "7", "signed_on_year": "2026",
}  # fmt: skip
DATA = {
    "name": "Secretaría Nueva", "acronym": "SN", "category": "b", "branch": "executive",
    "is_executive": "yes", "department": "", "district": "", "office_email": "a@sn.example",
    "office_address": "", "office_phone": "", "office_hours": "",
}  # fmt: skip
RULES = {"effective_on_day": "15", "effective_on_month": "7", "effective_on_year": "2026"}
BEGINS = {"starts_on_day": "1", "starts_on_month": "7", "starts_on_year": "2026"}
WHOM = {"full_name": "Ana", "email": "ana@mopc.example", "duty": "officer", **BEGINS}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proposed(auditor: User, path: str, sent: dict[str, str]) -> RegistryChange:
    answer = client_of(auditor).post(f"{REGISTRY}{path}", {**ACT, **sent})
    assert answer.status_code == 302, re.findall(
        r"error-message[^>]*>(.*?)</p>", answer.content.decode(), re.DOTALL
    )
    return RegistryChange.objects.latest("pk")


def approve(director: User, change: RegistryChange, expected: int = 302) -> None:
    desk, address = client_of(director), f"{REGISTRY}cambios/{change.pk}/"
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', desk.get(address).content.decode())
    answer = desk.post(f"{address}aprobar/", {"seen": found[1] if found else ""})
    assert answer.status_code == expected


@pytest.mark.usefixtures("officer")
def test_the_list_says_who_is_missing_and_what_waits(
    mopc: Institution, mec: Institution, director: User
) -> None:
    file_one(mopc, when=at("2026-07-06"))
    desk = client_of(director)
    lines = {line.institution.code: line for line in desk.get(REGISTRY).context["lines"]}
    assert lines["MOPC"].on_system
    assert lines["MOPC"].missing == {Duty.HEAD, Duty.HIGHEST_AUTHORITY}
    assert (lines["MOPC"].open_requests, lines["MEC"].on_system) == (1, False)
    page = desk.get(REGISTRY).content.decode()
    assert "/direccion/pedidos/?lista=abiertos&amp;institucion=MOPC" in page
    assert "nunca hubo nadie" in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"MOPC", "MEC", "MJ"}),
        ("q=obras", {"MOPC"}),
        ("vacante=officer", {"MEC", "MJ"}),
        ("vacante=alguno", {"MOPC", "MEC", "MJ"}),
        ("estado=disueltas", {"OLD"}),
        ("estado=todas&rama=autonomous", {"OLD"}),
        ("inciso=b&departamento=Itap%C3%BAa", {"MEC"}),
        ("pagina=" + "9" * 500, {"MOPC", "MEC", "MJ"}),
    ],
)
@pytest.mark.usefixtures("officer")
def test_filters_choose_and_the_file_holds_what_is_seen(
    mopc: Institution, mec: Institution, director: User, query: str, codes: set[str]
) -> None:
    Institution.objects.filter(pk=mec.pk).update(department="Itapúa")
    make_institution("OLD", "=Vieja", branch="autonomous", is_active=False, successor=mec)
    desk = client_of(director)
    page = desk.get(f"{REGISTRY}?{query}")
    assert {line.institution.code for line in page.context["lines"]} == codes
    file = desk.get(f"{REGISTRY}registro.csv?{query}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert {row["Código"] for row in rows} == codes
    assert all(not row["Institución"].startswith("=") for row in rows)


def test_an_unknown_filter_is_told_and_finds_nothing(director: User) -> None:
    assert client_of(director).get(f"{REGISTRY}?rama=luna").status_code == 422


def test_a_new_source_and_its_first_officer(director: User, auditor: User) -> None:
    change = proposed(auditor, "nueva/", {**DATA, "code": "SN"})
    approve(director, change)
    appointment = proposed(auditor, "SN/designar/", {**WHOM, "email": "ana@sn.example"})
    approve(director, appointment)
    page = client_of(auditor).get(f"{REGISTRY}SN/").content.decode()
    assert "Secretaría Nueva" in page
    assert "tiene quien responda" in page
    assert "Ley 9.999/2026" in page
    post = Post.objects.get(holder__email="ana@sn.example")
    ends = {"ends_on_day": "31", "ends_on_month": "7", "ends_on_year": "2026"}
    approve(director, proposed(auditor, f"SN/cargos/{post.pk}/terminar/", ends))
    post.refresh_from_db()
    assert post.ends_on == date(2026, 7, 31)


def test_a_correction_shows_before_and_after(
    mopc: Institution, director: User, auditor: User
) -> None:
    change = proposed(auditor, "MOPC/corregir/", {**DATA, "name": "Ministerio de Obras"})
    page = client_of(auditor).get(f"{REGISTRY}cambios/{change.pk}/").content.decode()
    assert "Ministerio de Obras Públicas y Comunicaciones" in page
    assert "debe decidir otra persona" in page
    approve(director, change)
    told = client_of(auditor).get(f"{REGISTRY}MOPC/").content.decode()
    assert "Antes se llamó" in told


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("nueva/", {**DATA, "code": "mopc"}, "solo mayúsculas"),
        ("nueva/", {**DATA, "code": "MOPC", "name": ""}, "Escriba el nombre"),
        ("MOPC/corregir/", {**DATA, "name": "x" * 500}, "200"),
        ("MOPC/corregir/", {**DATA, "name": "<script>\0"}, "nulos"),
        ("MOPC/corregir/", {**DATA, "instrument": ""}, "qué acto lo dispone"),
        ("MOPC/designar/", {**WHOM, "duty": "director"}, "Escoja una opción válida"),
        ("MOPC/designar/", {**WHOM, "starts_on_year": "0000"}, "Esa fecha no existe"),
        ("MOPC/disolver/", {"successor": "Nadie", **RULES}, "No encontramos"),
        ("MOPC/disolver/", {"successor": "MOPC", **RULES}, "Elija otra institución"),
        ("MOPC/disolver/", {"successor": "MJ", **RULES, "effective_on_year": "9999"}, "fuera"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    mopc: Institution, auditor: User, path: str, sent: dict[str, str], told: str
) -> None:
    answer = client_of(auditor).post(f"{REGISTRY}{path}", {**ACT, **sent})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert "Gaceta Oficial 7" in page
    assert not RegistryChange.objects.exists()


def test_a_merger_from_the_act_to_the_requests_moved(
    mopc: Institution, mec: Institution, officer: User, auditor: User, director: User
) -> None:
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    change = proposed(auditor, "MOPC/disolver/", {"successor": "mec", **RULES})
    address = f"{REGISTRY}cambios/{change.pk}/"
    desk = client_of(director)
    page = desk.get(address).content.decode()
    assert number in page
    assert "lunes 27 de julio de 2026" in page
    assert "La sucesora no tiene encargado/a" in page
    assert str(officer) in page
    late = file_one(mopc, when=NOW).info_request.number
    stale = desk.post(f"{address}aprobar/", {"seen": re.findall(r"[0-9a-f]{64}", page)[0]})
    assert stale.status_code == 409
    assert late in stale.content.decode()
    approve(director, change)
    actions.move_to_successors(at=NOW)
    done = desk.get(address).content.decode()
    assert "El resultado es igual a lo previsto" in done
    rows = desk.get(f"{address}pedidos.csv").content.decode()
    assert number in rows
    assert late in rows
    held = InformationRequest.objects.values_list("institution__code", flat=True)
    assert set(held) == {"MEC"}
    assert "Ocupó el lugar de" in desk.get(f"{REGISTRY}MEC/").content.decode()
    assert "Ya no existe" in desk.get(f"{REGISTRY}MOPC/").content.decode()


def test_only_another_director_decides(
    mopc: Institution, ministry: Institution, auditor: User, director: User
) -> None:
    change = proposed(director, "MOPC/corregir/", {**DATA, "name": "Otro"})
    for user in (director, auditor):
        approve(user, change, expected=409)
        reject = f"{REGISTRY}cambios/{change.pk}/rechazar/"
        assert client_of(user).post(reject, {"note": "No."}).status_code == 409
    other = client_of(appoint(make_user("otro@mj.example"), ministry, Duty.DIRECTOR))
    assert other.post(reject, {"note": ""}).status_code == 422
    assert other.post(reject, {"note": "No."}).status_code == 302
    change.refresh_from_db()
    assert change.state == ChangeState.REJECTED


def test_the_list_costs_the_same_however_long(
    director: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    desk = client_of(director)
    for start in (0, 60):
        for place in range(start, start + 60):
            body = make_institution(f"MUN-{place}")
            appoint(make_user(f"{place}@mun.example"), body, Duty.OFFICER)
        with django_assert_max_num_queries(14):
            assert desk.get(REGISTRY).status_code == 200


def addresses(change: int, post: int) -> dict[str, str]:
    """Return every address of the registry by its name in the resolver."""
    here = f"{REGISTRY}cambios/{change}/"
    return {
        "sources": REGISTRY,
        "download": f"{REGISTRY}registro.csv",
        "create": f"{REGISTRY}nueva/",
        "change": here,
        "passing": f"{here}pedidos.csv",
        "approve": f"{here}aprobar/",
        "reject": f"{here}rechazar/",
        "source": f"{REGISTRY}MOPC/",
        "correct": f"{REGISTRY}MOPC/corregir/",
        "appoint": f"{REGISTRY}MOPC/designar/",
        "end": f"{REGISTRY}MOPC/cargos/{post}/terminar/",
        "dissolve": f"{REGISTRY}MOPC/disolver/",
    }


def test_every_address_of_the_registry_is_tried() -> None:
    found: Any = next(
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "direccion/registro/"
    )
    assert {entry.name for entry in found.url_patterns} == set(addresses(1, 1))


@pytest.mark.parametrize("who", ["anonymous", "citizen", "officer", "authority", "former auditor"])
def test_only_the_directorate_of_today_enters(
    mopc: Institution, mec: Institution, ministry: Institution, auditor: User, who: str
) -> None:
    change = proposed(auditor, "MOPC/disolver/", {"successor": "MEC", **RULES})
    post = Post.objects.get(holder=appoint(make_user("p@aip.example"), mopc, Duty.OFFICER))
    user = make_user("persona@aip.example")
    posts: dict[str, tuple[Institution, Duty, date | None]] = {
        "officer": (mopc, Duty.OFFICER, None),
        "authority": (mec, Duty.HIGHEST_AUTHORITY, None),
        "former auditor": (ministry, Duty.AUDITOR, date(2026, 7, 15)),
    }
    client = Client() if who == "anonymous" else client_of(user)
    if who in posts:
        place, duty, ends_on = posts[who]
        appoint(user, place, duty, ends_on=ends_on)
    for address in addresses(change.pk, post.pk).values():
        for method in ("get", "post", "put", "delete"):
            status = getattr(client, method)(address).status_code
            assert status in ({302, 405} if who == "anonymous" else {404, 405})
    assert Institution.objects.get(code="MOPC").is_active
    assert RegistryChange.objects.count() == 1
