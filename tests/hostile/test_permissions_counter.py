"""Who reaches which page of the counter: every address, every method, every stranger.

The addresses come from the resolver: one that is not in the matrix fails the build.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from counter.urls import urlpatterns
from offices.centres import open_centre
from offices.models import Duty, Institution, Office, Post
from papers.urls import urlpatterns as paper_patterns
from requests_app import actions
from requests_app.models import Document, InformationRequest, TimelineEvent
from requests_app.states import Channel
from tests.factories import LONG_AGO, appoint, filing, make_institution, make_user
from tests.requests_app.desk.conftest import pdf

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete", "options")
NAMES = [str(pattern.name) for pattern in urlpatterns]
PAPERS = [str(one.name) for one in paper_patterns if str(one.name).startswith("counter_")]
# Open to whoever attends anywhere; the last two also to the Directorate, which reads.
PLACES = ("home", "register", "find", "centre")
FIGURES = ("figures", "figures_file")
ABOUT_A_REQUEST = ("request", "notify", "reissue", "signed", "leave", "file")
ALL = [f"counter:{name}" for name in (*PLACES, *FIGURES, *ABOUT_A_REQUEST)]
ABOUT = [f"counter:{name}" for name in ABOUT_A_REQUEST] + [
    "papers:counter_pdf",
    "papers:counter_receipt",
]


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


@pytest.fixture
def centre(mopc: Institution) -> Office:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return open_centre(ministry, "Centro de Atención de Itá", district="Itá")


@pytest.fixture
def clerk(centre: Office) -> User:
    person = make_user("atencion@mj.example")
    Post.objects.create(office=centre, holder=person, duty=Duty.CLERK, starts_on=LONG_AGO)
    return person


@pytest.fixture
def held(mopc: Institution, by_officer: Actor, monday: datetime) -> InformationRequest:
    """A request the MOPC's own office took in, with a file for its requester."""
    intake = actions.Intake(
        channel=Channel.VERBAL, presented_on=date(2026, 7, 6), verbal_record="Pide la lista."
    )
    receipt = actions.register(
        filing(mopc, identity_document="1234567"), intake, token="t" * 43, by=by_officer, at=monday
    )
    Document.objects.create(
        info_request=receipt.info_request, institution=mopc, content=pdf(), name="nota.pdf",
        media_type="application/pdf", size=9, digest="0" * 64, visibility="parties",
        uploaded_at=monday, key=uuid.UUID(int=7),
    )  # fmt: skip
    return receipt.info_request


def address(name: str, number: str = "AIP-2026-000001") -> str:
    known = {"number": number, "way": "verbal", "key": uuid.UUID(int=7), "slug": "constancia"}
    patterns = paper_patterns if name.startswith("papers:") else urlpatterns
    wanted = next(one for one in patterns if one.name == name.partition(":")[2])
    return reverse(name, kwargs={key: known[key] for key in wanted.pattern.converters})


def send(user: User | None, method: str, where: str) -> Any:
    client = Client()
    if user is not None:
        client.force_login(user)
    data = {"how": "Texto", "token": "x" * 43} if method == "post" else None
    return getattr(client, method)(where, data)


def test_every_address_of_the_counter_is_in_the_matrix() -> None:
    assert sorted(NAMES) == sorted([*PLACES, *FIGURES, *ABOUT_A_REQUEST])
    assert sorted(PAPERS) == ["counter_pdf", "counter_receipt"]


@pytest.mark.parametrize("name", [*ALL, "papers:counter_pdf", "papers:counter_receipt"])
def test_who_is_not_signed_in_is_sent_to_sign_in(held: InformationRequest, name: str) -> None:
    for method in METHODS:
        answer = send(None, method, address(name))
        assert answer.status_code == 302, method
        assert answer.headers["Location"].startswith("/cuenta/login/")


@pytest.mark.parametrize("name", ABOUT)
def test_another_institutions_officer_gets_404(
    held: InformationRequest, other_officer: User, name: str
) -> None:
    for method in METHODS:
        assert send(other_officer, method, address(name)).status_code in {404, 405}, method
        missing = send(other_officer, method, address(name, "AIP-2099-999999"))
        assert missing.status_code in {404, 405}


@pytest.mark.parametrize("name", ABOUT)
def test_a_clerk_opens_nothing_of_who_has_not_shown_who_they_are(
    held: InformationRequest, clerk: User, name: str
) -> None:
    for method in METHODS:
        assert send(clerk, method, address(name)).status_code in {404, 405}, method


@pytest.mark.parametrize("name", [*ALL, "papers:counter_pdf", "papers:counter_receipt"])
def test_a_post_that_has_ended_opens_nothing(
    held: InformationRequest, officer: User, clerk: User, name: str
) -> None:
    Post.objects.update(ends_on=date(2026, 7, 5))
    for person in (officer, clerk):
        for method in METHODS:
            assert send(person, method, address(name)).status_code in {404, 405}, method


@pytest.mark.parametrize("name", ALL)
def test_the_directorate_reads_figures_and_nothing_else(
    held: InformationRequest, centre: Office, name: str
) -> None:
    auditor = appoint(make_user("auditora@mj.example"), centre.institution, Duty.AUDITOR)
    events = TimelineEvent.objects.count()
    is_open = name.partition(":")[2] in FIGURES
    assert send(auditor, "get", address(name)).status_code in ({200} if is_open else {404, 405})
    assert send(auditor, "post", address(name)).status_code in {404, 405}
    assert TimelineEvent.objects.count() == events


def test_a_clerk_of_the_same_ministry_is_no_officer_of_it(
    centre: Office, clerk: User, monday: datetime
) -> None:
    intake = actions.Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6), centre=centre)
    number = actions.register(
        filing(centre.institution), intake, token="c" * 43, by=Actor.official(clerk), at=monday
    ).info_request.number
    for where in (f"/bandeja/{number}/", f"/bandeja/{number}/tomar/", f"/mesa/pedido/{number}/"):
        assert send(clerk, "get", where).status_code == 404
        assert send(clerk, "post", where).status_code == 404
    # What the centre took in it may print again; what came of it only with the person there.
    assert send(clerk, "get", f"/mesa/pedido/{number}/papeles/constancia.pdf").status_code == 200


@pytest.mark.parametrize("field", ["stage", "due_on", "institution_id", "centre", "presented_on"])
def test_a_field_nobody_asked_for_changes_nothing(
    held: InformationRequest, officer: User, field: str
) -> None:
    client = Client()
    client.force_login(officer)
    sent = {"document": "1234567", "how": "Cédula", "token": "n" * 43, field: "2030-01-01"}
    assert client.post(address("counter:reissue"), sent).status_code == 200
    fresh = InformationRequest.objects.get(pk=held.pk)
    assert (fresh.stage, fresh.institution_id, fresh.presented_on) == (
        held.stage, held.institution_id, held.presented_on,
    )  # fmt: skip
