"""Training: a place on the list, attendance with its corrections, and the certificates."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import Actor
from accounts.models import User
from offices.errors import NotAllowed
from offices.models import Duty, Institution
from oversight.training import acts, lacking
from oversight.training.acts import Mark
from oversight.training.certificates import pdf_of
from oversight.training.errors import (
    AlreadyEnrolled,
    AlreadyRevoked,
    NotEnrolled,
    NotYourPlace,
    SessionAhead,
    SessionClosed,
    TrainingIncomplete,
)
from oversight.training.models import AttendanceMark, Certificate, Course, Modality, Session
from tests.factories import appoint, at, make_user

pytestmark = pytest.mark.django_db

ANNOUNCED, HELD, AFTER = at("2026-07-06"), at("2026-07-13", 12), at("2026-07-14")
DESK = "/direccion/capacitacion/"
OFFICE = "/bandeja/capacitacion/"


@pytest.fixture
def course(auditor: User) -> Course:
    """Six hours, two years, sixty points."""
    new = acts.NewCourse(
        title="Responder en plazo", programme="La ley.", hours=6, valid_months=24, pass_mark=60
    )
    return acts.add_course(new, by=Actor.official(auditor), at=ANNOUNCED)


@pytest.fixture
def session(course: Course, auditor: User) -> Session:
    """One seat, a week after it is announced."""
    new = acts.NewSession(
        held_on=date(2026, 7, 13),
        starts="8:00",
        place="Aula 1",
        modality=Modality.IN_PERSON,
        seats=1,
    )
    return acts.announce(course, new, by=Actor.official(auditor), at=ANNOUNCED)


def enrolled(session: Session, person: User) -> int:
    """Put a person on the list by their own hand; return the enrolment's key."""
    return acts.enrol(session.pk, person, by=Actor.official(person), at=ANNOUNCED).pk


def certified(session: Session, person: User, director: User) -> Certificate:
    """Take a person from the list to the certificate."""
    by = Actor.official(director)
    acts.take_attendance(
        session.pk, {enrolled(session, person): Mark(attended=True, score=80)}, by=by, at=HELD
    )
    (certificate,) = acts.close_session(session.pk, by=by, at=AFTER)
    return certificate


def test_who_came_and_passed_gets_a_certificate_that_outlives_the_post(
    session: Session, officer: User, other_officer: User, auditor: User, director: User
) -> None:
    passed, failed = enrolled(session, officer), enrolled(session, other_officer)
    marks = {passed: Mark(attended=True, score=60), failed: Mark(attended=True, score=59)}
    acts.take_attendance(session.pk, marks, by=Actor.official(auditor), at=HELD)
    (certificate,) = acts.close_session(session.pk, by=Actor.official(director), at=AFTER)
    assert certificate.person == officer
    assert certificate.valid_until == date(2028, 7, 13)
    officer.posts.update(ends_on=date(2026, 7, 20))
    assert Certificate.objects.valid_on(date(2028, 7, 13)).get() == certificate
    assert not Certificate.objects.valid_on(date(2028, 7, 14)).exists()


def test_a_correction_is_another_mark_and_repeating_one_is_none(
    session: Session, officer: User, auditor: User
) -> None:
    by, pk = Actor.official(auditor), enrolled(session, officer)
    assert (
        acts.take_attendance(session.pk, {pk: Mark(attended=True, score=70)}, by=by, at=HELD) == 1
    )
    assert (
        acts.take_attendance(session.pk, {pk: Mark(attended=True, score=70)}, by=by, at=HELD) == 0
    )
    assert acts.take_attendance(session.pk, {pk: Mark(attended=False)}, by=by, at=AFTER) == 1
    assert acts.last_marks(session)[pk] == Mark(attended=False)
    assert AttendanceMark.objects.count() == 2


def test_nothing_is_noted_ahead_of_the_day_nor_after_it_is_closed(
    session: Session, officer: User, director: User
) -> None:
    by, pk = Actor.official(director), enrolled(session, officer)
    with pytest.raises(SessionAhead):
        acts.take_attendance(session.pk, {pk: Mark(attended=True)}, by=by, at=ANNOUNCED)
    with pytest.raises(SessionAhead):
        acts.close_session(session.pk, by=by, at=ANNOUNCED)
    with pytest.raises(TrainingIncomplete):
        acts.close_session(session.pk, by=by, at=HELD)
    acts.take_attendance(session.pk, {pk: Mark(attended=False)}, by=by, at=HELD)
    assert acts.close_session(session.pk, by=by, at=HELD) == []
    with pytest.raises(SessionClosed):
        acts.take_attendance(session.pk, {pk: Mark(attended=True)}, by=by, at=AFTER)
    with pytest.raises(SessionClosed):
        acts.close_session(session.pk, by=by, at=AFTER)
    with pytest.raises(SessionClosed):
        acts.leave(session.pk, officer, by=by, at=AFTER)


