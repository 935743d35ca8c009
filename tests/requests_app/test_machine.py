"""Random lives of requests, a few days at a time, against a model of three lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.actors import Actor
from law.terms import TermKind
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.errors import ActionRefused
from requests_app.models import InformationRequest, OutboxEntry, Term, TimelineEvent
from requests_app.replay import replay
from requests_app.states import OPEN_STAGES, EventKind, Outcome, Stage, Verdict
from tests.factories import appoint, at, file_one, make_calendar, make_institution, make_user
from tests.requests_app.story import everything, holds, reply, resolution

CLOCK = {EventKind.TACITLY_DENIED, EventKind.RECONSIDERATION_LAPSED}
PLACES = st.integers(0, 1)
OUTCOMES = st.sampled_from([Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.NOT_HELD])
START = date(2026, 7, 6)


class Lives(RuleBasedStateMachine):
    """Two requests between two institutions; the model remembers what each act should leave."""

    @initialize()
    def begin(self) -> None:
        """Two institutions with their people, and two requests to the first."""
        self.before = transaction.savepoint()
        make_calendar()
        self.today = START
        self.places = [make_institution("MOPC"), make_institution("MEC")]
        self.desks = [self._desk(place) for place in self.places]
        self.numbers = [self._file() for _ in range(2)]

    def teardown(self) -> None:
        """Forget this life."""
        if hasattr(self, "before"):
            transaction.savepoint_rollback(self.before)

    def _desk(self, place: Institution) -> tuple[Actor, Actor, Post]:
        officer = appoint(make_user(f"oficial@{place.code}.example"), place, Duty.OFFICER)
        head = appoint(make_user(f"titular@{place.code}.example"), place, Duty.HIGHEST_AUTHORITY)
        return Actor.official(officer), Actor.official(head), Post.objects.get(holder=head)

    def _file(self) -> str:
        return file_one(self.places[0], when=at(self.today)).info_request.number

    def _try(self, which: int, act: Callable[[str, tuple[Actor, Actor, Post]], object]) -> None:
        """Do an act: one event of its own if it is done, no trace at all if it is refused."""
        number = self.numbers[which]
        row = InformationRequest.objects.get(number=number)
        desk = self.desks[self.places.index(row.institution)]
        before, told = everything(), list(row.timeline.values_list("kind", flat=True))
        try:
            act(number, desk)
        except ActionRefused:
            assert everything() == before
            return
        new = list(row.timeline.values_list("kind", flat=True))[len(told) :]
        assert len([kind for kind in new if kind not in CLOCK]) == 1

    @rule(days=st.sampled_from([1, 1, 2, 3, 5, 8, 13, 30]))
    def days_pass(self, days: int) -> None:
        """Time goes by, with nobody looking."""
        self.today += timedelta(days=days)

    @rule(batch=st.sampled_from([1, 200]))
    def the_sweeps_run(self, batch: int) -> None:
        """Both sweeps and the ladder run, and run again for nothing."""
        when = at(self.today, 0, 5)
        actions.declare_tacit_denials(on=self.today, at=when, batch=batch)
        actions.lapse_reconsiderations(on=self.today, at=when)
        actions.take_ladder_steps(on=self.today, at=when)
        before = everything()
        assert actions.declare_tacit_denials(on=self.today, at=when) == []
        assert actions.lapse_reconsiderations(on=self.today, at=when) == []
        assert actions.take_ladder_steps(on=self.today, at=when) == 0
        assert everything() == before

    @rule(which=PLACES)
    def take(self, which: int) -> None:
        """The office takes it in charge."""
        self._try(which, lambda n, d: actions.take_in_charge(n, by=d[0], at=at(self.today)))

    @rule(which=PLACES)
    def ask(self, which: int) -> None:
        """The office asks what is meant."""
        self._try(
            which,
            lambda n, d: actions.ask_clarification(n, by=d[0], at=at(self.today), question="¿Q?"),
        )

    @rule(which=PLACES)
    def clarify(self, which: int) -> None:
        """The person says what is meant."""
        self._try(
            which,
            lambda n, d: actions.clarify(n, by=Actor.requester(n), at=at(self.today), reply="2025"),
        )

    @rule(which=PLACES, there=PLACES)
    def forward(self, which: int, there: int) -> None:
        """The office sends it to the other institution, or tries to send it home."""
        to = self.places[there]
        self._try(
            which,
            lambda n, d: actions.forward(n, by=d[0], at=at(self.today), to=to, reason="Es suyo"),
        )

    @rule(which=PLACES, outcome=OUTCOMES)
    def answer(self, which: int, outcome: Outcome) -> None:
        """The office answers."""
        self._try(
            which,
            lambda n, d: actions.answer(n, by=d[0], at=at(self.today), reply=reply(outcome)),
        )

    @rule(which=PLACES, is_complete=st.booleans())
    def deny(self, which: int, *, is_complete: bool) -> None:
        """The office denies, with its resolution or without."""
        facts = "Hechos" if is_complete else ""
        self._try(
            which,
            lambda n, d: actions.deny(
                n,
                by=d[0],
                at=at(self.today),
                resolution=resolution(d[2], signed_on=self.today, facts=facts),
            ),
        )

    @rule(which=PLACES)
    def withdraw(self, which: int) -> None:
        """The person takes it back."""
        self._try(which, lambda n, d: actions.withdraw(n, by=Actor.requester(n), at=at(self.today)))

    @rule(which=PLACES, verdict=st.sampled_from(list(Verdict)))
    def judge(self, which: int, verdict: Verdict) -> None:
        """The person says what the answer is worth."""
        self._try(
            which,
            lambda n, d: actions.give_verdict(
                n, by=Actor.requester(n), at=at(self.today), verdict=verdict, reason=verdict.value
            ),
        )

    @rule(which=PLACES)
    def appeal(self, which: int) -> None:
        """The person asks the authority to think again."""
        self._try(
            which,
            lambda n, d: actions.file_reconsideration(
                n, by=Actor.requester(n), at=at(self.today), text="Es público."
            ),
        )

    @rule(which=PLACES, is_upheld=st.booleans())
    def decide(self, which: int, *, is_upheld: bool) -> None:
        """The authority decides the appeal."""
        when = at(self.today)
        if is_upheld:
            self._try(
                which,
                lambda n, d: actions.uphold_reconsideration(
                    n, by=d[1], at=when, decision="Sí.", reply=reply()
                ),
            )
        else:
            self._try(
                which,
                lambda n, d: actions.reject_reconsideration(n, by=d[1], at=when, decision="No."),
            )

    @rule(which=PLACES)
    def go_to_court(self, which: int) -> None:
        """The person goes to court."""
        self._try(
            which,
            lambda n, d: actions.record_court_filing(
                n, by=Actor.requester(n), at=at(self.today), court="J", filed_on=self.today
            ),
        )

    @rule(which=PLACES, orders=st.booleans())
    def rule_in_court(self, which: int, *, orders: bool) -> None:
        """The judge decides."""
        self._try(
            which,
            lambda n, d: actions.record_ruling(
                n,
                by=d[0],
                at=at(self.today),
                ruled_on=self.today,
                orders_delivery=orders,
                ruling="R",
            ),
        )

    @rule(which=PLACES)
    def comply(self, which: int) -> None:
        """The office obeys."""
        self._try(
            which,
            lambda n, d: actions.record_compliance(n, by=d[0], at=at(self.today), reply=reply()),
        )

    @invariant()
    def history_explains_the_state(self) -> None:
        """Replaying gives the stage; one term of a kind runs; what is closed owes no answer."""
        if not hasattr(self, "numbers"):
            return
        assert holds()
        assert OutboxEntry.objects.count() == TimelineEvent.objects.count()
        for row in InformationRequest.objects.all():
            payloads = [json.loads(event.payload) for event in row.timeline.order_by("sequence")]
            assert replay(payloads).row["stage"] == row.stage
            running = list(row.terms.running().values_list("kind", flat=True))
            assert len(running) == len(set(running))
            owes = TermKind.ANSWER.value in running
            assert owes == (Stage(row.stage) in OPEN_STAGES)

    @invariant()
    def silence_is_dated_by_the_law_alone(self) -> None:
        """A tacit denial is dated the day after the term, and an in-term answer excludes it."""
        if not hasattr(self, "numbers"):
            return
        for term in Term.objects.filter(kind=TermKind.ANSWER).select_related("info_request"):
            row = term.info_request
            if row.tacitly_denied_on:
                assert row.tacitly_denied_on == term.due_on + timedelta(days=1)
                assert not row.answered_on or row.answered_on > term.due_on
            elif row.answered_on:
                assert row.answered_on <= term.due_on


@pytest.mark.django_db
def test_no_life_of_a_request_contradicts_the_law() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=8,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
