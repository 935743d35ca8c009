"""A site of its own for each test, gone with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.notifications.mail import MailServer


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    """A mail server that other processes reach."""
    server = MailServer()
    server.start()
    yield server
    server.stop()