def test_places_are_for_people_in_post_and_each_has_one(
    session: Session, officer: User, authority: User, other_officer: User, auditor: User
) -> None:
    enrolled(session, officer)
    with pytest.raises(AlreadyEnrolled):
        enrolled(session, officer)
    with pytest.raises(NotYourPlace):
        enrolled(session, authority)
    with pytest.raises(NotAllowed):
        acts.enrol(session.pk, other_officer, by=Actor.official(officer), at=ANNOUNCED)
    acts.leave(session.pk, officer, by=Actor.official(officer), at=ANNOUNCED)
    with pytest.raises(NotEnrolled):
        acts.leave(session.pk, officer, by=Actor.official(officer), at=ANNOUNCED)
    acts.enrol(session.pk, other_officer, by=Actor.official(auditor), at=ANNOUNCED)


def test_only_a_director_certifies_and_revokes(
    session: Session, officer: User, auditor: User, director: User
) -> None:
    with pytest.raises(NotAllowed):
        acts.close_session(session.pk, by=Actor.official(auditor), at=AFTER)
    certificate = certified(session, officer, director)
    with pytest.raises(NotAllowed):
        acts.revoke(certificate.pk, by=Actor.official(auditor), at=AFTER, because="Error.")
    by = Actor.official(director)
    with pytest.raises(TrainingIncomplete):
        acts.revoke(certificate.pk, by=by, at=AFTER, because="  ")
    acts.revoke(certificate.pk, by=by, at=AFTER, because="Se emitió a otra persona.")
    with pytest.raises(AlreadyRevoked):
        acts.revoke(certificate.pk, by=by, at=AFTER, because="Otra vez.")
    assert not Certificate.objects.valid_on(date(2026, 7, 15)).exists()


def test_the_month_without_that_day_ends_on_its_last() -> None:
    assert acts.months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert acts.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert acts.months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_who_lacks_one_is_every_person_in_post_once(
    session: Session, officer: User, other_officer: User, mopc: Institution, director: User
) -> None:
    appoint(officer, mopc, Duty.HEAD)
    certified(session, officer, director)
    people = lacking.people_in_post(date(2026, 7, 20))
    assert [(one.person, one.valid_until is None) for one in people] == [
        (str(other_officer), True),
        (str(officer), False),
    ]
    (executive,) = [row for row in lacking.by_branch(people) if row.branch == "executive"]
    assert (executive.share.part, executive.share.whole) == (1, 2)
    # The Ministry of Justice has nobody who attends requests.
    assert executive.vacant == 1


def test_the_certificate_prints_its_key_and_who_has_it_sees_if_it_holds(
    session: Session, officer: User, director: User, client: Client
) -> None:
    certificate = certified(session, officer, director)
    text = pypdf.PdfReader(io.BytesIO(pdf_of(certificate))).pages[0].extract_text()
    assert str(officer) in text
    assert pdf_of(certificate) == pdf_of(certificate)
    page = f"/certificados/{certificate.key}/"
    with time_machine.travel(AFTER, tick=False):
        shown = client.get(page)
        assert "está vigente" in shown.content.decode()
        assert shown["X-Robots-Tag"] == "noindex"
        typed = client.get("/certificados/", {"clave": certificate.key.lower()})
        assert typed["Location"] == page
        assert client.get("/certificados/", {"clave": "x" * 40}).status_code == 422
        assert client.get("/certificados/22222222222222222222/").status_code == 404
    with time_machine.travel(at("2028-07-14"), tick=False):
        assert "venció" in client.get(page).content.decode()
    acts.revoke(certificate.pk, by=Actor.official(director), at=AFTER, because="Se equivocó.")
    assert "Se equivocó." in client.get(page).content.decode()


