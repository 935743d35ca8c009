"""The public pages of the registry and the calculator, as bytes."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from offices.models import Duty, Institution, Office, OfficeKind
from tests.factories import appoint, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry")]

JULY_6 = "presentado_day=6&presentado_month=7&presentado_year=2026"


def page(client: Client, path: str, *, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_shows_every_living_institution_once(client: Client) -> None:
    shown = page(client, "/instituciones/")

    assert shown.count('href="/instituciones/') == 362 + 1  # and the navigation's own link
    assert "Ministerio de Hacienda" not in shown


def test_the_list_can_be_of_one_branch(client: Client) -> None:
    shown = page(client, "/instituciones/?rama=binational")

    assert "Itaipú Binacional" in shown
    assert "Ministerio de Justicia" not in shown


def test_a_search_without_result_says_what_to_do(client: Client) -> None:
    shown = page(client, "/instituciones/?q=xyzzy")

    assert "No encontramos esa institución" in shown
    assert "Ver todas las instituciones" in shown


def test_a_typed_name_is_never_markup(client: Client) -> None:
    assert "<script>alert" not in page(client, "/instituciones/?q=<script>alert(1)</script>banco")


def test_a_wrong_branch_or_an_endless_query_is_told_beside_its_field(client: Client) -> None:
    assert "Elija una parte del Estado" in page(client, "/instituciones/?rama=x", status=422)
    shown = page(client, f"/instituciones/?q={'a' * 101}", status=422)
    assert "hasta 100 caracteres" in shown


def test_the_list_says_when_nothing_is_loaded(client: Client) -> None:
    Office.objects.all().delete()
    Institution.objects.filter(is_active=False).delete()
    Institution.objects.all().delete()

    assert "Todavía no hay instituciones cargadas" in page(client, "/instituciones/")


def test_an_institution_without_data_says_so_and_offers_the_directorate(client: Client) -> None:
    shown = page(client, "/instituciones/MOPC/")

    assert shown.count("Sin datos") == 4
    assert "Sin persona designada" in shown
    assert "Ministerio de Justicia." in shown
    assert "/solicitar/?institucion=MOPC" in shown
    assert "Ley 5282/2014, art. 2.1" in shown


def test_an_office_shows_its_data_and_the_directorate_its_own(client: Client) -> None:
    Office.objects.filter(institution__code="MOPC").update(
        address="Oliva y Alberdi", phone="021 414 9000", hours="7:00 a 13:00"
    )
    directorate = Institution.objects.get(code="MJ")
    Office.objects.create(
        institution=directorate, kind=OfficeKind.DIRECTORATE, email="daip@mj.example"
    )

    shown = page(client, "/instituciones/MOPC/")

    assert "Oliva y Alberdi" in shown
    assert "7:00 a 13:00" in shown
    assert "mailto:daip@mj.example" in shown


@time_machine.travel("2026-07-06T13:00:00Z", tick=False)
def test_the_officer_is_a_post_and_never_a_person(client: Client) -> None:
    person: User = make_user("ana.privada@correo.example", full_name="Ana Nombre Privado")
    appoint(person, Institution.objects.get(code="MOPC"), Duty.OFFICER)

    shown = page(client, "/instituciones/MOPC/")

    assert "Hay una persona designada" in shown
    assert "ana.privada" not in shown
    assert "Nombre Privado" not in shown


def test_a_dissolved_institution_leads_to_its_successor_which_says_so(client: Client) -> None:
    response = client.get("/instituciones/MH/", follow=True)

    assert response.redirect_chain == [("/instituciones/MEF/?antes=MH", 302)]
    assert "Ministerio de Hacienda ya no existe" in response.content.decode()


@pytest.mark.parametrize("code", ["MOPC", "SENAC", "NADIE", "<b>", ""])
def test_no_institution_claims_another_past(client: Client, code: str) -> None:
    assert "ya no existe" not in page(client, f"/instituciones/MEF/?antes={code}")


def test_a_code_in_small_letters_leads_to_the_one_address(client: Client) -> None:
    response = client.get("/instituciones/mopc/")

    assert response.status_code == 302
    assert response["Location"] == "/instituciones/MOPC/"


def test_an_unknown_code_is_not_found(client: Client) -> None:
    page(client, "/instituciones/NADIE/", status=404)


def test_the_pages_cost_few_queries(
    client: Client, closed_days: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (
        "/instituciones/",
        "/instituciones/?q=hacienda",
        "/instituciones/MEF/?antes=MH",
        f"/plazos/?{JULY_6}&institucion=MH",
    ):
        with django_assert_max_num_queries(6):
            page(client, path)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("presentado_day=&presentado_month=&presentado_year=", "Escriba la fecha"),
        ("presentado_day=31&presentado_month=2&presentado_year=2026", "Esa fecha no existe"),
        ("presentado_day=a&presentado_month=2&presentado_year=2026", "con números"),
        ("presentado_day=1&presentado_month=1&presentado_year=1999", "fuera del calendario"),
        ("presentado_day=3&presentado_month=12&presentado_year=2040", "más allá de 2040"),
        (f"{JULY_6}&institucion=NADIE", "Elija una institución de la lista"),
        (
            f"{JULY_6}&notificado_day=1&notificado_month=7&notificado_year=2026",
            "no puede ser anterior",
        ),
    ],
)
def test_a_wrong_question_is_told_and_stays_typed(
    client: Client, closed_days: None, query: str, complaint: str
) -> None:
    shown = page(client, f"/plazos/?{query}", status=422)

    assert complaint in shown
    if "day=6" in query:
        assert 'value="6"' in shown


def test_the_calculator_says_when_no_closed_days_are_loaded(client: Client) -> None:
    assert "No hay días no laborables cargados" in page(client, f"/plazos/?{JULY_6}", status=422)


def test_a_link_may_choose_the_institution_beforehand(client: Client) -> None:
    assert '<option value="MOPC" selected' in page(client, "/plazos/?institucion=MOPC")
    assert "Calcular" in page(client, "/plazos/?institucion=NADIE")


@pytest.mark.parametrize("table", ["institution", "office", "post", "calendarversion", "closedday"])
def test_the_administration_looks_and_does_not_touch(
    client: Client, closed_days: None, table: str
) -> None:
    operator = User.objects.create_superuser("operador@aip.example", "una clave larga")
    client.force_login(operator)

    page(client, f"/admin/offices/{table}/")
    page(client, f"/admin/offices/{table}/add/", status=403)
