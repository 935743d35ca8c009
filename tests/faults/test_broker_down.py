"""The broker is only a wake-up call: without it a filing is as quick and no notice is lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.notifications.mail import MailServer, free_port
from tests.worker.site import Site, redis_server, wait_until

pytestmark = pytest.mark.redis
# Seconds. The median: the first filing of a process also builds the calendar's tables.
A_FILING = 2.0


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    """A mail server that other processes reach."""
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def port() -> int:
    """Where the broker should be."""
    redis_server()
    return free_port()


@pytest.fixture
def site(tmp_path: Path, post_office: MailServer, port: int) -> Iterator[Site]:
    """A site whose broker is not there yet."""
    broker_url = f"redis://127.0.0.1:{port}/0"
    made = Site(tmp_path, broker_url=broker_url, mail_port=post_office.port)
    yield made
    made.stop()


def _sent(site: Site) -> int:
    return site.number("SELECT count(*) FROM notifications_delivery WHERE state = 'sent'")


def test_with_the_broker_down_a_filing_succeeds_and_its_notices_leave_when_it_returns(
    site: Site, post_office: MailServer, port: int
) -> None:
    filed = site.file(3)
    assert len(filed["numbers"]) == 3
    assert median(filed["seconds"]) < A_FILING
    site.start_worker()
    site.start_beat()
    wait_until(lambda: "Cannot connect" in site.log_of("worker"), seconds=180, site=site)
    assert _sent(site) == 0
    site.start_broker(port)
    wait_until(lambda: _sent(site) == 6, seconds=180, site=site)
    assert len(post_office.received) == 6


def test_a_broker_that_accepts_and_never_speaks_does_not_hold_a_filing(
    site: Site, port: int
) -> None:
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", port))
        silent.listen()
        filed = site.file(3)
    assert median(filed["seconds"]) < A_FILING
