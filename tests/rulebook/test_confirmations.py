"""A rule is confirmed by two people, for every edition that says it so; the mark comes and goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accounts.actors import Actor
from law.rules import rules_on
from offices.errors import ChangeDecided, ChangeIncomplete, NotAllowed, OwnChange
from offices.models import Institution
from papers.phrases import cite_rule
from requests_app import history
from requests_app.models import Term
from requests_app.public import find_public
from rulebook import confirmations, rule_sets
from rulebook.confirmations import Statement
from rulebook.errors import NothingStands
from rulebook.models import Basis, Confirmation
from rulebook.preview import preview_of
from rulebook.shelf import as_known_at
from rulebook.standing import UnknownEdition
from tests.factories import at, file_one
from tests.rulebook.conftest import proposal

pytestmark = pytest.mark.django_db
NOW, LATER = at("2026-07-06"), at("2026-07-08")
EDITION = "ley-7544-2025"
ARTICLE = "Ley 5282/2014, art. 16"
OPINION = Statement(
    basis=Basis.OPINION,
    counsel="Asesoría Jurídica",
    instrument="Dictamen 12/2026",
    document_on=date(2026, 7, 1),
)
People = dict[str, Actor]


def confirmed(people: People, rule: str = "answer") -> Confirmation:
    row = confirmations.confirm_rule(EDITION, rule, OPINION, by=people["auditor"], at=LATER)
    return confirmations.approve_confirmation(row.pk, by=people["director"], at=LATER)


def test_a_confirmed_rule_is_confirmed_wherever_it_says_the_same(people: People) -> None:
    confirmed(people)
    confirmed(people, "asueto_roll")
    assert rules_on(date(2026, 7, 6)).answer.verified
    assert rules_on(date(2015, 7, 6)).answer.verified
    assert not rules_on(date(2026, 7, 6)).court.verified
    assert not rules_on(date(2015, 7, 6)).asueto_roll.verified


def test_nothing_shows_before_a_second_person_approves(people: People) -> None:
    row = confirmations.confirm_rule(EDITION, "answer", OPINION, by=people["director"], at=NOW)
    for who, refusal in (("auditor", NotAllowed), ("director", OwnChange)):
        with pytest.raises(refusal):
            confirmations.approve_confirmation(row.pk, by=people[who], at=NOW)
    assert not rules_on(date(2026, 7, 6)).answer.verified
    with pytest.raises(ChangeIncomplete):
        confirmations.reject_confirmation(row.pk, by=people["second"], at=NOW, note=" ")
    confirmations.reject_confirmation(row.pk, by=people["second"], at=NOW, note="Otro artículo.")
    with pytest.raises(ChangeDecided):
        confirmations.approve_confirmation(row.pk, by=people["second"], at=NOW)
    assert not rules_on(date(2026, 7, 6)).answer.verified


def test_the_mark_goes_from_terms_counted_before_and_comes_back(
    people: People, mopc: Institution
) -> None:
    number = file_one(mopc, when=NOW).info_request.number
    term = Term.objects.get()

    def marks() -> tuple[bool, bool]:
        shown = find_public(number, on=date(2026, 7, 8))
        assert shown is not None
        return (shown.due_is_verified, term.is_confirmed)

    assert marks() == (False, False)
    row = confirmed(people)
    assert marks() == (True, True)
    assert not term.is_verified
    assert history.is_verified(ARTICLE, date(2026, 7, 6)) is False  # T4 cites it too
    confirmed(people, "extension")
    assert history.is_verified(ARTICLE, date(2026, 7, 6)) is True
    end = confirmations.end_confirmation(row.pk, OPINION, by=people["auditor"], at=LATER)
    confirmations.approve_confirmation(end.pk, by=people["director"], at=LATER)
    assert marks() == (False, False)
    for gone in (row, end):
        with pytest.raises(NothingStands):
            confirmations.end_confirmation(gone.pk, OPINION, by=people["auditor"], at=LATER)


def test_a_paper_taken_again_says_what_it_said(people: People) -> None:
    row = confirmed(people)
    with as_known_at(NOW):
        assert not rules_on(date(2026, 7, 6)).answer.verified
    with as_known_at(LATER):
        assert rules_on(date(2026, 7, 6)).answer.verified
    end = confirmations.end_confirmation(row.pk, OPINION, by=people["auditor"], at=LATER)
    confirmations.approve_confirmation(end.pk, by=people["director"], at=at("2026-07-09"))
    with as_known_at(LATER):
        assert rules_on(date(2026, 7, 6)).answer.verified
        cited = cite_rule(rules_on(date(2026, 7, 6)).answer)
    assert cited == ARTICLE


def test_a_rule_that_changes_waits_for_counsel_again_and_the_others_do_not(people: People) -> None:
    confirmed(people)
    confirmed(people, "court")
    change = rule_sets.propose_rule_set(proposal(), by=people["auditor"], at=LATER)
    seen = preview_of(change).digest
    rule_sets.approve_rule_set(change.pk, by=people["director"], at=LATER, seen=seen)
    new = rules_on(date(2026, 9, 1))
    assert (new.answer.verified, new.court.verified) == (False, True)
    assert rules_on(date(2026, 8, 31)).answer.verified


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        (replace(OPINION, counsel=" "), "counsel"),
        (replace(OPINION, instrument=""), "instrument"),
        (replace(OPINION, document_on=None), "document_on"),
        (replace(OPINION, document_on=date(2027, 1, 1)), "document_on"),
    ],
)
def test_what_is_missing_is_told(people: People, statement: Statement, field: str) -> None:
    with pytest.raises(ChangeIncomplete) as refusal:
        confirmations.confirm_rule(EDITION, "answer", statement, by=people["auditor"], at=NOW)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(("edition", "rule"), [("ninguna", "answer"), (EDITION, "id")])
def test_only_a_rule_that_exists_is_confirmed(people: People, edition: str, rule: str) -> None:
    with pytest.raises(UnknownEdition):
        confirmations.confirm_rule(edition, rule, OPINION, by=people["auditor"], at=NOW)
