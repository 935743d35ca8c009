"""The Directorate's figures: each is as long as its list, and a recount by hand agrees."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from io import StringIO

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from look.figures.periods import Period
from offices.models import CalendarVersion, Duty, Institution
from oversight.catalogue import FIRST, HOLDER, LISTS, OWED_BY, Moment
from oversight.overview.columns import in_order
from oversight.overview.counting import PERIOD_KEYS, by_body, total
from oversight.overview.league import INSTITUTIONS, columns
from oversight.overview.trend import months
from oversight.paging import PAGE
from oversight.scope import NATIONAL, Scope
from oversight.sections import waiting
from requests_app.models import (
    CourtCase,
    Escalation,
    InformationRequest,
    Reconsideration,
    Term,
)
from requests_app.models.escalation import EscalationKind
from requests_app.states import CourtStage, ReconsiderationStage, Verdict
from tests.factories import appoint, at, make_institution, make_user
from tests.stats import naive
from tests.stats.rows import Shape, save

LIST = "/direccion/pedidos/"
TODAY = date(2026, 7, 27)
NOON = at("2026-07-27", 12)
YEAR = Moment(TODAY, Period.last_twelve(TODAY))
PAGES = (
    "/direccion/",
    "/direccion/instituciones/?comparar=ano-anterior",
    "/direccion/instituciones/?poder=municipality&periodo=trimestre-pasado&comparar=anterior",
    "/direccion/instituciones/?departamento=nacional&inciso=b&desde=2026-03&hasta=2026-05",
    "/direccion/departamentos/",
    "/direccion/instituciones/MOPC/?comparar=anterior",
)
FILES = (
    "/direccion/hoy.csv",
    "/direccion/tendencia.csv?institucion=MOPC",
    "/direccion/instituciones.csv?comparar=anterior",
    "/direccion/comparacion.csv?comparar=anterior",
    "/direccion/departamentos.csv",
    "/direccion/instituciones/MOPC/comparacion.csv",
    "/direccion/instituciones/MOPC/parecidas.csv",
    "/direccion/pedidos.csv?lista=recibidos",
)
ENDS = (
    "answered", "answered", "answered", "denied", "silent", "silent_then_answered", "open",
    "withdrawn", "reversed",
)  # fmt: skip


@pytest.fixture
def desk(client: Client, director: User) -> Client:
    client.force_login(director)
    return client


@pytest.fixture
def town(calendar: CalendarVersion) -> Institution:
    extra = {"category": "g", "branch": "municipality", "is_executive": False}
    return make_institution("LUQ", "=Municipalidad de Luque", department="Central", **extra)


@pytest.fixture
def years(mopc: Institution, mec: Institution, town: Institution) -> None:
    """Two years of requests of three bodies, with remedies and what people said."""
    version = CalendarVersion.objects.get()
    bodies = (mopc, mec, town)
    for index in range(40):
        shape = Shape(
            presented_on=TODAY - timedelta(days=17 * index),
            ends=ENDS[index % len(ENDS)],
            after_days=1 + index % 19,
            forwarded=index % 10 == 3,
        )
        row = save(shape, bodies[index % 3], bodies[(index + 1) % 3], version)
        if row.answered_on:
            row.verdict = list(Verdict)[index % 3]
            row.save(update_fields=["verdict"])
        if row.stage == "denied":
            appeal(row, upheld=index % 4 == 3)
    # Overtook the sweep: denied by silence without anybody having declared it.
    row = save(
        Shape(presented_on=date(2026, 6, 1), ends="answered", after_days=30), mopc, mec, version
    )
    CourtCase.objects.create(
        info_request=row, institution=mopc, stage=CourtStage.ORDERED, court="1",
        filed_on=date(2026, 7, 10), ruled_on=date(2026, 7, 20),
    )  # fmt: skip


def appeal(row: InformationRequest, *, upheld: bool) -> None:
    """Two appeals of one request, which is still one request."""
    assert row.answered_on is not None
    for stage in (ReconsiderationStage.REJECTED, ReconsiderationStage.UPHELD)[: 1 + upheld]:
        Reconsideration.objects.create(
            info_request=row, institution=row.institution, stage=stage, ground="express",
            text="x", filed_on=row.answered_on, is_late=False,
            closed_on=min(row.answered_on + timedelta(days=5), TODAY), decision="x",
        )  # fmt: skip


def figures_on(page: str) -> dict[str, int]:
    """Return the figure each link to a list shows, by address."""
    found = re.findall(rf'<a [^>]*href="({LIST}\?[^"]+)"[^>]*>([\d.]+)', page)
    return {unescape(url): int(figure.replace(".", "")) for url, figure in found}


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
@time_machine.travel(NOON, tick=False)
def test_every_figure_of_every_page_is_as_long_as_its_list(desk: Client) -> None:
    links: dict[str, int] = {}
    for address in PAGES:
        page = desk.get(address)
        assert page.status_code == 200, address
        found = figures_on(page.content.decode())
        assert len(found) > 5, address
        links |= found
    assert len(links) > 100
    assert {re.search(r"lista=([\w-]+)", url)[1] for url in links} >= set(PERIOD_KEYS)  # type: ignore[index]
    for url, figure in links.items():
        page = desk.get(url)
        rows = set(re.findall(r'href="/direccion/pedidos/(AIP[^"?/]+)/"', page.content.decode()))
        assert page.context["count"] == figure, url
        assert len(rows) == min(figure, PAGE), url


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
@time_machine.travel(NOON, tick=False)
def test_a_recount_request_by_request_gives_the_same_league(mopc: Institution) -> None:
    figures = by_body(InformationRequest.objects.all(), PERIOD_KEYS, YEAR)
    names = {"received": "recibidos", "due": "vencidos", "in_term": "a-tiempo"}
    names["tacit_denials"] = "silencio"
    expected: Counter[tuple[int, str]] = Counter()
    for (body, month, name), count in naive.cells(on=TODAY).items():
        if name in names and month >= YEAR.since:
            expected[body, names[name]] += count
    keys = {row.code: row.pk for row in Institution.objects.all()}
    counted = {
        (keys[body.code], key): counts[key]
        for body, counts in figures.items()
        for key in names.values()
        if counts[key]
    }
    assert counted == {key: count for key, count in expected.items() if count}
    days = sorted(
        row.response_days
        for row in InformationRequest.objects.filter(institution=mopc, answered_on__gte=YEAR.since)
        if row.response_days is not None
    )
    mine = next(counts for body, counts in figures.items() if body.code == "MOPC")
    assert mine.response.n == len(days)
    assert mine.response.median == days[-(-len(days) // 2) - 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
def test_the_months_add_up_to_the_period_for_everybody_and_for_one() -> None:
    visible = InformationRequest.objects.all()
    for scope in (Scope(), Scope(institution="MEC"), Scope(department=NATIONAL)):
        whole = total(by_body(visible, PERIOD_KEYS, YEAR, scope).values())
        found = months(visible, YEAR, scope)
        assert len(found) == 12
        assert sum(month.received for month in found) == whole["recibidos"]
        assert sum(month.in_term.whole for month in found) == whole["vencidos"]
        assert sum(month.in_term.part for month in found) == whole["a-tiempo"]
        assert sum(month.silent for month in found) == whole["silencio"]


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_a_list_by_days_shows_the_median_and_pages_both_ways(
    desk: Client, mopc: Institution
) -> None:
    version = CalendarVersion.objects.get()
    for index in range(2 * PAGE + 1):
        shape = Shape(presented_on=date(2026, 3, 2), ends="answered", after_days=index % 20)
        save(shape, mopc, mopc, version)
    url = f"{LIST}?lista=dias&institucion=MOPC"
    first = desk.get(url)
    second = desk.get(f"{LIST}{first.context['following']}")
    third = desk.get(f"{LIST}{second.context['following']}")
    pages = [[row.response_days for row in page.context["rows"]] for page in (first, second, third)]
    seen = [days for page in pages for days in page]
    assert seen == sorted(index % 20 for index in range(2 * PAGE + 1))
    back = desk.get(f"{LIST}{second.context['previous']}")
    assert back.context["rows"] == first.context["rows"]
    median = first.context["marks"][0]
    assert median.days == seen[PAGE]
    assert second.context["rows"][0].pk == median.pk
    assert "<strong>Mediana</strong>" in second.content.decode()
    assert desk.get(f"{LIST}{median.url}").context["rows"][0].pk == median.pk


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
@time_machine.travel(NOON, tick=False)
def test_a_file_holds_what_its_page_shows_and_no_formula(desk: Client) -> None:
    query = "orden=-recibidos&comparar=anterior"
    shown = desk.get(f"/direccion/instituciones/?{query}").context["sorted"].table
    file = desk.get(f"/direccion/instituciones.csv?{query}")
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0][: len(shown.headers)] == list(shown.headers)
    assert len(rows) - 1 == len(shown.rows) == 3
    for written, row in zip(rows[1:], shown.rows, strict=True):
        expected = ["" if cell.value is None else str(cell.value) for cell in row]
        assert written[1 : len(row)] == [value.replace("-", "-") for value in expected[1:]]
    assert "'=Municipalidad de Luque" in {row[0] for row in rows}
    count = desk.get(f"{LIST}?lista=recibidos").context["count"]
    listed = desk.get("/direccion/pedidos.csv?lista=recibidos").content.decode("utf-8-sig")
    assert len(list(csv.reader(StringIO(listed)))) - 1 == count
    for address in FILES:
        assert desk.get(address)["Content-Disposition"].startswith("attachment"), address


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
@time_machine.travel(NOON, tick=False)
def test_the_league_sorts_by_every_column_both_ways(desk: Client) -> None:
    page = desk.get("/direccion/instituciones/?comparar=anterior&orden=-tasa")
    chosen = page.context["sorted"]
    assert [heading.sorted for heading in chosen.columns].count("descending") == 1
    assert all("comparar=anterior" in heading.query for heading in chosen.columns)
    shown = columns(INSTITUTIONS, compared=True)
    for column in shown:
        up, down = (
            in_order(chosen.lines, shown, order) for order in (column.key, f"-{column.key}")
        )
        assert {line.name for line in up} == {line.name for line in down}
        for lines, downwards in ((up, False), (down, True)):
            values = [value for line in lines if (value := column.worth(line)) is not None]
            assert values == sorted(values, reverse=downwards)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "periodo=rango",
        "periodo=x",
        "desde=2026-13&hasta=0000-01",
        "poder=real",
        "departamento=Marte",
        "comparar=todo",
        "periodo=" + "9" * 500,
        "inciso=<script>",
    ],
)
def test_a_wrong_choice_is_told_beside_its_field(desk: Client, query: str) -> None:
    page = desk.get(f"/direccion/instituciones/?{query}")
    assert page.status_code == 422
    assert page.context["form"].errors
    assert desk.get(f"/direccion/instituciones.csv?{query}").status_code == 404


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_pages_without_any_request_say_so(desk: Client, mopc: Institution) -> None:
    assert "no hay pedidos que contar" in desk.get("/direccion/instituciones/").content.decode()
    assert "no hay pedidos que contar" in desk.get("/direccion/departamentos/").content.decode()
    assert desk.get("/direccion/instituciones/MOPC/").status_code == 200
    assert desk.get("/direccion/instituciones/NADIE/").status_code == 404
    assert desk.get("/direccion/instituciones/MOPC/otra.csv").status_code == 404
    assert desk.get("/direccion/tendencia.csv?institucion=%20").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("years")
@time_machine.travel(NOON, tick=False)
def test_an_institution_stands_beside_bodies_like_it_with_what_was_said_to_it(
    desk: Client, mopc: Institution, director: User
) -> None:
    term = Term.objects.filter(info_request__institution=mopc).first()
    assert term is not None
    Escalation.objects.create(
        info_request=term.info_request, term=term, institution=mopc, kind=EscalationKind.WARNING,
        text="Responda.", decided_by=director, decided_on=TODAY,
    )  # fmt: skip
    page = desk.get("/direccion/instituciones/MOPC/")
    text = unescape(page.content.decode())
    assert "Máxima autoridad" in text
    assert f"/direccion/atrasos/{term.info_request.number}/" in text
    rows = {row[0].text: row for row in page.context["alike"].rows}
    assert rows["Todo el Estado"][1].value == 3
    assert rows["Del mismo poder – Poder Ejecutivo"][1].value == 2
    appoint(make_user("ministra@mopc.example"), mopc, Duty.HIGHEST_AUTHORITY)
    appoint(make_user("oficial@mopc.example"), mopc, Duty.OFFICER)
    assert Duty.OFFICER in {one.duty for one in page.context["around"].vacant}
    left = {one.duty for one in desk.get("/direccion/instituciones/MOPC/").context["around"].vacant}
    assert not left & {Duty.OFFICER, Duty.HIGHEST_AUTHORITY}


@pytest.mark.django_db
def test_what_waits_for_a_decision_comes_first(desk: Client) -> None:
    assert waiting(on=date(2026, 7, 27)) == []
    assert "Nada espera hoy una decisión" in desk.get("/direccion/").content.decode()


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("citizen", 404), ("officer", 404), ("authority", 404), ("auditor", 200)],
)
def test_only_the_directorate_reads_the_figures(
    client: Client, mopc: Institution, ministry: Institution, who: str, status: int
) -> None:
    user = make_user("persona@aip.example")
    posts = {
        "officer": (mopc, Duty.OFFICER),
        "authority": (mopc, Duty.HIGHEST_AUTHORITY),
        "auditor": (ministry, Duty.AUDITOR),
    }
    if who in posts:
        appoint(user, *posts[who])
    if who != "anonymous":
        client.force_login(user)
    for address in (*PAGES, *FILES):
        assert client.get(address).status_code == status, address
        if status == 200:
            for method in ("post", "put", "patch", "delete"):
                assert getattr(client, method)(address).status_code == 405, address


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_figures_cost_as_many_queries_at_a_thousand_as_at_ten(
    desk: Client,
    mopc: Institution,
    mec: Institution,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    version = CalendarVersion.objects.get()
    for many in (10, 590):
        for index in range(many):
            shape = Shape(presented_on=TODAY - timedelta(days=index), ends=ENDS[index % len(ENDS)])
            save(shape, mopc, mec, version)
        for address, most in zip(PAGES, (24, 18, 18, 18, 14, 42), strict=True):
            with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
                assert desk.get(address).status_code == 200, address


def test_every_list_belongs_to_a_body_that_requests_have() -> None:
    assert {found.body for found in LISTS.values()} == {HOLDER, FIRST, OWED_BY}
