"""Who reaches which page of the desk: every address, every method, every stranger.

The addresses come from the resolver: one that is not in the matrix fails the build.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Reply
from requests_app.models import Document, InformationRequest, TimelineEvent
from requests_app.states import Outcome
from requests_app.urls import desk
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.requests_app.desk.conftest import pdf

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete", "options")
TYPED = {"text": "Texto que no debe perderse", "step": "confirm", "outcome": "granted"}
NAMES = [str(pattern.name) for pattern in desk.urlpatterns]

# What an auditor, who may look and not touch, gets from GET: the page, or 404.
READ_BY_AUDITOR = {"request": 200}
# The addresses that are nobody's request.
OWN_PLACES = ("forwardings",)
# An old address: it says where the page went and shows nothing itself.
MOVED = {"register": "/mesa/"}
ABOUT_A_REQUEST = [
    "request",
    "take_in_charge",
    "screen",
    "clarify",
    "forward",
    "ask_competence",
    "court_filing",
    "ruling",
    "tell_otherwise",
    "file",
]


@dataclass(frozen=True)
class Scene:
    """A request of the MOPC with a file, and the address of every page about it."""

    info_request: InformationRequest
    document: Document

    def address(self, name: str) -> str:
        known = {
            "number": self.info_request.number,
            "outcome": "granted",
            "key": self.document.key,
        }
        return reverse(f"desk:{name}", kwargs={key: known[key] for key in _wants(name)})


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


@pytest.fixture
def scene(mopc: Institution, officer: User, authority: User, monday: datetime) -> Scene:
    receipt = file_one(mopc, when=monday)
    reply = Reply(outcome=Outcome.PARTLY_GRANTED, text="En parte.", withheld=(_kept(),))
    given = actions.answer(
        receipt.info_request.number, by=Actor.official(officer), at=monday, reply=reply
    )
    upload = pdf()
    document = Document.objects.create(
        info_request=given.info_request,
        institution=mopc,
        answer=given,
        content=upload,
        name="nota.pdf",
        media_type="application/pdf",
        size=upload.size or 0,
        digest="0" * 64,
        visibility="parties",
        uploaded_at=monday,
    )
    return Scene(InformationRequest.objects.get(number=receipt.info_request.number), document)


@pytest.fixture
def auditor(mopc: Institution) -> User:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


def test_every_address_of_the_desk_is_in_the_matrix() -> None:
    assert sorted(NAMES) == sorted([*MOVED, *OWN_PLACES, *ABOUT_A_REQUEST])
    for name, place in MOVED.items():
        assert Client().get(reverse(f"desk:{name}")).headers["Location"] == place


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [*OWN_PLACES, *ABOUT_A_REQUEST])
def test_who_is_not_signed_in_is_sent_to_sign_in(scene: Scene, name: str, method: str) -> None:
    answer = _send(Client(), method, scene.address(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/cuenta/login/")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ABOUT_A_REQUEST)
def test_another_institutions_officer_gets_404(
    scene: Scene, other_officer: User, name: str, method: str
) -> None:
    assert _status(other_officer, method, scene.address(name)) == 404


@pytest.mark.parametrize("name", ABOUT_A_REQUEST)
def test_a_request_that_does_not_exist_looks_the_same(
    scene: Scene, other_officer: User, name: str
) -> None:
    client = _signed_in(other_officer)
    for method in ("get", "post"):
        theirs = _send(client, method, scene.address(name)).content
        nobodys = _send(
            client,
            method,
            scene.address(name).replace(scene.info_request.number, "AIP-2099-999999"),
        ).content
        assert _without_token(theirs, scene) == _without_token(nobodys, scene)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ABOUT_A_REQUEST)
def test_a_post_that_has_ended_opens_nothing(
    scene: Scene, officer: User, name: str, method: str
) -> None:
    client = _signed_in(officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    assert _send(client, method, scene.address(name)).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OWN_PLACES)
def test_without_a_post_there_is_no_desk(officer: User, name: str, method: str) -> None:
    client = _signed_in(officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    assert _send(client, method, reverse(f"desk:{name}")).status_code in {302, 404, 405}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [*OWN_PLACES, *ABOUT_A_REQUEST])
def test_a_deactivated_person_is_signed_out_at_the_next_click(
    scene: Scene, officer: User, name: str, method: str
) -> None:
    client = _signed_in(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    answer = _send(client, method, scene.address(name))
    assert answer.status_code in {302, 405}
    assert answer.status_code == 405 or "/cuenta/login/" in answer.headers["Location"]


@pytest.mark.parametrize("name", ABOUT_A_REQUEST)
def test_an_auditor_reads_the_request_and_touches_nothing(
    scene: Scene, auditor: User, name: str
) -> None:
    assert _status(auditor, "get", scene.address(name)) == READ_BY_AUDITOR.get(name, 404)
    events = TimelineEvent.objects.count()
    assert _status(auditor, "post", scene.address(name)) == 404
    assert TimelineEvent.objects.count() == events


def test_neither_auditor_nor_former_holder_sees_who_asked(
    scene: Scene, auditor: User, mec: Institution, officer: User, monday: datetime
) -> None:
    assert b"ana@correo.example" in _page(officer, scene.address("request"))
    assert b"ana@correo.example" not in _page(auditor, scene.address("request"))
    assert b"Ana Solicitante" not in _page(auditor, scene.address("request"))
    moved = file_one(make_institution("SET"), when=monday).info_request
    tax_officer = appoint(make_user("oficial@set.example"), moved.institution, Duty.OFFICER)
    actions.forward(
        moved.number, by=Actor.official(tax_officer), at=monday, to=mec, reason="Es del MEC."
    )
    former = _page(tax_officer, reverse("desk:request", args=[moved.number]))
    assert b"Contratos de obras viales" in former
    assert b"Ana Solicitante" not in former
    assert b"Responder" not in former


@pytest.mark.parametrize("name", [name for name in ABOUT_A_REQUEST if name != "request"])
def test_a_former_holder_can_do_nothing_any_more(
    mec: Institution, officer: User, mopc: Institution, monday: datetime, name: str
) -> None:
    moved = file_one(mopc, when=monday).info_request
    actions.forward(
        moved.number, by=Actor.official(officer), at=monday, to=mec, reason="Es del MEC."
    )
    known = {"number": moved.number, "outcome": "granted", "key": str(uuid.UUID(int=1))}
    address = reverse(f"desk:{name}", kwargs={key: known[key] for key in _wants(name)})
    for method in METHODS:
        assert _status(officer, method, address) == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("stage", "answered"), ("institution", "MEC"), ("due_on", "2030-01-01"), ("screening", "x")],
)
def test_a_field_nobody_asked_for_changes_nothing(
    officer: User, mopc: Institution, monday: datetime, field: str, value: str
) -> None:
    info_request = file_one(mopc, when=at("2026-07-06", 9)).info_request
    client = _signed_in(officer)
    address = reverse("desk:take_in_charge", args=[info_request.number])
    assert client.post(address, {field: value}).status_code == 302
    fresh = InformationRequest.objects.get(pk=info_request.pk)
    assert (fresh.stage, fresh.institution_id, fresh.screening) == (
        "in_progress",
        mopc.pk,
        "pending",
    )


def _kept() -> actions.Withheld:
    return actions.Withheld("Datos personales", "Ley 6534/2020, art. 4")


def _wants(name: str) -> list[str]:
    pattern = next(one for one in desk.urlpatterns if one.name == name)
    return list(pattern.pattern.converters)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, method: str, address: str) -> Any:
    data = TYPED if method == "post" else None
    return getattr(client, method)(address, data) if data else getattr(client, method)(address)


def _status(user: User, method: str, address: str) -> int:
    return int(_send(_signed_in(user), method, address).status_code)


def _page(user: User, address: str) -> bytes:
    answer = _signed_in(user).get(address)
    assert answer.status_code == 200
    return bytes(answer.content)


def _without_token(page: bytes, scene: Scene) -> list[bytes]:
    lines = page.replace(scene.info_request.number.encode(), b"N").replace(b"AIP-2099-999999", b"N")
    return [line for line in lines.splitlines() if b"csrfmiddlewaretoken" not in line]
