"""The way to court, as far as the record must know it."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind, compliance_term
from offices.calendars import calendar_for
from offices.models import Institution
from requests_app import actions
from requests_app.errors import AlreadyOpen, Incomplete, NotYours, PresentedInTheFuture, WrongStage
from requests_app.models import CourtCase
from requests_app.states import CourtStage, EventKind, Outcome, Stage, TermEnd
from tests.factories import at
from tests.requests_app.story import one_event, refused, reload, reply, silent_denial, term

pytestmark = pytest.mark.django_db


def go_to_court(number: str, by: Actor, filed_on: str = "2026-08-04", **extra: str) -> CourtCase:
    """Record a filing through its act, on 5 August 2026."""
    court = extra.pop("court", "Juzgado Civil y Comercial 4.º turno")
    day = date.fromisoformat(filed_on)
    return actions.record_court_filing(
        number, by=by, at=at("2026-08-05"), court=court, filed_on=day, **extra
    )


def rule(number: str, by: Actor, *, ruled_on: str = "2026-08-12", orders: bool = True) -> CourtCase:
    """Record a ruling through its act, on 13 August 2026."""
    return actions.record_ruling(
        number,
        by=by,
        at=at("2026-08-13"),
        ruled_on=date.fromisoformat(ruled_on),
        orders_delivery=orders,
        ruling="Se ordena entregar." if orders else "No ha lugar.",
    )


def test_the_whole_path_from_silence_to_compliance(
    number: str, requester: Actor, by_officer: Actor, mopc: Institution
) -> None:
    silent_denial(number)
    with one_event(number, EventKind.COURT_FILED):
        go_to_court(number, requester, case_number="Pérez c/ MOPC s/ amparo")
    assert term(number, TermKind.COURT).ended_as == TermEnd.MET
    assert "Pérez" not in reload(number).timeline.latest("sequence").payload
    with one_event(number, EventKind.COURT_ORDERED):
        rule(number, requester)
    to_comply = term(number, TermKind.COMPLIANCE)
    assert to_comply.due_on == compliance_term(date(2026, 8, 12), calendar_for(mopc).days).due_on
    assert reload(number).stage == Stage.TACITLY_DENIED
    with one_event(number, EventKind.COURT_COMPLIED):
        actions.record_compliance(
            number, by=by_officer, at=at(str(to_comply.due_on)), reply=reply()
        )
    row, case = reload(number), CourtCase.objects.get()
    assert (row.stage, row.outcome, case.stage) == (
        Stage.ANSWERED,
        Outcome.GRANTED,
        CourtStage.COMPLIED,
    )
    assert row.tacitly_denied_on == date(2026, 7, 28)
    assert term(number, TermKind.COMPLIANCE).ended_as == TermEnd.MET


def test_late_compliance_is_accepted_and_its_term_is_not_met(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    silent_denial(number)
    go_to_court(number, requester)
    rule(number, requester)
    actions.record_compliance(number, by=by_officer, at=at("2026-12-01"), reply=reply())
    assert term(number, TermKind.COMPLIANCE).ended_as == TermEnd.LAPSED


def test_a_dismissed_case_leaves_the_denial(number: str, requester: Actor) -> None:
    silent_denial(number)
    go_to_court(number, requester)
    with one_event(number, EventKind.COURT_DISMISSED):
        rule(number, requester, orders=False)
    assert reload(number).stage == Stage.TACITLY_DENIED
    assert not reload(number).terms.filter(kind=TermKind.COMPLIANCE).exists()
    assert go_to_court(number, requester).stage == CourtStage.FILED


def test_one_case_at_a_time(number: str, requester: Actor) -> None:
    silent_denial(number)
    go_to_court(number, requester)
    with refused(AlreadyOpen):
        go_to_court(number, requester)
    rule(number, requester)
    with refused(AlreadyOpen):
        go_to_court(number, requester)


def test_nobody_goes_to_court_before_a_decision(number: str, requester: Actor) -> None:
    row = reload(number)
    row.terms.update(due_on=date(2026, 12, 1))
    with refused(WrongStage):
        go_to_court(number, requester)


def test_a_filing_has_a_court_and_a_possible_date(number: str, requester: Actor) -> None:
    silent_denial(number)
    with refused(PresentedInTheFuture):
        go_to_court(number, requester, "2026-08-06")
    with refused(Incomplete) as refusal:
        go_to_court(number, requester, "2026-07-05", court=" ")
    assert set(refusal.value.fields) == {"court", "filed_on"}


@pytest.mark.parametrize("ruled_on", ["2026-08-03", "2026-08-14"])
def test_a_ruling_follows_its_filing_and_does_not_come_from_the_future(
    number: str, requester: Actor, ruled_on: str
) -> None:
    silent_denial(number)
    go_to_court(number, requester)
    with refused(Incomplete) as refusal:
        rule(number, requester, ruled_on=ruled_on)
    assert set(refusal.value.fields) == {"ruled_on"}


def test_a_ruling_says_what_was_decided(number: str, requester: Actor) -> None:
    silent_denial(number)
    go_to_court(number, requester)
    with refused(Incomplete) as refusal:
        actions.record_ruling(
            number,
            by=requester,
            at=at("2026-08-13"),
            ruled_on=date(2026, 8, 12),
            orders_delivery=True,
            ruling=" ",
        )
    assert set(refusal.value.fields) == {"ruling"}


def test_there_is_no_ruling_without_a_case_nor_compliance_without_an_order(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    silent_denial(number)
    with refused(WrongStage):
        rule(number, requester)
    go_to_court(number, requester)
    with refused(WrongStage):
        actions.record_compliance(number, by=by_officer, at=at("2026-08-13"), reply=reply())


def test_either_party_or_the_auditor_may_record_what_happened_in_court(
    number: str, by_officer: Actor, auditor: User, other_officer: User
) -> None:
    silent_denial(number)
    for stranger in (Actor.official(other_officer), Actor.requester("AIP-2026-000099")):
        with refused(NotYours):
            go_to_court(number, stranger)
    go_to_court(number, by_officer)
    rule(number, Actor.official(auditor), orders=False)
