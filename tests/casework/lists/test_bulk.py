"""One act on many requests: each told, none twice, gone on with after a stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from casework.bulk import running
from casework.bulk.doing import do
from casework.bulk.running import go_on
from casework.bulk.starting import MOST_AT_ONCE, start
from casework.models import Assignment, BulkItem, BulkKind, BulkRun, ItemState, Label, Unit
from casework.tasks import go_on_in_bulk
from offices.models import Institution
from requests_app import actions as acts
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.states import EventKind, Stage
from tests.casework.lists.conftest import fill
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db(transaction=True)

ALL = {"todos": "1", "filtro": "estado=sin-tomar"}
TOKEN = "x" * 43


def send(desk: Client, **sent: Any) -> Any:
    return desk.post("/bandeja/varios/", {"step": "confirm", "token": TOKEN, **sent}, follow=True)


def states() -> list[str]:
    return list(BulkItem.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def filed(mopc: Institution, monday: datetime) -> list[InformationRequest]:
    """Three requests just received."""
    return [file_one(mopc, when=monday).info_request for _turn in range(3)]


def test_of_many_the_three_in_the_wrong_stage_are_explained(
    officer: User, mopc: Institution, monday: datetime, clock: Any
) -> None:
    rows = fill(mopc, 40, days=("2026-07-27",))
    wrong = [row.pk for row in rows[:3]]
    InformationRequest.objects.filter(pk__in=wrong).update(stage="withdrawn")
    run = start(BulkKind.TAKE, [row.pk for row in rows], by=officer, at=monday, token="t")
    assert go_on(run, clock=lambda: monday, until=monday + timedelta(hours=1)) == 40
    assert states().count(ItemState.DONE) == 37
    refused = BulkItem.objects.filter(state=ItemState.REFUSED)
    assert {item.info_request_id for item in refused} == set(wrong)
    assert all("nadie tomó todavía" in item.reason for item in refused)
    assert BulkRun.objects.get().finished_at == monday
    page = signed(officer).get(f"/bandeja/varios/{run.key}/").content.decode()
    assert "Se hizo con 37 pedidos de 40" in page
    assert "Con 3 no se pudo" in page


def test_the_page_asks_confirms_does_and_tells(
    desk: Client, filed: list[InformationRequest], colleague: User, works: Unit
) -> None:
    numbers = [row.number for row in filed]
    asked = desk.post("/bandeja/varios/", {"accion": "asignar", "pedido": numbers})
    assert asked.context["numbers"].split() == numbers
    unsaid = send(desk, accion="asignar", pedidos=" ".join(numbers))
    assert unsaid.status_code == 422
    assert "Elija una persona o una unidad" in unsaid.content.decode()
    sent = {"accion": "asignar", "pedidos": " ".join(numbers)}
    done = send(desk, **sent, person=colleague.pk, unit=works.pk)
    assert "Se hizo con 3 pedidos de 3" in done.content.decode()
    assert Assignment.objects.filter(person=colleague, unit=works).count() == 3
    again = send(desk, **sent, person="nadie")
    assert again.redirect_chain == done.redirect_chain
    assert BulkRun.objects.count() == 1
    send(desk, **sent, person="nadie", token="y" * 43)
    kept = Assignment.objects.filter(ended_at=None).values_list("person", "unit")
    assert {tuple(map(str, row)) for row in kept} == {("None", str(works.pk))}
    assert "Asignar varios pedidos" in desk.get("/bandeja/varios/").content.decode()


def test_all_that_match_the_filter_are_chosen(
    desk: Client, filed: list[InformationRequest], by_officer: Actor, monday: datetime
) -> None:
    acts.take_in_charge(filed[0].number, by=by_officer, at=monday)
    assert len(desk.post("/bandeja/varios/", {"accion": "tomar", **ALL}).context["chosen"]) == 2
    assert "Se hizo con 2 pedidos de 2" in send(desk, accion="tomar", **ALL).content.decode()
    assert not InformationRequest.objects.filter(stage=Stage.RECEIVED).exists()


def test_many_are_forwarded_with_one_reason(
    desk: Client, filed: list[InformationRequest], mec: Institution
) -> None:
    sent = {"accion": "derivar", "pedidos": " ".join(row.number for row in filed[:2])}
    found = desk.post("/bandeja/varios/", {**sent, "step": "search", "search": "educacion"})
    assert "Ministerio de Educación" in found.content.decode()
    nothing = desk.post("/bandeja/varios/", {**sent, "step": "search", "search": "zzzz"})
    assert "No se encontró" in nothing.content.decode()
    unsaid = send(desk, **sent, institution="MEC", reason="")
    assert unsaid.status_code == 422
    send(desk, **sent, institution="MEC", reason="Son escuelas.")
    assert InformationRequest.objects.filter(institution=mec).count() == 2
    assert states() == [ItemState.DONE, ItemState.DONE]


def test_a_label_is_put_on_many(
    desk: Client, filed: list[InformationRequest], mopc: Institution
) -> None:
    label = Label.objects.create(institution=mopc, name="Obras")
    assert send(desk, accion="tema", **ALL, label="").status_code == 422
    send(desk, accion="tema", **ALL, label=label.pk)
    assert label.on_requests.count() == 3


@pytest.mark.parametrize("sent", [{"accion": "tomar"}, {"accion": "nada", **ALL}, {}])
def test_nothing_chosen_leads_back_to_the_list(
    desk: Client, filed: list[InformationRequest], sent: dict[str, str]
) -> None:
    answer = desk.post("/bandeja/varios/", sent, follow=True)
    assert "Elija al menos un pedido" in answer.content.decode()


def test_too_many_at_once_are_refused(
    desk: Client, filed: list[InformationRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.views.bulk.MOST_AT_ONCE", 2)
    answer = desk.post("/bandeja/varios/", {"accion": "tomar", **ALL}, follow=True)
    assert "hasta 2 pedidos por vez" in answer.content.decode()
    with pytest.raises(ValueError, match="not any number"):
        start(BulkKind.TAKE, range(MOST_AT_ONCE + 1), by=User(), at=at("2026-07-06"), token="t")


def test_what_was_begun_and_not_written_down_is_found_done(
    officer: User, filed: list[InformationRequest], monday: datetime, mec: Institution
) -> None:
    later = monday + running.LEASE
    row = filed[0]
    begun: tuple[tuple[BulkKind, dict[str, Any]], ...] = (
        (BulkKind.TAKE, {}),
        (BulkKind.FORWARD, {"institution": mec.pk, "reason": "Es del MEC."}),
    )
    for kind, details in begun:
        run = start(kind, [row.pk], by=officer, at=monday, token=kind.value, **details)
        killed_after_the_act(run, monday)
        assert go_on(run, clock=lambda: monday, until=later) == 0
        go_on(run, clock=lambda: later, until=later + running.LEASE)
        assert BulkItem.objects.get(run=run).state == ItemState.DONE
    kinds = [EventKind.TAKEN_IN_CHARGE, EventKind.FORWARDED]
    assert TimelineEvent.objects.filter(kind__in=kinds).count() == 2


def test_what_was_begun_and_never_done_is_done_by_the_next(
    officer: User, filed: list[InformationRequest], monday: datetime
) -> None:
    run = start(BulkKind.TAKE, [filed[0].pk], by=officer, at=monday, token="t")
    BulkItem.objects.update(tried_at=monday, leased_until=monday + running.LEASE)
    later = monday + running.LEASE
    go_on(run, clock=lambda: later, until=later + running.LEASE)
    assert states() == [ItemState.DONE]
    assert TimelineEvent.objects.filter(kind=EventKind.TAKEN_IN_CHARGE).count() == 1


def test_an_error_in_one_leaves_the_others_done(
    officer: User, filed: list[InformationRequest], monday: datetime, mec: Institution
) -> None:
    keys = [row.pk for row in filed]
    details: dict[str, Any] = {"institution": 0, "reason": "Una institución que ya no está."}
    run = start(BulkKind.FORWARD, keys, by=officer, at=monday, token="t", **details)
    go_on(run, clock=lambda: monday, until=monday + timedelta(minutes=1))
    assert states() == [ItemState.REFUSED] * 3
    assert "error del sistema" in BulkItem.objects.first().reason  # type: ignore[union-attr]


def test_what_the_page_leaves_the_worker_finishes(
    desk: Client,
    filed: list[InformationRequest],
    monkeypatch: pytest.MonkeyPatch,
    clock: Any,
) -> None:
    monkeypatch.setattr("casework.views.bulk.PATIENCE", timedelta(0))
    page = send(desk, accion="tomar", **ALL)
    assert "faltan 3 de 3" in page.content.decode()
    go_on_in_bulk()
    assert states() == [ItemState.DONE] * 3
    assert BulkRun.objects.get().finished_at is not None


def test_the_result_asks_as_few_questions_for_many_as_for_one(
    desk: Client,
    officer: User,
    mopc: Institution,
    monday: datetime,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    rows = fill(mopc, 30, days=("2026-07-27",))
    run = start(BulkKind.TAKE, [row.pk for row in rows], by=officer, at=monday, token="t")
    go_on(run, clock=lambda: monday, until=monday + timedelta(minutes=1))
    with django_assert_max_num_queries(15):
        desk.get(f"/bandeja/varios/{run.key}/")


def killed_after_the_act(run: BulkRun, when: datetime) -> None:
    """Do what a worker does until the act is in, and no more."""
    item = running._lease(run, when)  # noqa: SLF001  where the worker is killed is the point
    assert item is not None
    do(run, item.info_request.number, at=when)


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
