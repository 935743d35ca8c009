"""What the lists' own acts refuse, and what two who come at once leave behind."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.bulk.doing import was_done
from casework.bulk.starting import start
from casework.digest import preparing
from casework.errors import NotOurLabel, NotYourView
from casework.models import BulkKind, BulkRun, DigestDay, DigestMail, Label, SavedView
from offices.models import CalendarVersion, ClosedDay, Institution
from requests_app.models import InformationRequest
from tests.factories import at

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_label_of_another_institution_or_out_of_use_is_not_put(
    number: str, mopc: Institution, mec: Institution, by_officer: Actor, monday: datetime
) -> None:
    foreign = Label.objects.create(institution=mec, name="Escuelas")
    closed = Label.objects.create(institution=mopc, name="Obras", is_active=False)
    for label in (foreign, closed):
        with pytest.raises(NotOurLabel):
            actions.put_label(number, label, by=by_officer, at=monday)


def test_a_view_is_changed_and_dropped_by_its_keeper_alone(
    mopc: Institution, officer: User, colleague: User, monday: datetime
) -> None:
    view = SavedView.objects.create(institution=mopc, owner=officer, name="Mía", is_shared=True)
    stranger = Actor.official(colleague)
    with pytest.raises(NotYourView):
        actions.change_view(view, name="Suya", is_shared=True, by=stranger, at=monday)
    with pytest.raises(NotYourView):
        actions.drop_view(view, by=stranger, at=monday)


def test_two_who_send_the_same_form_at_once_have_one_run(
    number: str, officer: User, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [InformationRequest.objects.get(number=number).pk]
    first = start(BulkKind.TAKE, keys, by=officer, at=monday, token="t")
    looked = BulkRun.objects.filter

    def saw_nothing(**asked: object) -> object:
        monkeypatch.setattr(BulkRun.objects, "filter", looked)
        return BulkRun.objects.none()

    monkeypatch.setattr(BulkRun.objects, "filter", saw_nothing)
    assert start(BulkKind.TAKE, keys, by=officer, at=monday, token="t") == first
    assert BulkRun.objects.count() == 1


def test_what_can_be_done_twice_is_never_taken_for_done(
    number: str, officer: User, monday: datetime
) -> None:
    row = InformationRequest.objects.get(number=number)
    run = start(BulkKind.ASSIGN, [row.pk], by=officer, at=monday, token="t", person=None)
    assert not was_done(run, row, at=monday)


def test_the_second_of_two_clocks_finds_the_digest_prepared(
    number: str, mopc: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = at("2026-07-27", 7)
    DigestDay.objects.create(institution=mopc, on=on.date())
    assert preparing._prepare(mopc, on=on.date(), at=on) == 0  # noqa: SLF001  both had looked
    assert not DigestMail.objects.exists()
    with pytest.raises(IntegrityError):
        DigestDay.objects.create(institution=mopc, on=on.date())


def test_without_a_calendar_the_list_says_so(desk: Client, mopc: Institution) -> None:
    ClosedDay.objects.all().delete()
    CalendarVersion.objects.all().delete()
    page = desk.get("/bandeja/")
    assert page.status_code == 200
    assert "calendario de días hábiles no está cargado" in page.content.decode()
