"""A real mail server, and the people of a walk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from offices.models import Institution
from tests.notifications.mail import MailServer
from tests.notifications.walks import Cast, cast_of


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
def people(mopc: Institution, mec: Institution) -> Cast:
    """One person in each duty of the MOPC, and an auditor."""
    return cast_of(mopc, mec)
