"""The commonest acts stay within their number of statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor
from offices.models import Institution, Post
from requests_app import actions
from requests_app.states import Outcome
from tests.factories import at, file_one
from tests.requests_app.story import reply, resolution, silent_denial

pytestmark = pytest.mark.django_db

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """Expect no more statements than that, the transaction's own frame apart."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not query["sql"].startswith(FRAME)]
    assert len(asked) <= count, "\n".join(asked)


def test_filing_takes_ten_statements(mopc: Institution) -> None:
    with at_most(10):
        file_one(mopc, when=at("2026-07-06"))


def test_taking_in_charge_takes_ten(number: str, by_officer: Actor) -> None:
    with at_most(10):
        actions.take_in_charge(number, by=by_officer, at=at("2026-07-07"))


def test_answering_in_full_takes_fifteen_and_with_remedies_twenty(
    mopc: Institution, by_officer: Actor
) -> None:
    one, other = (file_one(mopc, when=at("2026-07-06")).info_request.number for _ in range(2))
    with at_most(15):
        actions.answer(one, by=by_officer, at=at("2026-07-07"), reply=reply())
    with at_most(20):
        actions.answer(
            other, by=by_officer, at=at("2026-07-07"), reply=reply(Outcome.PARTLY_GRANTED)
        )


def test_denying_takes_twenty_eight_even_after_silence(
    number: str, by_officer: Actor, seal: Post
) -> None:
    silent_denial(number)
    with at_most(28):
        actions.deny(number, by=by_officer, at=at("2026-08-03"), resolution=resolution(seal))
