"""Two officers write, restore, sign and answer at the same instant: one text is in force, one
answer is given, and both texts are kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from answering import drafts, signing
from answering.drafts import Typed
from answering.models import AnswerDraft, DraftVersion, SigningRecord
from answering.states import Purpose, SavedAs
from offices.models import Duty, Institution
from requests_app.errors import ActionRefused
from requests_app.models import Answer, InformationRequest
from tests.factories import appoint, make_user
from tests.requests_app.desk.conftest import signed_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


@pytest.fixture(autouse=True)
def _only_where_there_are_two_writers() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@pytest.fixture
def pair(mopc: Institution) -> tuple[User, User]:
    one, other = (make_user(f"{name}@mopc.example") for name in ("uno", "dos"))
    return appoint(one, mopc, Duty.OFFICER), appoint(other, mopc, Duty.HEAD)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same instant; return what each gave, or why it was refused."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            return act()
        except ActionRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_first_texts_one_is_in_force_and_the_other_is_kept_apart(
    number: str, pair: tuple[User, User], monday: datetime
) -> None:
    row = InformationRequest.objects.get(number=number)
    for _round in range(ROUNDS):
        acts = [
            partial(
                drafts.save, row, Purpose.ANSWER, Typed("granted", {"text": f"De {user.email}."}),
                base=0, by=user, at=monday,
            )
            for user in pair
        ]  # fmt: skip
        saved = at_once(*acts)
        assert sorted(one.is_apart for one in saved) == [False, True]
        texts = {version.fields["text"] for version in DraftVersion.objects.all()}
        assert texts == {"De uno@mopc.example.", "De dos@mopc.example."}
        assert DraftVersion.objects.filter(saved_as=SavedAs.APART).count() == 1
        AnswerDraft.objects.all().delete()


def test_of_two_who_confirm_at_once_one_answers_and_the_other_keeps_the_text(
    number: str, pair: tuple[User, User]
) -> None:
    address = f"/bandeja/{number}/responder/granted/"
    clients = {user.email: signed_in(user) for user in pair}

    def confirm(email: str) -> int:
        sent = {"text": f"De {email}.", "version": "0", "held": "0", "step": "confirm"}
        return int(clients[email].post(address, sent).status_code)

    codes = at_once(*(partial(confirm, email) for email in clients))
    assert sorted(codes) == [302, 409]
    given = Answer.objects.get().text
    kept = {version.fields["text"] for version in DraftVersion.objects.all()}
    assert given in kept
    assert kept == {f"De {email}." for email in clients}


def test_signed_while_it_is_changed_is_signed_as_it_was_read_or_not_at_all(
    number: str, pair: tuple[User, User], authority: User, monday: datetime
) -> None:
    row, on = InformationRequest.objects.get(number=number), date(2026, 7, 6)
    typed = Typed("", {"decision": "No."})
    for version in range(ROUNDS):
        base = version * 2
        first = drafts.save(
            row, Purpose.REJECT, typed, base=base, by=pair[0], at=monday
        ).draft.version
        draft = AnswerDraft.objects.get()
        at_once(
            partial(signing.ask, draft, version=first, by=pair[0], on=on, at=monday),
            partial(
                drafts.save, row, Purpose.REJECT, Typed("", {"decision": f"Otra {base}."}),
                base=first, by=pair[1], at=monday,
            ),
        )  # fmt: skip
        draft.refresh_from_db()
        # Either it was changed after being sent, and so taken back, or it was not sent at all.
        assert not draft.waits_for_signature
        steps = SigningRecord.objects.values_list("step", flat=True)
        assert list(steps).count("asked") == list(steps).count("taken_back")
