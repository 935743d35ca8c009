"""The public pages of figures: what they show, of whom, and what the files hold."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from look.figures.periods import month_of
from offices.models import CalendarVersion, Institution
from stats import rollup
from tests.factories import make_institution
from tests.stats.rows import Shape, save

PAGE = "/estadisticas/"


@pytest.fixture
def today() -> date:
    return localdate()


@pytest.fixture
def year(mopc: Institution, mec: Institution, today: date) -> None:
    version = CalendarVersion.objects.get()
    for index in range(30):
        ends = "silent" if index % 5 == 0 else "answered"
        shape = Shape(
            presented_on=today - timedelta(days=40 + 5 * index), ends=ends, after_days=index % 20
        )
        save(shape, mopc, mec, version)
    rollup.rebuild_all(at=now())


@pytest.mark.django_db
def test_before_the_first_count_the_page_says_so(client: Client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Todavía no hay cifras" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_the_page_tells_the_rate_in_words_with_charts_and_tables(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "De cada 100 pedidos cuyo plazo venció, 80 se respondieron a tiempo." in page
    assert page.count('<svg role="img"') == 5
    for key in ("resumen", "respuesta", "atraso", "resultados", "meses", "instituciones"):
        assert f"{PAGE}descargar/{key}.csv" in page
    assert "Reglas: ley-7544-2025" in page
    assert "versión 1-00000000" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_each_file_holds_what_the_page_shows(client: Client) -> None:
    query = "periodo=12m&institucion=MOPC"
    page = client.get(f"{PAGE}?{query}")
    for key, panel in page.context["report"].panels.items():
        file = client.get(f"{PAGE}descargar/{key}.csv?{query}")
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert f'attachment; filename="aip-{key}-' in file["Content-Disposition"]
        head, *rows = csv.reader(StringIO(file.content.decode("utf-8-sig"), newline=""))
        assert head[: len(panel.table.headers)] == list(panel.table.headers)
        shown = [["" if cell.value is None else str(cell.value) for cell in row]
                 for row in panel.table.rows]  # fmt: skip
        assert [row[: len(panel.table.headers)] for row in rows] == shown
        assert all("Ministerio de Obras Públicas y Comunicaciones" in row for row in rows)


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_the_filters_choose_period_and_institutions(client: Client, today: date) -> None:
    everybody = client.get(PAGE).context["report"]
    other = client.get(f"{PAGE}?institucion=MEC").context["report"]
    branch = client.get(f"{PAGE}?poder=executive").context["report"]
    assert other.figures.received == 0
    assert branch.figures.received == everybody.figures.received
    month = f"{month_of(today - timedelta(days=60)):%Y-%m}"
    ranged = client.get(f"{PAGE}?periodo=rango&desde={month}&hasta={month}").context["report"]
    assert len(ranged.figures.months) == 1
    year = client.get(f"{PAGE}?periodo={today.year}").context["report"]
    assert year.period.first == date(today.year, 1, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("periodo=rango", "Elija un mes."),
        ("periodo=1492", "Escoja una opción válida"),
        ("institucion=NADIE", "Escoja una opción válida"),
        ("poder=%3Cscript%3E", "Escoja una opción válida"),
        ("periodo=rango&desde=2026-13&hasta=x", "Escoja una opción válida"),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field(client: Client, query: str, said: str) -> None:
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "<script>" not in page.content.decode()
    assert client.get(f"{PAGE}descargar/meses.csv?{query}").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_a_range_runs_forwards(client: Client, today: date) -> None:
    last, first = month_of(today - timedelta(days=90)), month_of(today)
    page = client.get(f"{PAGE}?periodo=rango&desde={first:%Y-%m}&hasta={last:%Y-%m}")
    assert "El último mes no puede ser anterior al primero." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_a_scope_without_requests_shows_a_way_out(client: Client) -> None:
    page = client.get(f"{PAGE}?poder=municipality").content.decode()
    assert "En ese período no hay pedidos que contar" in page
    assert "Ver todo el Estado" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
def test_an_institution_has_its_own_page_and_is_escaped(client: Client) -> None:
    page = client.get(reverse("stats:institution", args=["MOPC"]))
    assert page.context["report"].figures.received == 30
    assert "descargar/meses.csv?institucion=MOPC" in page.content.decode()
    make_institution("EVIL", "<script>alert(1)</script>")
    empty = client.get(reverse("stats:institution", args=["EVIL"])).content.decode()
    assert "<script>alert" not in empty
    assert "Todavía no hay cifras de esta institución" in empty
    assert client.get(reverse("stats:institution", args=["NADIE"])).status_code == 404


@pytest.mark.django_db
def test_the_method_is_told_with_its_articles(client: Client) -> None:
    page = client.get(reverse("stats:method")).content.decode()
    assert "pendientes al empezar + recibidos = cerrados + pendientes al terminar" in page
    assert "Ley 5282/2014, art. 20" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("table", ["nada", "meses2"])
def test_an_unknown_file_is_not_found(client: Client, table: str) -> None:
    assert client.get(f"{PAGE}descargar/{table}.csv").status_code == 404
    assert client.post(PAGE).status_code == 405


@pytest.mark.django_db
def test_the_page_costs_the_same_at_ten_and_at_a_thousand(
    client: Client,
    mopc: Institution,
    mec: Institution,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    version = CalendarVersion.objects.get()
    for many in (10, 990):
        for index in range(many):
            shape = Shape(presented_on=today - timedelta(days=50 + index % 200), ends="silent")
            save(shape, mopc, mec, version)
        rollup.rebuild_all(at=now())
        with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
            assert client.get(PAGE).status_code == 200
