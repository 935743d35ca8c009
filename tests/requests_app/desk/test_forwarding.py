"""The officer sends a request on: who may have it, both dates, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution, Office
from offices.naming import named_in
from requests_app import actions
from requests_app.competent_bodies import suggestions
from requests_app.models import InformationRequest, Leg
from requests_app.states import Screening
from tests.factories import appoint, at, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db
WHY = "Los tiene el ministerio."


@pytest.fixture(autouse=True)
def _friday(monday: datetime) -> Iterator[None]:
    with time_machine.travel(at("2026-07-10"), tick=False):
        yield


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def _file(place: Institution, subject: str, **extra: str) -> InformationRequest:
    return file_one(place, when=at("2026-07-06"), subject=subject, **extra).info_request


def _send(number: str, by: User, to: Institution, day: str = "2026-07-07") -> Leg:
    return actions.forward(number, by=Actor.official(by), at=at(day), to=to, reason=WHY)


def _reasons(row: InformationRequest) -> dict[str, str]:
    return {one.institution.code: " ".join(one.reasons) for one in suggestions(row)}


def test_a_text_names_institutions_by_acronym_name_and_place(mec: Institution) -> None:
    make_institution("MSPBS", "Ministerio de Salud Pública y Bienestar Social", acronym="MSPBS")
    make_institution(
        "MUN-1", "Municipalidad de Luque", branch="municipality", district="Luque", category="g"
    )
    make_institution("OLD", "Secretaría de Cultura Antigua", is_active=False, successor=mec)
    found = {
        text: [named.institution.code for named in named_in(text)]
        for text in (
            "Sueldos del MSPBS en 2025",
            "docentes del ministerio de educacion y ciencias",
            "El ministerio no contesta",
            "obras en la ciudad de Luque",
            "la secretaría de cultura antigua",
            "mspbs y nada",
        )
    }
    assert list(found.values()) == [["MSPBS"], ["MEC"], [], ["MUN-1"], ["MEC"], []]
    assert named_in("la secretaría de cultura antigua")[0].through is not None


def test_who_had_similar_requests_is_suggested_with_the_reason(
    mopc: Institution, mec: Institution, officer: User, other_officer: User
) -> None:
    tax = make_institution("SET", "Dirección de Impuestos")
    for _time in range(2):
        _send(_file(mopc, "Nómina de docentes rurales").number, officer, mec)
    # One that was not kept there shows nothing.
    astray = _file(mopc, "Nómina de docentes rurales").number
    _send(astray, officer, tax)
    tax_officer = appoint(make_user("oficial@set.example"), tax, Duty.OFFICER)
    _send(astray, tax_officer, make_institution("IPS"))
    published = _file(mec, "Docentes rurales y su nómina").number
    actions.screen_text(
        published, by=Actor.official(other_officer), at=at("2026-07-07"), screening=Screening.SHOWN
    )
    reasons = _reasons(_file(mopc, "La nómina de los docentes rurales de 2025"))
    assert "Su institución ya derivó ahí 2 pedidos parecidos." in reasons["MEC"]
    assert "Le hicieron 1 pedido publicado parecido." in reasons["MEC"]
    assert "SET" not in reasons
    assert "Otras instituciones derivaron ahí 1 pedido" in reasons["IPS"]


def test_nobody_is_suggested_who_had_the_request_or_for_words_that_say_nothing(
    mopc: Institution, mec: Institution, officer: User, other_officer: User
) -> None:
    row = _file(mopc, "Datos del Ministerio de Educación y Ciencias")
    assert list(_reasons(row)) == ["MEC"]
    _send(row.number, officer, mec)
    assert _reasons(InformationRequest.objects.get(pk=row.pk)) == {}
    assert _reasons(_file(mopc, "de la", description="y")) == {}


def test_suggestions_cost_the_same_with_many_forwardings(
    mopc: Institution,
    mec: Institution,
    officer: User,
    django_assert_max_num_queries: object,
) -> None:
    for _time in range(4):
        _send(_file(mopc, "Nómina de docentes").number, officer, mec)
    row = _file(mopc, "Nómina de docentes")
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # a pytest-django fixture
        assert suggestions(row)


def test_the_page_offers_them_and_shows_both_dates(
    desk: Client, mopc: Institution, mec: Institution, other_officer: User
) -> None:
    row = _file(mopc, "Docentes del Ministerio de Educación y Ciencias")
    address = f"/bandeja/{row.number}/derivar/"
    page = desk.get(address).content.decode()
    assert "El pedido la nombra" in page
    assert "27 de julio de 2026" in page
    typed = {"institution": "MEC", "reason": WHY}
    preview = desk.post(address, {**typed, "step": "preview"}).content.decode()
    assert "31 de julio de 2026" in preview
    assert "todavía no usa este sistema" not in preview
    assert desk.post(address, {**typed, "step": "confirm"}).status_code == 302
    assert InformationRequest.objects.get(pk=row.pk).institution == mec


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("acceso@mec.example", "Se le avisa por correo a acceso@mec.example"),
        ("", "no tiene un corr"),
    ],
)
def test_a_body_that_is_not_on_the_system_may_have_it_with_a_warning(
    desk: Client, mopc: Institution, mec: Institution, mail: str, said: str
) -> None:
    Office.objects.filter(institution=mec).update(email=mail)
    row = _file(mopc, "Docentes")
    typed = {"institution": "MEC", "reason": WHY, "step": "preview"}
    assert said in desk.post(f"/bandeja/{row.number}/derivar/", typed).content.decode()


def test_where_it_was_before_leads_to_the_directorate(
    desk: Client, mopc: Institution, mec: Institution, officer: User, other_officer: User
) -> None:
    row = _file(mec, "Docentes")
    _send(row.number, other_officer, mopc)
    address = f"/bandeja/{row.number}/"
    found = desk.post(f"{address}derivar/", {"search": "educacion", "step": "search"})
    assert "ya tuvo este pedido" in found.content.decode()
    forced = {"institution": "MEC", "reason": WHY, "step": "confirm"}
    refused = desk.post(f"{address}derivar/", forced)
    assert refused.status_code == 409
    assert WHY in refused.content.decode()
    asked = desk.post(f"{address}competencia/", {"proposed": "MEC", "reason": "Es suyo."})
    assert asked.status_code == 302
    page = desk.get(address).content.decode()
    assert "Todavía no decidió" in page
    assert "derivar/" not in page
    assert desk.get(f"{address}competencia/").status_code == 302


def test_a_question_without_reason_keeps_what_was_chosen(
    desk: Client, mopc: Institution, mec: Institution, other_officer: User
) -> None:
    row = _file(mec, "Docentes")
    _send(row.number, other_officer, mopc)
    page = desk.post(f"/bandeja/{row.number}/competencia/", {"proposed": "MEC", "reason": ""})
    assert page.status_code == 422
    assert "checked" in page.content.decode()


def test_both_sides_see_what_nobody_acknowledged(
    client: Client,
    desk: Client,
    mopc: Institution,
    mec: Institution,
    officer: User,
    other_officer: User,
) -> None:
    row = _file(mopc, "Docentes")
    _send(row.number, officer, mec)
    assert "Sin confirmar" in desk.get("/bandeja/derivaciones/").content.decode()
    receiver = Client()
    receiver.force_login(other_officer)
    page = receiver.get("/bandeja/derivaciones/").content.decode()
    assert row.number in page
    assert "Pasaron 3 días hábiles" in page
    actions.take_in_charge(row.number, by=Actor.official(other_officer), at=at("2026-07-10"))
    assert row.number not in receiver.get("/bandeja/derivaciones/").content.decode()
    assert "oficial@mec.example" in desk.get(f"/bandeja/{row.number}/").content.decode()


def test_what_was_sent_is_paged_and_costs_the_same(
    desk: Client,
    mopc: Institution,
    mec: Institution,
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: object,
) -> None:
    monkeypatch.setattr("requests_app.views.forwarding.PAGE", 2)
    numbers = [_file(mopc, f"Pedido {place}").number for place in range(5)]
    for number in numbers:
        _send(number, officer, mec)
    desk.get("/bandeja/derivaciones/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a pytest-django fixture
        first = desk.get("/bandeja/derivaciones/").content.decode()
    assert numbers[4] in first
    assert numbers[2] not in first
    older = desk.get(f"/bandeja/derivaciones/?antes={Leg.objects.order_by('-pk')[1].pk}")
    assert numbers[2] in older.content.decode()
    newer = desk.get(f"/bandeja/derivaciones/?despues={Leg.objects.order_by('pk')[0].pk}")
    assert numbers[1] in newer.content.decode()
    assert desk.get("/bandeja/derivaciones/?antes=x&despues=²").status_code == 200
