"""A fact whose transaction commits after later facts were read is told all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.actors import Actor
from openness.following import confirm
from openness.models import Line, Mailing, Subscription
from openness.reader import read_everything, read_followed
from openness.sending import send_next
from requests_app import actions, timeline
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.states import EventKind
from tests.factories import at, file_one
from tests.notifications.mail import MailServer
from tests.openness.follows import EVA, ask, follow

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOON = at("2026-07-08", 12)
PATIENCE = 30


def _act_slowly(number: str, by: Actor, written: Event, may_commit: Event) -> int:
    """Write a fact as acts do, and commit only when told; return its key."""
    try:
        with transaction.atomic():
            row = InformationRequest.objects.select_for_update().get(number=number)
            event = timeline.record(row, EventKind.TAKEN_IN_CHARGE, by=by, on=NOON.date(), at=NOON)
            written.set()
            assert may_commit.wait(PATIENCE)
        return event.pk
    finally:
        connection.close()


def test_a_smaller_key_that_commits_after_a_greater_was_read_is_told(
    published: InformationRequest, by_officer: Actor
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: keys commit in their order")
    other = file_one(published.institution, when=at("2026-07-06")).info_request
    follow(reverse("openness:follow_institution", args=["MOPC"]), when=NOON)
    read_everything(at=NOON)
    written, may_commit = Event(), Event()
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(_act_slowly, published.number, by_officer, written, may_commit)
        assert written.wait(PATIENCE)
        actions.take_in_charge(other.number, by=by_officer, at=NOON)
        assert read_everything(at=NOON) == 1
        may_commit.set()
        late = slow.result(PATIENCE)
    newest = TimelineEvent.objects.order_by("-pk").first()
    assert newest is not None
    assert late < newest.pk
    assert Line.objects.filter(event=newest).exists()
    assert not Line.objects.filter(event=late).exists()
    assert read_everything(at=NOON) == 1
    assert Line.objects.filter(event=late).count() == 1


def test_who_confirms_while_a_fact_is_being_written_hears_of_it_or_saw_it(
    published: InformationRequest, by_officer: Actor
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody confirms meanwhile")
    ask(reverse("openness:follow_request", args=[published.number]))
    key = Subscription.objects.get().key
    written, may_commit = Event(), Event()

    def confirm_meanwhile() -> None:
        try:
            confirm(key, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(_act_slowly, published.number, by_officer, written, may_commit)
        assert written.wait(PATIENCE)
        confirming = threads.submit(confirm_meanwhile)
        # The confirmation waits for the row: it must know of the fact before it counts.
        with pytest.raises(TimeoutError):
            confirming.result(0.5)
        may_commit.set()
        slow.result(PATIENCE)
        confirming.result(PATIENCE)
    history = InformationRequest.objects.get(pk=published.pk).events_count
    assert Subscription.objects.get().from_sequence == history


def test_two_workers_at_once_send_one_mail(
    published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    follow(reverse("openness:follow_request", args=[published.number]), when=NOON)
    Mailing.objects.all().delete()
    actions.take_in_charge(published.number, by=by_officer, at=NOON)

    def work(_turn: int) -> None:
        try:
            read_followed(at=NOON)
            while send_next(at=NOON):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, range(3)))
    assert mail_server.recipients == [EVA]
