"""Who reaches which page of complaints: every address, every stranger."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from oversight.complaints import deciding, reports, urls, urls_office, urls_public
from oversight.complaints.models import ComplaintStep
from oversight.complaints.views import ACTS
from requests_app.models import InformationRequest
from tests.factories import appoint, at, make_user
from tests.oversight.complaints.conftest import Complain

pytestmark = pytest.mark.django_db

TUESDAY = at("2026-07-07")
DESK = {
    "list": {},
    "figures": {},
    "download": {"key": "motivo"},
    "one": {"number": ""},
    "act": {"number": "", "act": "nota"},
}
OFFICE = ("list", "report")
OPEN = {"choose", "about", "ask_code"}
# What needs a code, and what is sent away without one.
CODED = {"show", "close", "about_request", "of_request"}
STRANGERS = ("anonymous", "citizen", "officer", "other head", "superuser", "former auditor")


@pytest.fixture
def number(complain: Complain, info_request: InformationRequest, director: User) -> str:
    """A complaint about which the institution was asked."""
    received = complain(info_request=info_request)
    by = Actor.official(director)
    deciding.admit(received.complaint.number, by=by, at=TUESDAY)
    reports.ask_report(received.complaint.number, by=by, at=TUESDAY, text="¿Qué pasó?")
    return received.complaint.number


def desk_address(name: str, number: str) -> str:
    known = {key: value or number for key, value in DESK[name].items()}
    return reverse(f"complaints:{name}", kwargs=known)


def client_as(who: str, mopc: Institution, mec: Institution, ministry: Institution) -> Client:
    client = Client()
    if who == "anonymous":
        return client
    user = make_user("persona@aip.example", is_superuser=who == "superuser")
    posts: dict[str, tuple[Institution, Duty, dict[str, Any]]] = {
        "officer": (mopc, Duty.OFFICER, {}),
        "other head": (mec, Duty.HEAD, {}),
        "former auditor": (ministry, Duty.AUDITOR, {"ends_on": at("2026-07-06").date()}),
    }
    if who in posts:
        place, duty, days = posts[who]
        appoint(user, place, duty, **days)
    client.force_login(user)
    return client


def test_every_address_is_in_the_matrix() -> None:
    assert {entry.name for entry in urls.urlpatterns} == set(DESK)
    assert {entry.name for entry in urls_office.urlpatterns} == set(OFFICE)
    assert {entry.name for entry in urls_public.urlpatterns} == OPEN | CODED


@time_machine.travel(TUESDAY, tick=False)
@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_no_desk_and_change_nothing(
    number: str, mopc: Institution, mec: Institution, ministry: Institution, who: str
) -> None:
    client = client_as(who, mopc, mec, ministry)
    steps = ComplaintStep.objects.count()
    expected = {302, 405} if who == "anonymous" else {404, 405}
    for method in ("get", "post", "put", "delete"):
        for name in DESK:
            sent = getattr(client, method)(desk_address(name, number), {"text": "Texto."})
            assert sent.status_code in expected, (name, method)
        for act in ACTS:
            address = desk_address("act", number).replace("nota", act)
            assert client.post(address, {"text": "Texto."}).status_code in expected
        report = reverse("complaint_reports:report", args=[number])
        assert getattr(client, method)(report, {"text": "Texto."}).status_code in expected
    listed = client.get(reverse("complaint_reports:list")).status_code
    assert listed == {"anonymous": 302, "other head": 200}.get(who, 404)
    assert ComplaintStep.objects.count() == steps


@time_machine.travel(TUESDAY, tick=False)
@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.DIRECTOR])
def test_the_directorate_reads_everything_and_no_institutions_page(
    number: str, auditor: User, director: User, duty: Duty
) -> None:
    client = Client()
    client.force_login(auditor if duty == Duty.AUDITOR else director)
    for name in DESK:
        expected = 405 if name == "act" else 200
        assert client.get(desk_address(name, number)).status_code == expected
    assert client.post(f"/direccion/quejas/{number}/borrar/").status_code == 404
    assert client.get(f"/bandeja/quejas/{number}/").status_code == 404
    assert client.get("/direccion/quejas/QUE-2026-999999/").status_code == 404


@time_machine.travel(TUESDAY, tick=False)
def test_without_the_code_nobody_reads_what_a_person_wrote(
    number: str, info_request: InformationRequest, complain: Complain, director: User
) -> None:
    other = complain().complaint.number
    client = Client()
    client.force_login(director)
    coded = (
        f"/quejas/ver/{other}/",
        f"/quejas/ver/{number}/",
        f"/seguimiento/{info_request.number}/queja/",
        f"/seguimiento/{info_request.number}/queja/{number}/",
    )
    for address in coded:
        assert client.get(address).status_code == 302
    assert client.get(f"/quejas/ver/{other}/cerrar/").status_code == 405
    session = client.session
    session["complaints"] = [number]
    session.save()
    # The code of a request opens its complaints, and only below that request.
    assert client.get(f"/quejas/ver/{number}/").status_code == 404
