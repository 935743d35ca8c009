"""Absences: the work goes to a substitute, with a post of their own for what they lacked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import User
from offices.absences import end_absence, in_place_of, note_absence, whoever_works_for
from offices.actions import end_post
from offices.errors import (
    AwayAlready,
    CannotStandIn,
    EndsBeforeItStarts,
    NotAtThisOffice,
    NotYourAbsence,
    OverAlready,
    StartsInThePast,
)
from offices.models import Absence, Duty, Institution, Office, Post
from tests.factories import appoint, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 6)
LEAVES, LAST_DAY, BACK = date(2026, 7, 8), date(2026, 7, 10), date(2026, 7, 11)

Note = Callable[..., Absence]


@pytest.fixture
def office(mopc: Institution) -> Office:
    return mopc.offices.get()


@pytest.fixture
def head(mopc: Institution) -> User:
    return appoint(make_user("jefa@mopc.example"), mopc, Duty.HEAD)


@pytest.fixture
def note(office: Office, head: User, officer: User, monday: datetime) -> Note:
    def noted(**extra: Any) -> Absence:
        person, substitute = extra.pop("person", head), extra.pop("substitute", officer)
        told = {"starts_on": LEAVES, "ends_on": LAST_DAY, "by": head, "on": TODAY, "at": monday}
        return note_absence(office, person, substitute, **{**told, **extra})

    return noted


def _duties(user: User, on: date) -> set[str]:
    return set(Post.objects.held_on(on).filter(holder=user).values_list("duty", flat=True))


def test_a_substitute_holds_what_they_lacked_for_those_days_and_no_longer(
    note: Note, head: User, officer: User
) -> None:
    note()
    assert _duties(officer, date(2026, 7, 7)) == {Duty.OFFICER}
    assert _duties(officer, LEAVES) == {Duty.OFFICER, Duty.HEAD}
    assert _duties(officer, LAST_DAY) == {Duty.OFFICER, Duty.HEAD}
    assert _duties(officer, BACK) == {Duty.OFFICER}
    stand_in = Post.objects.get(holder=officer, duty=Duty.HEAD)
    assert stand_in.stands_in_for == Post.objects.get(holder=head)


def test_work_goes_to_the_substitute_and_comes_back_by_itself(
    note: Note, head: User, officer: User
) -> None:
    note()
    assert in_place_of(officer, on=TODAY) == {officer.pk}
    assert in_place_of(officer, on=LEAVES) == {officer.pk, head.pk}
    assert whoever_works_for([head.pk, officer.pk], on=LEAVES) == {
        head.pk: officer.pk,
        officer.pk: officer.pk,
    }
    assert in_place_of(officer, on=BACK) == {officer.pk}


def test_a_substitute_who_leaves_too_passes_on_both(
    note: Note, mopc: Institution, head: User, officer: User
) -> None:
    third = appoint(make_user("tercero@mopc.example"), mopc, Duty.OFFICER)
    note(person=officer, substitute=third)
    note(person=head, substitute=third)
    assert in_place_of(third, on=LEAVES) == {third.pk, officer.pk, head.pk}
    with pytest.raises(CannotStandIn):
        note(person=third, substitute=officer)


def test_a_chain_of_substitutes_leads_to_the_last(
    note: Note, mopc: Institution, head: User, officer: User
) -> None:
    third = appoint(make_user("tercero@mopc.example"), mopc, Duty.OFFICER)
    note()
    note(person=officer, substitute=third, by=officer)
    assert whoever_works_for([head.pk], on=LEAVES) == {head.pk: third.pk}
    assert in_place_of(officer, on=LEAVES) == {officer.pk}


def test_coming_back_early_keeps_what_had_been_announced(
    note: Note, head: User, officer: User, monday: datetime
) -> None:
    absence = end_absence(note(), by=head, on=date(2026, 7, 9), at=monday)
    assert (absence.ends_on, absence.announced_until) == (LEAVES, LAST_DAY)
    assert absence.ended_by == head
    # The substitute keeps the post until the end of the day on which the other is back.
    assert Duty.HEAD in _duties(officer, date(2026, 7, 9))
    assert Duty.HEAD not in _duties(officer, LAST_DAY)
    assert in_place_of(officer, on=date(2026, 7, 9)) == {officer.pk}
    with pytest.raises(OverAlready):
        end_absence(absence, by=head, on=date(2026, 7, 9), at=monday)


def test_who_does_not_leave_after_all_was_away_on_no_day(
    note: Note, head: User, officer: User, monday: datetime
) -> None:
    absence = end_absence(note(), by=head, on=TODAY, at=monday)
    assert not Absence.objects.in_force(LEAVES).exists()
    assert not Absence.objects.not_over(TODAY).exists()
    assert not Post.objects.filter(stands_in_for__isnull=False).exists()
    with pytest.raises(OverAlready):
        end_absence(absence, by=head, on=TODAY, at=monday)


def test_a_substitution_ends_with_the_post_it_stands_in_for(
    note: Note, head: User, officer: User
) -> None:
    note()
    end_post(Post.objects.get(holder=head), ends_on=LEAVES)
    assert Duty.HEAD in _duties(officer, LEAVES)
    assert Duty.HEAD not in _duties(officer, LAST_DAY)


def test_a_post_that_ends_meanwhile_is_covered_until_then(
    note: Note, mopc: Institution, officer: User
) -> None:
    leaving = appoint(make_user("sale@mopc.example"), mopc, Duty.HEAD, ends_on=LEAVES)
    note(person=leaving)
    stand_in = Post.objects.get(holder=officer, duty=Duty.HEAD)
    assert (stand_in.starts_on, stand_in.ends_on) == (LEAVES, LEAVES)


def test_the_person_says_so_or_whoever_leads_the_office(
    note: Note, mopc: Institution, authority: User, officer: User, head: User, monday: datetime
) -> None:
    colleague = appoint(make_user("colega@mopc.example"), mopc, Duty.OFFICER)
    with pytest.raises(NotYourAbsence):
        note(person=officer, substitute=colleague, by=colleague)
    absence = note(person=officer, substitute=colleague, by=officer)
    with pytest.raises(NotYourAbsence):
        end_absence(absence, by=colleague, on=TODAY, at=monday)
    assert end_absence(absence, by=authority, on=TODAY, at=monday).ended_by == authority


def test_who_is_no_officer_becomes_one_only_by_the_word_of_who_leads(
    note: Note, mopc: Institution, officer: User
) -> None:
    liaison = appoint(make_user("enlace@mopc.example"), mopc, Duty.LIAISON)
    with pytest.raises(CannotStandIn):
        note(person=officer, substitute=liaison, by=officer)
    note(person=officer, substitute=liaison)
    assert Duty.OFFICER in _duties(liaison, LEAVES)


@pytest.mark.parametrize(
    ("extra", "refusal"),
    [
        ({"starts_on": date(2026, 7, 5)}, StartsInThePast),
        ({"ends_on": date(2026, 7, 7)}, EndsBeforeItStarts),
    ],
)
def test_an_absence_has_its_days_in_order(
    note: Note, extra: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        note(**extra)


def test_one_is_away_once_and_stands_in_only_for_colleagues(
    note: Note, head: User, officer: User, other_officer: User, authority: User
) -> None:
    for nobody_fit in (other_officer, head):
        with pytest.raises(CannotStandIn):
            note(substitute=nobody_fit)
    # Who signs meanwhile in place of the highest authority is for the registry to say.
    with pytest.raises(NotAtThisOffice):
        note(person=authority)
    note()
    with pytest.raises(AwayAlready):
        note(starts_on=LAST_DAY, ends_on=LAST_DAY)
