"""A rule set: proposed by one, approved by another who saw what changes, never backwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from law.editions import EDITIONS
from law.rules import rules_on
from offices.errors import ChangeDecided, ChangeIncomplete, NotAllowed, OwnChange
from offices.models import Institution
from oversight import evidence
from requests_app import actions
from requests_app.models import InformationRequest, Term
from rulebook import rule_sets
from rulebook.errors import NotTheLast, OtherPreview, RulesMovedOn, SetTooLate
from rulebook.models import RuleSetChange
from rulebook.preview import preview_of
from rulebook.shelf import Shelf
from rulebook.standing import AS_SHIPPED, NewRule, Standing, UnknownEdition, read
from tests.factories import at, file_one
from tests.rulebook.conftest import SHORTER, proposal

pytestmark = pytest.mark.django_db
NOW = at("2026-07-06")
People = dict[str, Actor]


def approved(people: People, *rules: NewRule, begins: date = date(2026, 9, 1)) -> RuleSetChange:
    change = rule_sets.propose_rule_set(
        proposal(*rules, begins=begins), by=people["auditor"], at=NOW
    )
    seen = preview_of(change).digest
    return rule_sets.approve_rule_set(change.pk, by=people["director"], at=NOW, seen=seen)


def test_what_is_approved_rules_from_its_day_and_not_a_day_before(people: People) -> None:
    change = approved(people)
    assert rules_on(date(2026, 8, 31)) is EDITIONS[-1]
    new = rules_on(date(2026, 9, 1))
    assert (new.id, new.answer.value) == (change.edition_id, 10)
    assert str(new.answer.article) == "Ley 9.999/2026, art. 3"
    assert not new.answer.verified
    assert new.court == EDITIONS[-1].court


def test_what_began_keeps_its_rules_and_what_begins_follows_the_new(
    people: People, mopc: Institution
) -> None:
    first = file_one(mopc, when=NOW).info_request
    before = list(Term.objects.values_list("kind", "due_on", "rule_set"))
    change = approved(people)
    second = file_one(mopc, when=at("2026-09-01")).info_request
    assert before == list(
        Term.objects.filter(info_request=first).values_list("kind", "due_on", "rule_set")
    )
    term = Term.objects.get(info_request=second)
    assert (term.due_on, term.rule_set) == (date(2026, 9, 15), change.edition_id)
    actions.declare_tacit_denials(on=date(2026, 9, 20), at=at("2026-09-20"))
    for row in InformationRequest.objects.all():
        assert all(told.agrees for told in evidence.terms_of(row))


def test_the_preview_tells_the_rules_and_the_dates(people: People) -> None:
    change = rule_sets.propose_rule_set(proposal(), by=people["auditor"], at=NOW)
    preview = preview_of(change)
    assert [(one.name, one.before.value, one.after.value) for one in preview.differences] == [
        ("answer", 15, 10)
    ]
    eve, first, *_others = preview.days
    assert eve.presented_on == date(2026, 8, 31)
    told = {name: (before, after) for name, before, after in first.moves}
    assert told["answer"] == (date(2026, 9, 22), date(2026, 9, 15))
    assert told["forwarding"][0] == told["forwarding"][1]
    assert all(before == after for _name, before, after in eve.moves)
    assert rules_on(date(2026, 9, 1)) is EDITIONS[-1]


def test_it_takes_two_people_and_the_second_a_director(people: People) -> None:
    change = rule_sets.propose_rule_set(proposal(), by=people["director"], at=NOW)
    seen = preview_of(change).digest
    for who, refusal in (("auditor", NotAllowed), ("director", OwnChange)):
        with pytest.raises(refusal):
            rule_sets.approve_rule_set(change.pk, by=people[who], at=NOW, seen=seen)
    with pytest.raises(OtherPreview):
        rule_sets.approve_rule_set(change.pk, by=people["second"], at=NOW, seen="0" * 64)
    rule_sets.approve_rule_set(change.pk, by=people["second"], at=NOW, seen=seen)
    with pytest.raises(ChangeDecided):
        rule_sets.reject_rule_set(change.pk, by=people["second"], at=NOW, note="Tarde.")
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetChange.objects.filter(pk=change.pk).update(decided_by=people["director"].user)


def test_no_set_begins_on_a_day_that_is_here_or_minutes_away(people: People) -> None:
    change = rule_sets.propose_rule_set(proposal(), by=people["auditor"], at=NOW)
    seen = preview_of(change).digest
    for when in (at("2026-08-31", 23, 56), at("2026-09-01"), at("2026-12-01")):
        with pytest.raises(SetTooLate):
            rule_sets.approve_rule_set(change.pk, by=people["director"], at=when, seen=seen)
    just_in_time = at("2026-08-31", 23, 54)
    rule_sets.approve_rule_set(change.pk, by=people["director"], at=just_in_time, seen=seen)


def test_of_two_proposals_on_the_same_rules_only_one_is_approved(people: People) -> None:
    other = rule_sets.propose_rule_set(
        proposal(begins=date(2026, 10, 1)), by=people["auditor"], at=NOW
    )
    approved(people)
    with pytest.raises(RulesMovedOn):
        rule_sets.approve_rule_set(
            other.pk, by=people["director"], at=NOW, seen=preview_of(other).digest
        )
    done = rule_sets.reject_rule_set(other.pk, by=people["director"], at=NOW, note="De nuevo.")
    assert done.note == "De nuevo."


def test_a_set_follows_the_last_one_approved(people: People) -> None:
    approved(people)
    court = EDITIONS[-1].court
    later = NewRule("court", 90, court.article.statute, court.article.number, "Noventa días.")
    approved(people, later, begins=date(2026, 10, 1))
    last = rules_on(date(2026, 10, 1))
    assert (last.answer.value, last.court.value) == (10, 90)
    assert rules_on(date(2026, 9, 30)).court.value == 60


def test_only_the_last_set_is_withdrawn_and_only_before_it_begins(people: People) -> None:
    first = approved(people)
    last = approved(people, replace(SHORTER, value=8), begins=date(2026, 10, 1))
    words = {"reason": "La ley se derogó.", "instrument": "Ley 10.000/2026"}
    with pytest.raises(NotTheLast):
        rule_sets.propose_withdrawal(first.pk, by=people["auditor"], at=NOW, **words)
    late = at("2026-10-01")
    with pytest.raises(NotTheLast):
        rule_sets.propose_withdrawal(last.pk, by=people["auditor"], at=late, **words)
    end = rule_sets.propose_withdrawal(last.pk, by=people["director"], at=NOW, **words)
    preview = preview_of(end)
    assert [(one.before.value, one.after.value) for one in preview.differences] == [(8, 10)]
    with pytest.raises(OwnChange):
        rule_sets.approve_rule_set(end.pk, by=people["director"], at=NOW, seen=preview.digest)
    assert rules_on(date(2026, 10, 1)).answer.value == 8
    rule_sets.approve_rule_set(end.pk, by=people["second"], at=NOW, seen=preview.digest)
    assert rules_on(date(2026, 10, 1)).answer.value == 10


def rule(name: str, **changes: object) -> NewRule:
    before = EDITIONS[-1].by_name[name]
    said = NewRule(
        name, before.value, before.article.statute, before.article.number, before.reading
    )
    return replace(said, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "begins", "field"),
    [
        ([], date(2026, 9, 1), "rules"),
        ([SHORTER], date(2026, 7, 6), "in_force_from"),
        ([SHORTER], date(2025, 9, 6), "in_force_from"),
        ([SHORTER], date(2029, 1, 1), "in_force_from"),
        ([rule("answer", value=0)], date(2026, 9, 1), "answer-value"),
        ([rule("answer", value=61)], date(2026, 9, 1), "answer-value"),
        ([rule("answer", value=2)], date(2026, 9, 1), "answer-value"),
        ([rule("court_safe", value=61)], date(2026, 9, 1), "court_safe-value"),
        ([rule("tacit_denial", value=2)], date(2026, 9, 1), "tacit_denial-value"),
        ([rule("court")], date(2026, 9, 1), "court-value"),
        ([rule("court", statute=" ")], date(2026, 9, 1), "court-statute"),
        ([rule("court", reading="")], date(2026, 9, 1), "court-reading"),
        ([rule("court", value=61), rule("court", value=62)], date(2026, 9, 1), "rules"),
        ([replace(SHORTER, name="id")], date(2026, 9, 1), "rules"),
    ],
)
def test_what_is_wrong_is_told_by_field(
    people: People, rules: list[NewRule], begins: date, field: str
) -> None:
    wrong = replace(proposal(begins=begins), rules=rules)
    with pytest.raises(ChangeIncomplete) as refusal:
        rule_sets.propose_rule_set(wrong, by=people["auditor"], at=NOW)
    assert field in refusal.value.fields


def test_a_reading_may_change_without_its_number(people: People) -> None:
    approved(people, rule("tacit_denial", reading="Otra lectura.", number="21"))
    new = rules_on(date(2026, 9, 1)).tacit_denial
    assert (new.value, str(new.article), new.reading) == (
        1, "Ley 5282/2014, art. 21", "Otra lectura.",
    )  # fmt: skip


def test_a_process_looks_once_a_minute_and_at_once_when_told(
    people: People, django_assert_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    looked: list[Standing] = []

    def look() -> Standing:
        looked.append(read())
        return looked[-1]

    patient = Shelf(look, seconds=3600)
    with django_assert_num_queries(2):
        assert patient() == patient() == AS_SHIPPED.editions
    assert len(looked) == 1
    change = approved(people)
    assert patient()[-1].id != change.edition_id
    patient.forget()
    with django_assert_num_queries(3):
        assert patient()[-1].id == change.edition_id
    hasty = Shelf(look, seconds=0)
    assert hasty()[-1].id == hasty()[-1].id == change.edition_id
    assert len(looked) == 4


def test_a_set_that_rests_on_nothing_known_stops_instead_of_misdating(people: People) -> None:
    change = approved(people)
    RuleSetChange.objects.filter(pk=change.pk).update(base="ley-perdida")
    with pytest.raises(UnknownEdition):
        read()
