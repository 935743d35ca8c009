"""Changes of the registry: one person proposes by an instrument, another approves; vacant posts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import User
from offices import registry_changes as acts
from offices.actions import load_institutions
from offices.errors import (
    AlreadyHeld,
    ChangeDecided,
    ChangeIncomplete,
    NotAllowed,
    OwnChange,
    RegistryMovedOn,
    ServesTheDirectorate,
)
from offices.loading import read_registry
from offices.models import ChangeState, Duty, Institution, Post, RegistryChange
from offices.registry_changes import Appointment
from offices.registry_fields import Instrument, access_office
from offices.search import find
from offices.vacancies import Reason, Vacancy, vacancies_on
from tests.factories import appoint, at, make_institution, make_user
from tests.offices.conftest import Write

pytestmark = pytest.mark.django_db

NOW = at("2026-07-16")
DECREE = Instrument("Decreto 100/2026", "Gaceta Oficial 7", date(2026, 7, 1))
DATA = {
    "name": "Ministerio Nuevo",
    "acronym": "MN",
    "category": "b",
    "branch": "executive",
    "is_executive": "yes",
    "department": "",
    "district": "",
    "office_email": "acceso@nuevo.example",
}


@pytest.fixture
def directorate(calendar: object) -> Institution:
    return make_institution("MJ", "Ministerio de Justicia")


@pytest.fixture
def auditor(directorate: Institution) -> Actor:
    return Actor.official(appoint(make_user("auditora@mj.example"), directorate, Duty.AUDITOR))


@pytest.fixture
def director(directorate: Institution) -> Actor:
    return Actor.official(appoint(make_user("directora@mj.example"), directorate, Duty.DIRECTOR))


def renamed(mopc: Institution, by: Actor, **values: str) -> RegistryChange:
    given = values or {"name": "Ministerio de Obras", "office_phone": "021 000"}
    return acts.propose_correction(mopc, given, DECREE, by=by, at=NOW)


def test_a_new_public_source_exists_once_a_second_person_approves(
    auditor: Actor, director: Actor
) -> None:
    change = acts.propose_creation("MN", DATA, DECREE, by=auditor, at=NOW)
    assert not Institution.objects.filter(code="MN").exists()
    acts.approve_registry_change(change.pk, by=director, at=NOW)
    new = Institution.objects.get(code="MN")
    office = access_office(new)
    assert office is not None
    assert (new.name, new.is_executive, office.email) == (
        "Ministerio Nuevo", True, "acceso@nuevo.example",
    )  # fmt: skip
    assert new.search_text == "ministerio nuevo mn"
    assert new.changes.get().instrument == "Decreto 100/2026"


def test_a_correction_keeps_what_was_before_and_is_found_by_both_names(
    mopc: Institution, auditor: Actor, director: Actor
) -> None:
    change = renamed(mopc, auditor)
    assert change.before == {
        "name": "Ministerio de Obras Públicas y Comunicaciones", "office_phone": "",
    }  # fmt: skip
    acts.approve_registry_change(change.pk, by=director, at=NOW, note="Visto.")
    mopc.refresh_from_db()
    assert mopc.name == "Ministerio de Obras"
    office = access_office(mopc)
    assert office is not None
    assert office.phone == "021 000"
    assert [match.institution for match in find("comunicaciones").matches] == [mopc]
    assert mopc.former_names == "Ministerio de Obras Públicas y Comunicaciones"


def test_what_an_act_changed_a_file_does_not_change_back(
    registry_file: Write, mopc: Institution, auditor: Actor, director: Actor
) -> None:
    acts.approve_registry_change(renamed(mopc, auditor).pk, by=director, at=NOW)
    lines = ("MOPC,Otro nombre,,b,executive,yes,,,yes,", "VIEJA,Vieja,,b,executive,yes,,,no,MOPC")
    load_institutions(read_registry(registry_file(*lines)))
    mopc.refresh_from_db()
    assert mopc.name == "Ministerio de Obras"
    assert Institution.objects.get(code="VIEJA").successor == mopc


def test_an_approved_proposal_must_still_say_what_stands(
    mopc: Institution, auditor: Actor, director: Actor
) -> None:
    first, second = renamed(mopc, auditor), renamed(mopc, auditor, name="Ministerio de Rutas")
    acts.approve_registry_change(first.pk, by=director, at=NOW)
    with pytest.raises(RegistryMovedOn):
        acts.approve_registry_change(second.pk, by=director, at=NOW)
    second.refresh_from_db()
    assert second.state == ChangeState.PROPOSED


def test_nobody_decides_alone_or_twice_or_without_the_duty(
    mopc: Institution, auditor: Actor, director: Actor, officer: User
) -> None:
    with pytest.raises(NotAllowed):
        renamed(mopc, Actor.official(officer))
    own = renamed(mopc, director)
    with pytest.raises(OwnChange):
        acts.approve_registry_change(own.pk, by=director, at=NOW)
    with pytest.raises(NotAllowed):
        acts.approve_registry_change(own.pk, by=auditor, at=NOW)
    change = renamed(mopc, auditor)
    with pytest.raises(ChangeIncomplete):
        acts.reject_registry_change(change.pk, by=director, at=NOW, note=" ")
    acts.reject_registry_change(change.pk, by=director, at=NOW, note="Es otro ministerio.")
    with pytest.raises(ChangeDecided):
        acts.approve_registry_change(change.pk, by=director, at=NOW)
    mopc.refresh_from_db()
    assert mopc.name == "Ministerio de Obras Públicas y Comunicaciones"
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistryChange.objects.filter(pk=change.pk).update(decided_by=change.proposed_by)


@pytest.mark.parametrize(
    ("values", "given", "fields"),
    [
        ({"name": " "}, DECREE, {"name"}),
        ({"name": "x" * 201, "office_email": "nadie"}, DECREE, {"name", "office_email"}),
        ({"category": "z", "branch": "luna"}, DECREE, {"category", "branch"}),
        ({"name": "Con\u202enada"}, DECREE, {"name"}),
        ({}, DECREE, {"name"}),
        ({"name": "Otro"}, Instrument("", "", None), {"instrument", "source", "signed_on"}),
        ({"name": "Otro"}, Instrument("D 1", "G", date(2027, 1, 1)), {"signed_on"}),
    ],
)
def test_an_incomplete_proposal_says_what_it_lacks(
    mopc: Institution, auditor: Actor, values: dict[str, str], given: Instrument, fields: set[str]
) -> None:
    with pytest.raises(ChangeIncomplete) as refusal:
        acts.propose_correction(mopc, values, given, by=auditor, at=NOW)
    assert set(refusal.value.fields) == fields


@pytest.mark.parametrize("code", ["mopc", "MOPC", "", "A B", "X" * 21, "MÑ"])
def test_a_code_is_new_and_plain(mopc: Institution, auditor: Actor, code: str) -> None:
    with pytest.raises(ChangeIncomplete) as refusal:
        acts.propose_creation(code, DATA, DECREE, by=auditor, at=NOW)
    assert set(refusal.value.fields) == {"code"}


def test_a_post_is_given_and_ended_by_instrument(
    mopc: Institution, auditor: Actor, director: Actor
) -> None:
    whom = Appointment("Ana@mopc.example", "Ana", Duty.OFFICER, date(2026, 7, 1))
    for outcome in (None, AlreadyHeld):
        change = acts.propose_appointment(mopc, whom, DECREE, by=auditor, at=NOW)
        if outcome:
            with pytest.raises(outcome):
                acts.approve_registry_change(change.pk, by=director, at=NOW)
        else:
            acts.approve_registry_change(change.pk, by=director, at=NOW)
    post = Post.objects.get(holder__email="ana@mopc.example")
    assert (post.duty, post.starts_on, post.ends_on) == (Duty.OFFICER, date(2026, 7, 1), None)
    end = acts.propose_end_of_post(post, date(2026, 7, 31), DECREE, by=auditor, at=NOW)
    acts.approve_registry_change(end.pk, by=director, at=NOW)
    post.refresh_from_db()
    assert post.ends_on == date(2026, 7, 31)


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.DIRECTOR, Duty.CLERK, Duty.LIAISON])
def test_the_registry_gives_only_the_duties_of_an_access_office(
    mopc: Institution, auditor: Actor, duty: Duty
) -> None:
    whom = Appointment("ana@mopc.example", "Ana", duty, date(2026, 7, 1), date(2026, 6, 1))
    with pytest.raises(ChangeIncomplete) as refusal:
        acts.propose_appointment(mopc, whom, DECREE, by=auditor, at=NOW)
    assert set(refusal.value.fields) == {"duty", "ends_on"}


def test_nobody_of_the_directorate_is_seated_where_answers_are_given(
    mopc: Institution, directorate: Institution, auditor: Actor, director: Actor
) -> None:
    def proposed(email: str) -> RegistryChange:
        whom = Appointment(email, "Otra", Duty.HIGHEST_AUTHORITY, date(2026, 8, 1))
        return acts.propose_appointment(mopc, whom, DECREE, by=auditor, at=NOW)

    with pytest.raises(ChangeIncomplete) as refusal:
        proposed(" Directora@mj.example")
    assert set(refusal.value.fields) == {"email"}
    change = proposed("otra@mj.example")
    appoint(make_user("otra@mj.example"), directorate, Duty.AUDITOR, starts_on=date(2026, 9, 1))
    with pytest.raises(ServesTheDirectorate):
        acts.approve_registry_change(change.pk, by=director, at=NOW)
    assert not Post.objects.filter(office__institution=mopc).exists()


def test_the_body_that_holds_the_directorate_is_not_dissolved(
    mopc: Institution,
    mec: Institution,
    directorate: Institution,
    auditor: Actor,
    director: Actor,
) -> None:
    in_force = Instrument("Ley 1/2026", "Gaceta", date(2026, 7, 1), date(2026, 7, 1))
    wrong = [
        (directorate, mopc),
        (mopc, mopc),
        (mopc, make_institution("OLD", is_active=False, successor=mec)),
    ]
    for body, heir in wrong:
        with pytest.raises(ChangeIncomplete) as refusal:
            acts.propose_dissolution(body, heir, in_force, by=auditor, at=NOW)
        assert set(refusal.value.fields) == {"successor"}
    change = acts.propose_dissolution(mopc, mec, in_force, by=auditor, at=NOW)
    with pytest.raises(ValueError, match="not approved here"):
        acts.approve_registry_change(change.pk, by=director, at=NOW)


def test_a_vacant_duty_says_why_and_since_when(mopc: Institution, mec: Institution) -> None:
    on = date(2026, 7, 16)
    head = appoint(
        make_user("jefa@mopc.example"), mopc, Duty.HEAD, ends_on=date(2026, 6, 30)
    ).posts.get()
    away = appoint(make_user("oficial@mopc.example"), mopc, Duty.OFFICER)
    appoint(make_user("gone@mopc.example", is_active=False), mopc, Duty.HIGHEST_AUTHORITY)
    assert vacancies_on(on)[mopc.pk] == (
        Vacancy(Duty.HEAD, Reason.ENDED, date(2026, 7, 1)),
        Vacancy(Duty.HIGHEST_AUTHORITY, Reason.DEACTIVATED),
    )
    assert mec.pk not in vacancies_on(on)
    own = away.posts.get()
    own.ends_on = date(2026, 7, 10)
    own.save()
    Post.objects.create(
        office=own.office, holder=head.holder, duty=Duty.OFFICER,
        starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 1), stands_in_for=head,
    )  # fmt: skip
    # Whoever stood in for a post that ended is gone with it.
    assert vacancies_on(on)[mopc.pk][0] == Vacancy(Duty.OFFICER, Reason.ENDED, date(2026, 7, 11))
