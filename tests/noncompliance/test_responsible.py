"""Who was responsible on which day: posts, substitutes, absences, vacancies and forwardings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.models import User
from noncompliance.responsible import Held, held_by_day, responsible_for, stays_between
from offices.absences import note_absence
from offices.models import Duty, Institution, Office, Post
from requests_app import actions
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

FILED, UNTIL = date(2026, 7, 6), date(2026, 7, 31)


@pytest.fixture
def info_request(mopc: Institution) -> InformationRequest:
    return file_one(mopc, when=at("2026-07-06")).info_request


def told(held: tuple[Held, ...]) -> list[tuple[int, int, str, str]]:
    """The rows as first day, last day, officers and authorities."""
    return [
        (
            row.from_on.day,
            row.to_on.day,
            "+".join(post.person for post in row.officers),
            "+".join(post.person for post in row.authorities),
        )
        for row in held
    ]


def named(name: str, place: Institution, duty: Duty, **days: Any) -> User:
    return appoint(make_user(f"{name}@mopc.example", full_name=name), place, duty, **days)


def test_one_row_where_nothing_changes_and_what_nobody_holds_is_vacant(
    mopc: Institution, info_request: InformationRequest
) -> None:
    named("Ana", mopc, Duty.OFFICER)
    held = held_by_day(info_request, until=UNTIL)
    assert told(held) == [(6, 31, "Ana", "")]
    assert held[0].institution == mopc.name
    assert held[0].vacant == (Duty.HEAD, Duty.HIGHEST_AUTHORITY)


def test_a_post_that_ends_leaves_vacant_days_until_the_next_begins(
    mopc: Institution, info_request: InformationRequest
) -> None:
    named("Ana", mopc, Duty.OFFICER, ends_on=date(2026, 7, 10))
    named("Beto", mopc, Duty.OFFICER, starts_on=date(2026, 7, 15))
    named("Ministra", mopc, Duty.HIGHEST_AUTHORITY)
    held = held_by_day(info_request, until=UNTIL)
    assert told(held) == [
        (6, 10, "Ana", "Ministra"),
        (11, 14, "", "Ministra"),
        (15, 31, "Beto", "Ministra"),
    ]
    assert Duty.OFFICER in held[1].vacant


def test_who_is_away_is_named_with_who_stood_in(
    mopc: Institution, info_request: InformationRequest
) -> None:
    ana, head = named("Ana", mopc, Duty.OFFICER), named("Jefa", mopc, Duty.HEAD)
    office = Office.objects.get(institution=mopc)
    note_absence(
        office,
        ana,
        head,
        starts_on=date(2026, 7, 13),
        ends_on=date(2026, 7, 17),
        by=head,
        on=date(2026, 7, 6),
        at=at("2026-07-06"),
    )
    before, during, after = held_by_day(info_request, until=UNTIL)
    assert (during.from_on.day, during.to_on.day) == (13, 17)
    absent, substitute = during.officers
    assert (absent.person, absent.covered_by) == ("Ana", "Jefa")
    assert (substitute.person, substitute.stands_in_for) == ("Jefa", "Ana")
    assert before.officers == after.officers
    assert before.officers[0].covered_by == ""


def test_a_substitute_goes_with_the_post_they_stand_in_for(
    mopc: Institution, info_request: InformationRequest
) -> None:
    ana = named("Ana", mopc, Duty.OFFICER, ends_on=date(2026, 7, 10))
    post = Post.objects.get(holder=ana)
    beto = make_user("beto@mopc.example", full_name="Beto")
    Post.objects.create(
        office=post.office,
        holder=beto,
        duty=Duty.OFFICER,
        starts_on=date(2026, 7, 8),
        ends_on=date(2026, 7, 20),
        stands_in_for=post,
    )
    rows = told(held_by_day(info_request, until=UNTIL))
    assert [row[:3] for row in rows] == [(6, 7, "Ana"), (8, 10, "Ana+Beto"), (11, 31, "")]


def test_who_can_no_longer_sign_in_was_responsible_all_the_same(
    mopc: Institution, info_request: InformationRequest
) -> None:
    ana = named("Ana", mopc, Duty.OFFICER, ends_on=date(2026, 7, 10))
    ana.is_active = False
    ana.save()
    assert told(held_by_day(info_request, until=UNTIL))[0] == (6, 10, "Ana", "")


def test_a_forwarded_request_is_of_its_receiver_from_that_day(
    mopc: Institution, mec: Institution, info_request: InformationRequest
) -> None:
    ana = named("Ana", mopc, Duty.OFFICER)
    named("Carlos", mec, Duty.OFFICER)
    actions.forward(
        info_request.number,
        by=Actor.official(ana),
        at=at("2026-07-08"),
        to=mec,
        reason="Es competencia del MEC.",
    )
    held = held_by_day(info_request, until=UNTIL)
    assert [(row.institution, row.from_on.day, row.to_on.day) for row in held] == [
        (mopc.name, 6, 7),
        (mec.name, 8, 31),
    ]
    assert [row.officers[0].person for row in held] == ["Ana", "Carlos"]


def test_who_had_it_for_part_of_a_day_only_has_no_row() -> None:
    stays = stays_between(1, [(FILED, 2), (FILED, 3)], from_on=FILED, until=UNTIL)
    assert [(stay.institution_id, stay.from_on) for stay in stays] == [(3, FILED)]
    later = stays_between(1, [(date(2026, 8, 3), 2)], from_on=FILED, until=UNTIL)
    assert [(stay.institution_id, stay.to_on) for stay in later] == [(1, UNTIL)]
    assert stays_between(1, [], from_on=UNTIL, until=FILED) == ()


def test_many_requests_cost_what_one_does(
    mopc: Institution, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    named("Ana", mopc, Duty.OFFICER)
    rows = [file_one(mopc, when=at("2026-07-06")).info_request for _turn in range(5)]
    with django_assert_max_num_queries(4):
        held = responsible_for(rows, until={row.pk: UNTIL for row in rows})
    assert [told(held[row.pk]) for row in rows] == [[(6, 31, "Ana", "")]] * 5
