"""A worker that was away three days leaves what one that never stopped would, and tells nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from law.ladder import step_day, steps_reached
from noncompliance import deciding
from noncompliance import tasks as files
from noncompliance.models import FileStep, NonComplianceFile
from noncompliance.states import Cause
from offices.calendars import calendar_for
from offices.models import Duty, Institution
from oversight.escalations import proposed
from requests_app import tasks as procedure
from requests_app.models import TermStep, TimelineEvent
from tests.addresses import addresses
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 7, 9), date(2026, 8, 21)
# Three times three days: when the third request lapses, when the Directorate is to speak, and
# when the first is fifteen business days late.
AWAY = {
    date.fromisoformat(day)
    for day in (
        "2026-07-28", "2026-07-29", "2026-07-30",
        "2026-08-03", "2026-08-04", "2026-08-05",
        "2026-08-15", "2026-08-16", "2026-08-17",
    )
}  # fmt: skip
LATE_ON = (date(2026, 8, 17), date(2026, 8, 18), date(2026, 8, 19))
DESKS = ("/direccion/", "/bandeja/", "/mesa/", "/escritorio/", "/avisos/")
WORDS = "Motivo reservado del expediente."


@pytest.mark.parametrize("away", [set(), AWAY], ids=["never", "three days"])
def test_three_days_down_change_nothing_of_what_is_left(
    mopc: Institution, authority: User, head: User, away: set[date]
) -> None:
    numbers = [
        file_one(mopc, when=at(day)).info_request.number
        for day in ("2026-07-06", "2026-07-07", "2026-07-08")
    ]
    work(away)
    days = calendar_for(mopc).days
    due = dict(zip(numbers, (date(2026, 7, 27), date(2026, 7, 28), date(2026, 7, 29)), strict=True))
    taken = TermStep.objects.values_list("term__info_request__number", "step", "reached_on")
    assert sorted(taken) == sorted(
        (number, step.id, step_day(step, due[number], days))
        for number in numbers
        for step in steps_reached(due[number], LAST, days)
    )
    told = TimelineEvent.objects.filter(happened_on__gt=date(2026, 7, 29), kind="ladder_step")
    happened = [(event.info_request.number, event.happened_on) for event in told]
    assert len(happened) == len(set(happened)) > 0
    assert {*happened} <= {(number, reached_on) for number, _step, reached_on in taken}
    denied = TimelineEvent.objects.filter(kind="tacitly_denied").order_by("info_request")
    assert list(denied.values_list("info_request__number", "happened_on")) == [
        (number, day + timedelta(days=1)) for number, day in due.items()
    ]
    rows = NonComplianceFile.objects.order_by("pk").values_list("cause", "met_on")
    assert list(rows) == [
        (Cause.TACIT_DENIALS, date(2026, 7, 30)), *((Cause.LATE, day) for day in LATE_ON)
    ]  # fmt: skip
    steps = FileStep.objects.order_by("pk").values_list("happened_on", flat=True)
    assert list(steps) == [date(2026, 7, 30), *LATE_ON]
    waiting, _page = proposed.waiting(on=LAST)
    assert sorted((one.info_request.number, one.due_on) for one in waiting) == sorted(due.items())


def work(away: set[date]) -> None:
    """Let every day come by, with the worker's rounds on those that it was not away."""
    for turn in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=turn)
        if day not in away:
            with time_machine.travel(at(day, 7, 20), tick=False):
                for task in (procedure.sweep, procedure.ladder, files.propose):
                    task()


def crawl(who: User | None, number: str) -> Iterator[tuple[str, int, str]]:
    """Return every address of the desks for a person, every other for a visitor, and its page."""
    client = Client(raise_request_exception=False)
    if who is not None:
        client.force_login(who)
    for address in addresses(number):
        if address.startswith(DESKS) is (who is None):
            continue
        response = client.get(address)
        assert response.status_code < 500, address
        if response.streaming:
            continue
        yield address, response.status_code, response.content.decode(errors="ignore")


def test_a_file_is_on_no_address_before_its_notice_nor_ever_on_anothers(
    number: str, director: User, head: User, mec: Institution
) -> None:
    by = Actor.official(director)
    deciding.open_file(number, by=by, at=at("2026-08-03"), text=WORDS)
    stranger = appoint(make_user("jefa@mec.example"), mec, Duty.HEAD)
    with time_machine.travel(at("2026-08-03", 12), tick=False):
        for who in (head, None):
            assert_nothing(who, number)
        deciding.notify(number, by=by, at=at("2026-08-03", 12), text="Hechos que se comunican.")
        assert_nothing(stranger, number)
        opened = [
            address
            for address, status, text in crawl(head, number)
            if status == 200 and number in text
        ]
        assert opened


def assert_nothing(who: User | None, number: str) -> None:
    for address, status, text in crawl(who, number):
        assert WORDS not in text, address
        assert "Hechos que se comunican" not in text, address
        if status == 200:
            assert number not in address, address
            assert number not in text, address
