"""The fictional requests as a whole: their shares, their numbers, and twice the same."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F, Q
from django.utils.timezone import now

from demo import loading, portions
from demo.desks import Desk
from demo.models import LoadState
from demo.plan import days_of
from demo.roster import WORKED_BY_DEMO_USERS
from law.terms import TermKind
from notifications.models import Delivery, Notification
from offices.models import Institution
from requests_app import actions, tracking
from requests_app.models import InformationRequest, NumberCounter, OutboxEntry, Term, TimelineEvent
from requests_app.models.numbering import number_text
from requests_app.states import OPEN_STAGES, Channel, Language, Screening, Stage
from stats.models import MonthCell
from tests.factories import at

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 9, 30)
NIGHT = at(TODAY, hour=4)


def _load(requests: int, *, jobs: int = 1) -> str:
    said = StringIO()
    call_command("demo", requests=requests, jobs=jobs, today=TODAY, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_the_fictional_requests_look_like_those_that_are_published() -> None:
    _load(1200)
    due = InformationRequest.objects.filter(
        terms__kind=TermKind.ANSWER, terms__due_on__lt=TODAY
    ).exclude(stage=Stage.WITHDRAWN)
    late = due.filter(answered_on__isnull=False, tacitly_denied_on__isnull=False)
    total = due.count()
    assert due.filter(tacitly_denied_on=None).count() / total == pytest.approx(0.83, abs=0.03)
    assert due.filter(answered_on=None).count() / total == pytest.approx(0.10, abs=0.03)
    assert late.count() / total == pytest.approx(0.07, abs=0.03)

    everything = InformationRequest.objects
    assert set(everything.values_list("stage", flat=True)) == set(Stage.values)
    assert set(everything.values_list("channel", flat=True)) == set(Channel.values)
    assert everything.filter(language=Language.GUARANI).exists()
    assert everything.filter(requester__shows_name=True).exists()
    assert everything.filter(screening=Screening.SHOWN).count() > 1200 * 0.6
    # Beside the thirty, two with nobody in post.
    assert everything.aggregate(n=Count("institution", distinct=True))["n"] == 30 + 2
    assert everything.values("subject").distinct().count() > 400

    for code in WORKED_BY_DEMO_USERS:
        desk = Institution.objects.get(code=code).requests
        answering = Q(terms__kind=TermKind.ANSWER, stage__in=OPEN_STAGES)
        ahead = set(desk.filter(answering).values_list("terms__due_on", flat=True))
        assert TODAY in ahead
        assert len(ahead) >= 7
        assert desk.filter(stage=Stage.TACITLY_DENIED, tacitly_denied_on__gt=TODAY - timedelta(45))


def test_a_load_leaves_nothing_for_the_sweeps_the_ladder_or_the_mail() -> None:
    _load(300)
    assert actions.declare_tacit_denials(on=TODAY, at=NIGHT) == []
    assert actions.lapse_reconsiderations(on=TODAY, at=NIGHT) == []
    assert actions.take_ladder_steps(on=TODAY, at=NIGHT) == 0
    assert not OutboxEntry.objects.filter(done_at=None).exists()
    assert OutboxEntry.objects.count() == TimelineEvent.objects.count()
    # But for the letters to bodies with nobody in post, of which none is due.
    assert not Delivery.objects.filter(notification__sending=None).exists()
    assert not Delivery.objects.due(now()).exists()
    assert Notification.objects.filter(read_at=None, user__is_demo=True).exists()
    assert not Notification.objects.filter(user__is_demo=False).exists()
    counted = MonthCell.objects.of_institutions().values_list("received", flat=True)
    assert sum(counted) == 300


def test_every_history_holds_and_the_numbers_follow_the_days() -> None:
    _load(300)
    call_command("verify_log")
    in_order = InformationRequest.objects.order_by("filed_at", "pk")
    numbers = list(in_order.values_list("number", flat=True))
    by_year = Counter(filed_at.year for filed_at in in_order.values_list("filed_at", flat=True))
    assert numbers == [
        number_text(year, place + 1)
        for year, count in sorted(by_year.items())
        for place in range(count)
    ]
    assert dict(NumberCounter.objects.values_list("year", "last")) == by_year
    running = Term.objects.filter(closed_on=None, kind=TermKind.ANSWER)
    assert not running.exclude(info_request__stage__in=OPEN_STAGES).exists()
    open_ones = InformationRequest.objects.filter(stage__in=OPEN_STAGES)
    assert running.count() == open_ones.count()
    assert not running.exclude(institution=F("info_request__institution")).exists()
    twice = running.values("info_request", "kind").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()


def test_one_code_follows_every_fictional_request() -> None:
    said = _load(60)
    assert portions.TRACKING_CODE in said
    for info_request in InformationRequest.objects.order_by("pk")[:2]:
        assert tracking.matches("demo demo demo demo", info_request.tracking_code_hash)
    assert {row.number for row in loading.examples()} <= set(
        InformationRequest.objects.values_list("number", flat=True)
    )


def test_the_same_seed_and_day_give_the_same_hashes_even_after_an_interruption(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_PORTION", {"sqlite": 20, "postgresql": 20})
    expected = _heads_in_memory(60)

    class Killed(BaseException):
        pass

    def killed_midway(state: LoadState) -> None:
        if state.loaded > 30:
            raise Killed

    state = loading.begin(requests=60, seed=1, today=TODAY, at=NIGHT)
    with pytest.raises(Killed):
        loading.load(state, told=killed_midway)
    half = InformationRequest.objects.count()
    assert 30 < half < 60
    again = loading.begin(requests=9999, seed=9, today=TODAY, at=NIGHT)
    loading.load(again, told=lambda _state: None)
    assert InformationRequest.objects.count() == 60
    assert set(InformationRequest.objects.values_list("chain_head", flat=True)) == expected


def test_another_seed_gives_another_story(desks: list[Desk]) -> None:
    assert _heads_in_memory(20) == _heads_in_memory(20)
    assert not _heads_in_memory(20) & _heads_in_memory(20, seed=2)


def test_two_loaders_do_not_load_the_same_requests_twice(desks: list[Desk]) -> None:
    mine = loading.begin(requests=20, seed=1, today=TODAY, at=NIGHT)
    loading.load(loading.begin(requests=20, seed=1, today=TODAY, at=NIGHT), told=lambda _: None)
    with pytest.raises(portions.LoadingElsewhere):
        loading.load(mine, told=lambda _: None)
    assert InformationRequest.objects.count() == 20


@pytest.mark.postgres
def test_several_processes_load_the_same_requests(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_PORTION", {"postgresql": 20})
    server, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    monkeypatch.setenv("TEST_DATABASE_URL", f"{server}/{connection.settings_dict['NAME']}")
    expected = _heads_in_memory(60)
    begun = loading.begin(requests=60, seed=1, today=TODAY, at=NIGHT)
    loading.load_in_parallel(begun, jobs=2, told=lambda _state: None)
    assert set(InformationRequest.objects.values_list("chain_head", flat=True)) == expected
    state = LoadState.objects.get()
    assert state.loaded == 60
    assert len(state.loaded_days) == len(set(state.loaded_days))


def test_the_days_of_a_plan_add_up_to_what_was_asked_for() -> None:
    for requests in (0, 1, 7, 729, 3000, 1_000_000):
        days = days_of(requests, TODAY)
        assert sum(day.requests for day in days) == requests
        assert min(day.requests for day in days) >= 0
        assert [day.on for day in days] == sorted(day.on for day in days)
        assert days[-1].on == TODAY - timedelta(days=1)


def _heads_in_memory(requests: int, *, seed: int = 1) -> set[str]:
    """Return the ends of all the hash chains of a load, without saving it."""
    first_numbers = {str(year): 1 for year in (2024, 2025, 2026)}
    state = LoadState(requests=requests, seed=seed, today=TODAY, first_numbers=first_numbers)
    batch = portions.Loader(state).batch_of(days_of(requests, TODAY))
    return {info_request.chain_head for info_request in batch.rows[InformationRequest]}
