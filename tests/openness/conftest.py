"""A real mail server, and a published request with somebody who follows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Screening
from tests.factories import at, file_one
from tests.notifications.mail import MailServer


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A mail server on a free port of this machine, to which the project sends."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.PUBLIC_URL = "https://acceso.example"
    yield server
    server.stop()


@pytest.fixture
def published(mopc: Institution, officer: User) -> InformationRequest:
    """A request to the MOPC whose text a person cleared."""
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    return actions.screen_text(
        number, by=Actor.official(officer), at=at("2026-07-07"), screening=Screening.SHOWN
    )
