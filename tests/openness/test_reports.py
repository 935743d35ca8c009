"""The pages on which a text is reported and decided, and who reaches them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import ANYONE
from accounts.models import User
from offices.models import Duty, Institution, Post
from openness import urls
from requests_app import actions
from requests_app.models import InformationRequest, PublicationReport
from requests_app.states import ReportKind
from tests.factories import appoint, at, make_institution, make_user

pytestmark = pytest.mark.django_db
TYPED = {"kind": "third_party", "text": "Está el teléfono de Rita Reservada.", "contact": "r@x.py"}
# Anybody reaches these; `decide` and `reports` are the desk's.
OPEN_TO_ALL = {
    "request_feed", "institution_feed", "search_feed", "follow_request", "follow_institution",
    "follow_search", "asked", "confirm", "leave", "report",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(at("2026-07-08", 12), tick=False):
        yield


@pytest.fixture
def reported(published: InformationRequest) -> PublicationReport:
    problem = actions.Problem(kind=ReportKind.THREAT, text="Amenaza a Rita.", reporter_key="una")
    made = actions.report_problem(
        published.number, by=ANYONE, at=at("2026-07-08", 11), problem=problem
    )
    assert made is not None
    return made


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _decide(report: PublicationReport) -> str:
    return reverse("openness:decide", args=[report.pk])


def test_every_address_says_who_reaches_it() -> None:
    names = {str(pattern.name) for pattern in urls.urlpatterns}
    assert names == OPEN_TO_ALL | {"reports", "decide"}


def test_a_report_takes_the_text_off_the_page_and_says_thanks(
    published: InformationRequest,
) -> None:
    page = reverse("requests:public", args=[published.number])
    assert "Informar un problema" in Client().get(page).content.decode()
    client = Client()
    answer = client.post(reverse("openness:report", args=[published.number]), TYPED, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(page, 302)]
    assert "Gracias" in text
    assert "No se muestra hasta que una persona decida" in text
    assert "Contratos de obras viales" not in text
    assert "Reservada" not in text
    assert PublicationReport.objects.get().contact == "r@x.py"
    again = client.post(reverse("openness:report", args=[published.number]), TYPED, follow=True)
    assert "no está publicado" in again.content.decode()


def test_an_empty_report_says_what_is_missing_and_keeps_the_rest(
    published: InformationRequest,
) -> None:
    page = reverse("openness:report", args=[published.number])
    answer = Client().post(page, {"text": "Algo que no debe perderse"})
    assert answer.status_code == 422
    assert "Algo que no debe perderse" in answer.content.decode()
    assert Client().get(reverse("openness:report", args=["AIP-2099-000001"])).status_code == 404


def test_the_officer_finds_the_report_and_takes_the_text_down(
    reported: PublicationReport, officer: User
) -> None:
    client = _signed_in(officer)
    waiting = client.get(reverse("openness:reports")).content.decode()
    assert reported.info_request.number in waiting
    page = client.get(_decide(reported)).content.decode()
    assert "Amenaza a Rita." in page
    assert "Copia de los contratos" in page
    assert client.post(_decide(reported), {"decision": "take_down"}).status_code == 422
    typed = {"decision": "take_down", "reason": "Amenaza a una persona."}
    assert client.post(_decide(reported), typed).status_code == 302
    assert client.post(_decide(reported), typed).status_code == 422
    public = Client().get(reverse("requests:public", args=[reported.info_request.number]))
    text = " ".join(public.content.decode().split())
    assert "Este texto se retiró el" in text
    assert "Amenaza a una persona." in text
    assert "Contratos de obras viales" not in text
    assert (
        reported.info_request.number not in client.get(reverse("openness:reports")).content.decode()
    )


def test_the_directorate_decides_too(reported: PublicationReport) -> None:
    auditor = appoint(make_user("auditora@mj.example"), make_institution("MJ"), Duty.AUDITOR)
    typed = {"decision": "restore", "reason": "No amenaza a nadie."}
    assert _signed_in(auditor).post(_decide(reported), typed).status_code == 302
    page = reverse("requests:public", args=[reported.info_request.number])
    assert "Contratos de obras viales" in Client().get(page).content.decode()


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_strangers_find_no_report(
    reported: PublicationReport, other_officer: User, method: str
) -> None:
    assert getattr(_signed_in(other_officer), method)(_decide(reported)).status_code == 404
    away = getattr(Client(), method)(_decide(reported))
    assert away.status_code == 302
    assert "/cuenta/login/" in away.headers["Location"]
    listed = _signed_in(other_officer).get(reverse("openness:reports")).content.decode()
    assert reported.info_request.number not in listed


def test_a_post_that_has_ended_decides_nothing(
    reported: PublicationReport, officer: User, mopc: Institution
) -> None:
    Post.objects.filter(holder=officer).update(ends_on="2026-07-07")
    assert _signed_in(officer).get(_decide(reported)).status_code == 404
    assert "No hay textos" in _signed_in(officer).get(reverse("openness:reports")).content.decode()
