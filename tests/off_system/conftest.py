"""A town with nobody in post, its request, the Directorate, and a real mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from offices.models import CalendarVersion, Duty, Institution, Office
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.notifications.mail import MailServer

MAIL = "pedidos@aip.example"
TOWN_ADDRESS = "mesa@muni.example"
# Filed on Monday 6 July 2026, due on Monday 27.
FILED, NEXT_DAY = at("2026-07-06"), at("2026-07-07")


@pytest.fixture(autouse=True)
def _mail_comes_in(settings: Settings) -> None:
    settings.MAIL_IN_ADDRESS = MAIL


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A mail server on a free port of this machine, to which the project sends."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def ministry(calendar: CalendarVersion) -> Institution:
    """The Ministry of Justice, whose Directorate audits."""
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def director(ministry: Institution) -> User:
    """Who decides."""
    return appoint(make_user("directora@mj.example"), ministry, Duty.DIRECTOR)


@pytest.fixture
def auditor(ministry: Institution) -> User:
    """Who reads, samples and registers."""
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


@pytest.fixture
def town(calendar: CalendarVersion) -> Institution:
    """A municipality with an address and nobody in post."""
    place = make_institution("MUN-9", "Municipalidad de Yuty", category="g", is_executive=False)
    Office.objects.filter(institution=place).update(email=TOWN_ADDRESS)
    return place


@pytest.fixture
def asked(town: Institution) -> InformationRequest:
    """A request to that town."""
    return file_one(town, when=FILED).info_request


@pytest.fixture
def desk_of() -> Callable[[User], Client]:
    """Return a browser of that person."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of
