"""The worker with a real Redis, as in production."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notifications.mail import MailServer, free_port
from tests.worker.site import Site, kill, redis_server, wait_until

pytestmark = pytest.mark.redis


@pytest.fixture
def site(tmp_path: Path, post_office: MailServer) -> Iterator[Site]:
    """A site with a Redis of its own, running."""
    redis_server()
    port = free_port()
    made = Site(tmp_path, broker_url=f"redis://127.0.0.1:{port}/0", mail_port=post_office.port)
    made.start_broker(port)
    yield made
    made.stop()


def test_a_filing_wakes_the_worker_without_waiting_for_the_clock(
    site: Site, post_office: MailServer
) -> None:
    site.start_worker()
    wait_until(lambda: "ready." in site.log_of("worker"), seconds=180, site=site)
    site.file(2)
    wait_until(lambda: len(post_office.received) == 4, seconds=60, site=site)
    assert sorted(post_office.recipients) == [
        "oficial@mopc.example",
        "oficial@mopc.example",
        "persona0@correo.example",
        "persona1@correo.example",
    ]


def test_the_clock_makes_up_for_a_worker_that_was_killed_and_a_broker_that_forgot(
    site: Site, post_office: MailServer
) -> None:
    worker = site.start_worker()
    wait_until(lambda: "ready." in site.log_of("worker"), seconds=180, site=site)
    kill(worker)
    site.file(1)
    broker = site.processes[0]
    kill(broker)
    site.start_broker(int(site.environment["BROKER_URL"].split(":")[-1].split("/")[0]))
    site.start_worker()
    site.start_beat()
    wait_until(lambda: len(post_office.received) == 2, seconds=180, site=site)
