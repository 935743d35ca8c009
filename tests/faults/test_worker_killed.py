"""A worker killed in the middle of its work loses nothing and doubles nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notifications.mail import MailServer
from tests.worker.site import Site, kill, wait_until

REQUESTS = 25
PEOPLE = 2 * REQUESTS  # each request tells who asked and one officer
TIME_PASSES = "2000-01-01 00:00:00"


@pytest.fixture
def slow_mail() -> Iterator[MailServer]:
    """A mail server that takes its time, so that a batch has a middle."""
    server = MailServer(slowness=0.05)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(tmp_path: Path, slow_mail: MailServer) -> Iterator[Site]:
    """A site with the embedded broker."""
    made = Site(tmp_path, mail_port=slow_mail.port)
    yield made
    made.stop()


def _let_leases_run_out(site: Site) -> None:
    for table in ("requests_app_outboxentry", "notifications_delivery"):
        site.rows(
            f"UPDATE {table} SET leased_until = '{TIME_PASSES}'"  # noqa: S608  our own words
            " WHERE leased_until IS NOT NULL"
        )


def _is_finished(site: Site) -> bool:
    waiting = site.number("SELECT count(*) FROM requests_app_outboxentry WHERE done_at IS NULL")
    unsent = site.number("SELECT count(*) FROM notifications_delivery WHERE state <> 'sent'")
    made = site.number("SELECT count(*) FROM notifications_notification")
    return waiting == unsent == 0 and made == PEOPLE


def test_killed_in_the_middle_of_a_batch_it_resumes_and_tells_each_person_once(
    site: Site, slow_mail: MailServer
) -> None:
    site.file(REQUESTS)
    worker = site.start_worker()
    wait_until(lambda: len(slow_mail.received) >= 5, seconds=180, site=site)
    kill(worker)
    assert not _is_finished(site)
    _let_leases_run_out(site)
    site.run("manage.py", "notify")
    assert _is_finished(site)
    copies = Counter(str(message["Message-ID"]) for message in slow_mail.received)
    assert len(copies) == PEOPLE
    # Only what was in the worker's hands when it died may arrive twice, under the same number.
    assert sum(copies.values()) - PEOPLE <= 2
    known = {number for (number,) in site.rows("SELECT message_id FROM notifications_delivery")}
    assert set(copies) == known


def test_killed_while_it_makes_notices_it_makes_each_once(
    site: Site, slow_mail: MailServer
) -> None:
    slow_mail.stop()
    site.file(REQUESTS)
    worker = site.start_worker()
    wait_until(
        lambda: site.number("SELECT count(*) FROM notifications_notification") > 0,
        seconds=180,
        site=site,
    )
    kill(worker)
    _let_leases_run_out(site)
    slow_mail.start()
    site.rows(f"UPDATE notifications_delivery SET next_attempt_at = '{TIME_PASSES}'")  # noqa: S608
    site.run("manage.py", "notify")
    assert _is_finished(site)
    assert len(slow_mail.received) == PEOPLE