@time_machine.travel(HELD, tick=False)
def test_the_auditor_takes_attendance_and_the_director_closes_in_the_pages(
    session: Session, officer: User, auditor: User, director: User, client: Client
) -> None:
    pk = enrolled(session, officer)
    url = f"{DESK}encuentros/{session.pk}/"
    client.force_login(auditor)
    wrong = client.post(url, {f"m{pk}-came": "came", f"m{pk}-score": "9" * 19})
    assert wrong.status_code == 422
    assert "de 0 a 100" in wrong.content.decode()
    client.post(url, {f"m{pk}-came": "came", f"m{pk}-score": "75"})
    assert "Cerrar y emitir" not in client.get(url).content.decode()
    client.post(f"{url}cerrar/")
    assert not Certificate.objects.exists()
    client.force_login(director)
    assert "Cerrar y emitir" in client.get(url).content.decode()
    client.post(f"{url}cerrar/")
    certificate = Certificate.objects.get()
    client.force_login(officer)
    assert "vigente" not in client.get(OFFICE).content.decode()
    taken = client.get(f"{OFFICE}certificados/{certificate.pk}.pdf")
    assert taken["Content-Type"] == "application/pdf"


@time_machine.travel(ANNOUNCED, tick=False)
def test_what_is_typed_wrong_is_told_and_kept(
    session: Session, auditor: User, client: Client
) -> None:
    client.force_login(auditor)
    sent = {"title": "Curso <b>", "programme": "", "hours": "9" * 500, "valid_months": "0"}
    page = client.post(f"{DESK}cursos/agregar/", sent)
    assert page.status_code == 422
    assert "Curso &lt;b&gt;" in page.content.decode()
    assert set(page.context["form"].errors) == {"programme", "hours", "valid_months"}
    past = {"held_on_day": "1", "held_on_month": "7", "held_on_year": "2026", "modality": "virtual"}
    page = client.post(
        f"{DESK}cursos/{session.course_id}/", past | {"place": "Aula", "seats": "10"}
    )
    assert "Ese día ya pasó." in page.content.decode()
    page = client.post(f"{DESK}encuentros/{session.pk}/inscribir/", {"email": "nadie@x.example"})
    assert page.status_code == 422


@time_machine.travel(ANNOUNCED, tick=False)
def test_an_officer_takes_and_gives_up_a_place(
    session: Session, officer: User, client: Client
) -> None:
    client.force_login(officer)
    assert "Inscribirme" in client.get(OFFICE).content.decode()
    client.post(f"{OFFICE}{session.pk}/inscribirme/")
    assert "Está en la lista" in client.get(OFFICE).content.decode()
    client.post(f"{OFFICE}{session.pk}/darme-de-baja/")
    assert "Inscribirme" in client.get(OFFICE).content.decode()


@time_machine.travel(AFTER, tick=False)
def test_the_list_of_who_lacks_one_is_filtered_and_taken_as_it_is_seen(
    session: Session, officer: User, other_officer: User, director: User, client: Client
) -> None:
    certified(session, officer, director)
    client.force_login(director)
    shown = client.get(f"{DESK}personas/", {"certificado": "sin"})
    assert [row[1].text for row in shown.context["table"].rows] == [str(other_officer)]
    taken = client.get(f"{DESK}personas/", {"certificado": "sin", "formato": "csv"})
    assert len(taken.content.decode().strip().splitlines()) == 2


def addresses() -> list[str]:
    """Return every page of training at the Directorate, from the resolver itself."""
    patterns = get_resolver("oversight.training.urls").url_patterns
    return [DESK + str(one.pattern).replace("<int:pk>", "{pk}") for one in patterns]


@time_machine.travel(AFTER, tick=False)
@pytest.mark.parametrize("who", ["nobody", "officer", "authority"])
def test_others_find_nothing_at_the_directorates_pages(
    who: str,
    session: Session,
    officer: User,
    director: User,
    client: Client,
    request: pytest.FixtureRequest,
) -> None:
    certificate = certified(session, officer, director)
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    expected = {302} if who == "nobody" else {404}
    for address in addresses():
        url = address.format(pk=session.pk)
        assert client.get(url).status_code in expected | {405}, url
        assert client.post(url).status_code in expected | {405}, url
    stranger = make_user("nadie@example.org")
    client.force_login(stranger)
    assert client.get(OFFICE).status_code == 404
    assert client.get(f"{OFFICE}certificados/{certificate.pk}.pdf").status_code == 404
