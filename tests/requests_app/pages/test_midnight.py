"""What a person may do changes at local midnight, not a second before or after."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from law.terms import TermKind
from requests_app.actions import Receipt
from requests_app.standing import standing_of
from tests.factories import at
from tests.requests_app.pages.visitors import open_with_code, text_of
from tests.requests_app.story import silent_denial

pytestmark = pytest.mark.django_db(transaction=True)

DUE_ON = date(2026, 7, 27)


def last_second_of(day: date) -> datetime:
    return at(day, 23, 59) + timedelta(seconds=59)


def offered(client: Client, receipt: Receipt, moment: datetime) -> set[str]:
    """Return the steps the follow page links to at that instant."""
    with time_machine.travel(moment, tick=False):
        page = text_of(client.get(open_with_code(client, receipt)))
    number = receipt.info_request.number
    steps = ("retirar", "reconsideracion", "justicia", "valorar")
    return {step for step in steps if f'href="/seguimiento/{number}/{step}/"' in page}


def test_silence_opens_the_remedies_at_midnight_after_the_last_day(
    client: Client, filed: Receipt
) -> None:
    before = offered(client, filed, last_second_of(DUE_ON))
    assert "retirar" in before
    assert not before & {"reconsideracion", "justicia"}
    silent_denial(filed.info_request.number)
    after = offered(client, filed, at(DUE_ON + timedelta(days=1), 0, 0))
    assert {"reconsideracion", "justicia"} <= after
    assert "retirar" not in after


def test_the_sentence_changes_at_midnight_even_before_any_worker_passed(
    client: Client, filed: Receipt
) -> None:
    said = []
    for moment in (last_second_of(DUE_ON), at(DUE_ON + timedelta(days=1), 0, 0)):
        with time_machine.travel(moment, tick=False):
            page = text_of(client.get(open_with_code(client, filed)))
        said.append(page.split('id="estado"')[1].split("</")[0])
    assert "lunes 27 de julio de 2026" in said[0]
    assert said[0] != said[1]


def test_going_to_court_is_offered_until_the_end_of_its_last_day(
    client: Client, filed: Receipt
) -> None:
    silent_denial(filed.info_request.number)
    term = standing_of(filed.info_request.number).term(TermKind.COURT)
    assert term is not None
    assert "justicia" in offered(client, filed, last_second_of(term.due_on))
    next_day = term.due_on + timedelta(days=1)
    assert "justicia" not in offered(client, filed, at(next_day, 0, 0))
