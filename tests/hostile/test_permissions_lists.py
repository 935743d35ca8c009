"""Who reaches which page of the list of work: every address, every method, every stranger.

The addresses come from the resolver: one that is not in the matrix fails the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework import actions, urls_lists
from casework.agenda.feeds import give_address, token_of
from casework.bulk.starting import start
from casework.models import (
    Assignment,
    BulkItem,
    BulkKind,
    BulkRun,
    CalendarFeed,
    DeskChoice,
    Label,
    RequestLabel,
    SavedView,
)
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import appoint, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete", "options")
NAMES = {str(pattern.name): list(pattern.pattern.converters) for pattern in urls_lists.patterns}
# Each person's own desk: who has none is sent to their place.
OWN = (
    "worklist",
    "bulk",
    "views",
    "view_new",
    "labels",
    "label_new",
    "month",
    "calendar_address",
    "due_download",
    "load",
    "keys",
    "digest",
)
# About something of the institution or of the person: to anybody else it does not exist.
THEIRS = ("bulk_run", "bulk_continue", "view_edit", "label_edit", "request_labels")
# Opened by the secret in the address, without a session.
BY_SECRET = ("calendar_feed",)
ONLY_SENT = ("bulk_continue",)


@dataclass(frozen=True)
class Scene:
    """A request of the MOPC with a label, a view, a run and a calendar address of its officer."""

    info_request: InformationRequest
    label: Label
    view: SavedView
    run: BulkRun
    feed: CalendarFeed

    def address(self, name: str) -> str:
        keys = {"view_edit": self.view.pk, "label_edit": self.label.pk}
        known = {
            "number": self.info_request.number,
            "pk": keys.get(name),
            "key": self.feed.key if name in BY_SECRET else self.run.key,
            "token": token_of(self.feed),
        }
        return reverse(f"casework:{name}", kwargs={part: known[part] for part in NAMES[name]})


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


@pytest.fixture
def scene(mopc: Institution, officer: User, monday: datetime) -> Scene:
    info_request = file_one(mopc, when=monday).info_request
    view = SavedView.objects.create(institution=mopc, owner=officer, name="Todo", query="plazo=hoy")
    return Scene(
        info_request,
        Label.objects.create(institution=mopc, name="Obras"),
        view,
        start(BulkKind.TAKE, [info_request.pk], by=officer, at=monday, token="t"),
        give_address(officer, only_own=False, at=monday),
    )


def test_every_address_of_the_lists_is_in_the_matrix() -> None:
    assert sorted(NAMES) == sorted([*OWN, *THEIRS, *BY_SECRET])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [*OWN, *THEIRS])
def test_who_is_not_signed_in_is_sent_to_sign_in(scene: Scene, name: str, method: str) -> None:
    answer = getattr(Client(), method)(scene.address(name))
    assert answer.status_code in {302, 405}
    assert answer.status_code == 405 or answer.headers["Location"].startswith("/cuenta/login/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize("who", ["other_officer", "colleague_of_another", "auditor"])
def test_strangers_find_nothing(
    scene: Scene, mec: Institution, other_officer: User, who: str, name: str, method: str
) -> None:
    people = {
        "other_officer": other_officer,
        "colleague_of_another": appoint(make_user("jefa@mec.example"), mec, Duty.HEAD),
        "auditor": appoint(make_user("auditora@mj.example"), make_institution("MJ"), Duty.AUDITOR),
    }
    before = _all()
    answer = getattr(_signed_in(people[who]), method)(scene.address(name), {"name": "Otra"})
    # An auditor has no desk: what they read is in the Directorate's.
    expected = {302, 404, 405} if who == "auditor" else {404, 405}
    assert answer.status_code in expected
    assert _all() == before


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [*OWN, *THEIRS])
def test_a_post_that_has_ended_opens_nothing(
    scene: Scene, officer: User, name: str, method: str
) -> None:
    client = _signed_in(officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    before = _all()
    answer = getattr(client, method)(scene.address(name))
    assert answer.status_code in {302, 404, 405}
    assert answer.headers.get("Location", "/escritorio/") == "/escritorio/"
    assert _all() == before


@pytest.mark.parametrize("name", [*OWN, *THEIRS])
def test_who_works_there_opens_all(scene: Scene, officer: User, name: str) -> None:
    status = 405 if name in ONLY_SENT else 200
    assert _signed_in(officer).get(scene.address(name)).status_code == status


def test_a_colleague_sees_neither_anothers_runs_nor_their_own_views(
    scene: Scene, mopc: Institution
) -> None:
    colleague = _signed_in(appoint(make_user("colega@mopc.example"), mopc, Duty.OFFICER))
    assert colleague.get(scene.address("bulk_run")).status_code == 404
    assert colleague.get(scene.address("view_edit")).status_code == 404
    SavedView.objects.update(is_shared=True)
    page = colleague.get(scene.address("view_edit"))
    assert page.status_code == 200
    assert "Borrar" not in page.content.decode()
    colleague.post(scene.address("view_edit"), {"step": "drop", "name": "Mía"})
    assert SavedView.objects.get().name == "Todo"


def test_a_calendar_address_opens_only_with_its_secret_while_the_person_works_there(
    scene: Scene, officer: User, monday: datetime
) -> None:
    address = scene.address("calendar_feed")
    anybody = Client()
    assert anybody.get(address).status_code == 200
    wrong = address.replace(token_of(scene.feed), "0" * 48)
    assert anybody.get(wrong).status_code == 404
    assert anybody.post(address).status_code == 405
    post = Post.objects.filter(holder=officer)
    post.update(ends_on=date(2026, 7, 5))
    assert anybody.get(address).status_code == 404
    post.update(ends_on=None)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert anybody.get(address).status_code == 404
    User.objects.filter(pk=officer.pk).update(is_active=True)
    give_address(officer, only_own=False, at=monday)
    assert anybody.get(address).status_code == 404


def test_nothing_of_another_institution_can_be_named(
    scene: Scene, officer: User, mec: Institution, other_officer: User, monday: datetime
) -> None:
    foreign = file_one(mec, when=monday).info_request
    label = Label.objects.create(institution=mec, name="Escuelas")
    desk = _signed_in(officer)
    sent = {"accion": "asignar", "step": "confirm", "pedidos": scene.info_request.number}
    assert desk.post("/bandeja/varios/", {**sent, "person": other_officer.pk}).status_code == 422
    chosen = {"accion": "tema", "step": "confirm", "pedidos": scene.info_request.number}
    assert desk.post("/bandeja/varios/", {**chosen, "label": label.pk}).status_code == 422
    answer = desk.post(
        "/bandeja/varios/", {**sent, "pedidos": foreign.number, "person": officer.pk}
    )
    assert answer.headers["Location"].startswith("/bandeja/?")
    address = reverse("casework:request_labels", args=[scene.info_request.number])
    assert desk.post(address, {"labels": [label.pk]}).status_code == 422
    assert not Assignment.objects.exists()
    assert not RequestLabel.objects.exists()


def test_a_request_forwarded_meanwhile_is_refused_and_said_so(
    scene: Scene, officer: User, mec: Institution, monday: datetime
) -> None:
    assert actions.may_keep(scene.view, officer, at=monday)
    InformationRequest.objects.filter(pk=scene.info_request.pk).update(institution=mec)
    desk = _signed_in(officer)
    answer = desk.post(scene.address("bulk_continue"), follow=True)
    assert "no está a su cargo" in answer.content.decode()
    assert BulkItem.objects.get().state == "refused"


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _all() -> list[Any]:
    tables = (TimelineEvent, Assignment, RequestLabel, Label, SavedView, BulkItem, DeskChoice)
    return [list(table.objects.order_by("pk").values()) for table in tables]
