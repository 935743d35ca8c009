"""Who reaches the pages where answers are prepared: every address, every method, every stranger.

The addresses come from the resolver: one that is not in the matrix fails the build.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.urls.converters import UUIDConverter

from accounts.actors import Actor
from accounts.models import User
from answering import drafts, urls
from answering.models import LibraryText
from answering.states import Purpose
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.models import InformationRequest, TimelineEvent
from tests.factories import appoint, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete", "options")
TYPED = {"text": "Texto que no debe perderse", "step": "confirm", "outcome": "granted"}
NAMES = [str(pattern.name) for pattern in urls.urlpatterns]
ABOUT_A_REQUEST = [
    "answer",
    "answer_with",
    "deny",
    "decide",
    "reject",
    "uphold",
    "comply",
    "comply_with",
    "drafts",
    "version",
    "sign_denial",
    "sign_uphold",
    "sign_reject",
    "deliver",
    "files",
    "one_file",
    "file_content",
    "strike",
    "page_picture",
]
# The addresses of the library, which are nobody's request.
LIBRARY = ["library", "library_new", "library_text", "library_change"]
OF_ONE_TEXT = ["library_text", "library_change"]


@dataclass(frozen=True)
class Scene:
    """A request of the MOPC, and the address of every page about its answer."""

    info_request: InformationRequest
    version: int

    def address(self, name: str) -> str:
        return _address(name, self.info_request.number, key=self.version)


@pytest.fixture(autouse=True)
def _clock(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


@pytest.fixture
def scene(mopc: Institution, monday: datetime) -> Scene:
    info_request = file_one(mopc, when=monday).info_request
    colleague = appoint(make_user("colega@mopc.example"), mopc, Duty.HEAD)
    kept = drafts.save(
        info_request,
        Purpose.ANSWER,
        drafts.Typed("granted", {"text": "Texto reservado a la oficina."}),
        base=0,
        by=colleague,
        at=monday,
    )
    return Scene(info_request, kept.draft.versions.get().pk)


@pytest.fixture
def auditor(mopc: Institution) -> User:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


def test_every_address_is_in_the_matrix() -> None:
    assert sorted(NAMES) == sorted([*ABOUT_A_REQUEST, *LIBRARY])


def test_who_is_not_signed_in_is_sent_to_sign_in(scene: Scene) -> None:
    text = library_text(scene.info_request.institution)
    for name in (*ABOUT_A_REQUEST, *LIBRARY):
        address = _address(name, scene.info_request.number, key=text.pk)
        for method in METHODS:
            answer = _send(Client(), method, address)
            assert answer.status_code == 302, (name, method)
            assert answer.headers["Location"].startswith("/cuenta/login/")


def test_another_institutions_officer_gets_404(scene: Scene, other_officer: User) -> None:
    client = _signed_in(other_officer)
    _assert_not_there(client, map(scene.address, ABOUT_A_REQUEST), METHODS)


def test_a_request_that_does_not_exist_looks_the_same(scene: Scene, other_officer: User) -> None:
    client = _signed_in(other_officer)
    for name in ABOUT_A_REQUEST:
        for method in ("get", "post"):
            theirs = _send(client, method, scene.address(name))
            number = scene.info_request.number
            nobody = scene.address(name).replace(number, "AIP-2099-999999")
            nobodys = _send(client, method, nobody)
            assert theirs.status_code == nobodys.status_code, (name, method)
            assert _plain(theirs, scene) == _plain(nobodys, scene), (name, method)


def test_a_post_that_has_ended_opens_nothing(scene: Scene, officer: User) -> None:
    client = _signed_in(officer)
    text = library_text(scene.info_request.institution)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    _assert_not_there(client, map(scene.address, ABOUT_A_REQUEST))
    _assert_not_there(client, (_address(name, "", key=text.pk) for name in LIBRARY))


def test_a_deactivated_person_is_signed_out_at_the_next_click(scene: Scene, officer: User) -> None:
    clients = {name: _signed_in(officer) for name in ABOUT_A_REQUEST}
    User.objects.filter(pk=officer.pk).update(is_active=False)
    for name, client in clients.items():
        for method in ("get", "post"):
            answer = _send(client, method, scene.address(name))
            assert answer.headers["Location"].startswith("/cuenta/login/"), (name, method)


def test_an_auditor_touches_nothing(scene: Scene, auditor: User) -> None:
    events = TimelineEvent.objects.count()
    _assert_not_there(_signed_in(auditor), map(scene.address, ABOUT_A_REQUEST))
    assert TimelineEvent.objects.count() == events


def test_a_former_holder_can_do_nothing_any_more(
    mec: Institution, officer: User, mopc: Institution, monday: datetime
) -> None:
    moved = file_one(mopc, when=monday).info_request
    actions.forward(
        moved.number, by=Actor.official(officer), at=monday, to=mec, reason="Es del MEC."
    )
    addresses = (_address(name, moved.number) for name in ABOUT_A_REQUEST)
    _assert_not_there(_signed_in(officer), addresses)


def test_text_sent_after_a_post_ended_is_given_back_to_be_copied(
    scene: Scene, officer: User
) -> None:
    client = _signed_in(officer)
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    answer = client.post(scene.address("answer_with"), TYPED)
    assert answer.status_code == 404
    assert "Texto que no debe perderse" in answer.content.decode()


def test_another_offices_text_looks_like_one_that_does_not_exist(
    mopc: Institution, other_officer: User
) -> None:
    key = library_text(mopc).pk
    addresses = [_address(name, "", key=one) for name in OF_ONE_TEXT for one in (key, key + 1000)]
    _assert_not_there(_signed_in(other_officer), addresses)


def test_the_auditor_reads_the_shared_library_and_changes_nothing(
    auditor: User, mopc: Institution
) -> None:
    client = _signed_in(auditor)
    shared, own = library_text(None), library_text(mopc)
    assert client.get(_address("library", "")).status_code == 200
    assert client.get(_address("library_text", "", key=shared.pk)).status_code == 200
    assert client.get(_address("library_text", "", key=own.pk)).status_code == 404
    assert client.get(_address("library_new", "")).status_code == 404
    for name in OF_ONE_TEXT:
        assert client.post(_address(name, "", key=shared.pk), TYPED).status_code == 404
    shared.refresh_from_db()
    assert (shared.version, shared.archived_at) == (1, None)


def test_an_office_reads_what_is_shared_and_does_not_change_it(
    officer: User, mopc: Institution
) -> None:
    client = _signed_in(officer)
    shared = library_text(None)
    assert client.get(_address("library_text", "", key=shared.pk)).status_code == 200
    for name in OF_ONE_TEXT:
        assert client.post(_address(name, "", key=shared.pk), TYPED).status_code == 404


def _assert_not_there(
    client: Client, addresses: Iterable[str], methods: tuple[str, ...] = ("get", "post")
) -> None:
    for address in addresses:
        for method in methods:
            assert _send(client, method, address).status_code == 404, (method, address)


def library_text(institution: Institution | None) -> LibraryText:
    return LibraryText.objects.create(
        institution=institution, name="Entrega", part="text", text="Reservado a la oficina."
    )


def _address(name: str, number: str, *, key: int = 1) -> str:
    pattern = next(one for one in urls.urlpatterns if one.name == name)
    wanted = pattern.pattern.converters
    is_file = isinstance(wanted.get("key"), UUIDConverter)
    known = {
        "number": number,
        "outcome": "granted",
        "shelf": "responder",
        "page": 1,
        "key": uuid.UUID(int=1) if is_file else key,
    }
    return reverse(f"answering:{name}", kwargs={name: known[name] for name in wanted})


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, method: str, address: str) -> Any:
    return client.post(address, TYPED) if method == "post" else getattr(client, method)(address)


def _plain(answer: Any, scene: Scene) -> list[bytes]:
    page = answer.content.replace(scene.info_request.number.encode(), b"N")
    page = page.replace(b"AIP-2099-999999", b"N")
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]
