"""The acts of training: courses, places, attendance, and the certificates that follow from it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor, ActorKind
from accounts.models import User
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.models import Duty, Institution, Post
from offices.models.post import DIRECTORATE_DUTIES
from oversight.training.errors import (
    AlreadyEnrolled,
    AlreadyRevoked,
    NotEnrolled,
    NotYourPlace,
    SessionAhead,
    SessionClosed,
    TrainingIncomplete,
)
from oversight.training.models import AttendanceMark, Certificate, Course, Enrolment, Session
from typeset.keys import new_key

# Whom the law makes answer, and who leads them (Ley 5282/2014, art. 6).
TRAINED = (Duty.OFFICER, Duty.HEAD)
FULL_MARKS = 100
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCourse:
    """What a course teaches, for how many hours, and how many months its certificate holds."""

    title: str
    programme: str
    hours: int
    valid_months: int
    pass_mark: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """When and where a course is given, and for how many."""

    held_on: date
    starts: str
    place: str
    modality: str
    seats: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What was seen of one person: whether they came, and of a hundred, if there was a test."""

    attended: bool
    score: int | None = None


def add_course(course: NewCourse, *, by: Actor, at: datetime) -> Course:
    """Add a course. Raises NotAllowed."""
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    return Course.objects.create(
        title=course.title,
        programme=course.programme,
        hours=course.hours,
        valid_months=course.valid_months,
        pass_mark=course.pass_mark,
        created_by=user,
        created_at=at,
    )


def announce(course: Course, session: NewSession, *, by: Actor, at: datetime) -> Session:
    """Announce a day of a course. Raises NotAllowed, TrainingIncomplete for a day gone by."""
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    if session.held_on < on:
        raise TrainingIncomplete({"held_on": _("Ese día ya pasó.")})
    return Session.objects.create(
        course=course,
        held_on=session.held_on,
        starts=session.starts,
        place=session.place,
        modality=session.modality,
        seats=session.seats,
        created_by=user,
    )


def enrol(session_id: int, person: User, *, by: Actor, at: datetime) -> Enrolment:
    """Put a person of an access office on the list: themselves, or whom the Directorate names.

    Past the last seat one waits; who leaves makes room for the first that waits.
    Raises NotAllowed, NotYourPlace, SessionClosed, AlreadyEnrolled.
    """
    on = local_date(at)
    user = _themselves_or_directorate(by, person, on=on)
    institution = institution_of(person, on=on)
    if institution is None:
        raise NotYourPlace
    with transaction.atomic(durable=True):
        session = _open_session(session_id)
        if session.enrolments.filter(person=person, left_at=None).exists():
            raise AlreadyEnrolled
        return Enrolment.objects.create(
            session=session,
            person=person,
            institution=institution,
            enrolled_by=user,
            enrolled_at=at,
        )


def leave(session_id: int, person: User, *, by: Actor, at: datetime) -> None:
    """Take a person off the list before the attendance is closed; the row stays.

    Raises NotAllowed, SessionClosed, NotEnrolled.
    """
    _themselves_or_directorate(by, person, on=local_date(at))
    with transaction.atomic(durable=True):
        session = _open_session(session_id)
        enrolment = session.enrolments.filter(person=person, left_at=None).first()
        if enrolment is None:
            raise NotEnrolled
        enrolment.left_at = at
        enrolment.save(update_fields=["left_at"])


def take_attendance(session_id: int, marks: Mapping[int, Mark], *, by: Actor, at: datetime) -> int:
    """Note who came, by enrolment; what was noted already is not noted again. Returns how many.

    A correction is a mark of its own, with its author and its instant.
    Raises NotAllowed, SessionClosed, SessionAhead, NotEnrolled, TrainingIncomplete.
    """
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    with transaction.atomic(durable=True):
        session = _open_session(session_id)
        if session.held_on > on:
            raise SessionAhead
        known = last_marks(session)
        if not set(marks) <= set(known):
            raise NotEnrolled
        new = [
            AttendanceMark(
                enrolment_id=pk, attended=mark.attended, score=_score(mark), by=user, at=at
            )
            for pk, mark in marks.items()
            if known[pk] != Mark(mark.attended, _score(mark))
        ]
        AttendanceMark.objects.bulk_create(new)
    return len(new)


def close_session(session_id: int, *, by: Actor, at: datetime) -> list[Certificate]:
    """Close the attendance and issue a certificate to each who passed.

    Raises NotAllowed for whoever is no director, SessionClosed, SessionAhead, and
    TrainingIncomplete while somebody on the list has no mark.
    """
    on = local_date(at)
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    with transaction.atomic(durable=True):
        session = _open_session(session_id)
        if session.held_on > on:
            raise SessionAhead
        marks = last_marks(session)
        if any(mark is None for mark in marks.values()):
            raise TrainingIncomplete({"marks": _("Falta anotar la asistencia de alguien.")})
        session.closed_on, session.closed_by = on, user
        session.save(update_fields=["closed_on", "closed_by"])
        rows = session.enrolments.filter(left_at=None).select_related("person", "institution")
        return [
            _certify(session, row, by=user, at=at)
            for row in rows
            if passes(marks[row.pk], session.course)
        ]


def revoke(certificate_id: int, *, by: Actor, at: datetime, because: str) -> Certificate:
    """End a certificate before its day, saying why; it stays, and its page says so.

    Raises NotAllowed, AlreadyRevoked, TrainingIncomplete without a reason.
    """
    on = local_date(at)
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    if not because.strip():
        raise TrainingIncomplete({"because": _("Escriba por qué se revoca.")})
    with transaction.atomic(durable=True):
        certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
        if certificate.revoked_on is not None:
            raise AlreadyRevoked
        certificate.revoked_on, certificate.revoked_by = on, user
        certificate.revoked_because = because.strip()
        certificate.save(update_fields=["revoked_on", "revoked_by", "revoked_because"])
    return certificate


def institution_of(person: User, *, on: date) -> Institution | None:
    """Return where the person is officer or head that day; None if nowhere."""
    posts = Post.objects.held_on(on).filter(holder=person, duty__in=TRAINED)
    post = posts.select_related("office__institution").order_by("pk").first()
    return post.office.institution if post else None


def last_marks(session: Session) -> dict[int, Mark | None]:
    """Return the last mark of each on the list, by enrolment; None for who has none."""
    on_list = session.enrolments.filter(left_at=None)
    found: dict[int, Mark | None] = dict.fromkeys(on_list.values_list("pk", flat=True))
    for row in AttendanceMark.objects.filter(enrolment__in=list(found)).order_by("pk"):
        found[row.enrolment_id] = Mark(row.attended, row.score)
    return found


def passes(mark: Mark | None, course: Course) -> bool:
    """Say whether who has that mark gets a certificate of the course."""
    if mark is None or not mark.attended:
        return False
    return course.pass_mark is None or (mark.score or 0) >= course.pass_mark


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the month's last where it has no such day."""
    years, index = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _certify(session: Session, row: Enrolment, *, by: User, at: datetime) -> Certificate:
    return Certificate.objects.create(
        key=new_key(),
        enrolment=row,
        person=row.person,
        name=str(row.person),
        institution=row.institution.name,
        course=session.course.title,
        hours=session.course.hours,
        held_on=session.held_on,
        issued_on=local_date(at),
        issued_at=at,
        issued_by=by,
        valid_until=months_after(session.held_on, session.course.valid_months),
    )


def _score(mark: Mark) -> int | None:
    if mark.score is not None and not 0 <= mark.score <= FULL_MARKS:
        raise TrainingIncomplete({"marks": _("El puntaje va de 0 a 100.")})
    return mark.score if mark.attended else None


def _open_session(session_id: int) -> Session:
    session = Session.objects.select_for_update().select_related("course").get(pk=session_id)
    if session.closed_on is not None:
        raise SessionClosed
    return session


def _themselves_or_directorate(by: Actor, person: User, *, on: date) -> User:
    if by.kind == ActorKind.OFFICIAL and by.user == person:
        return person
    return require_duty(by, DIRECTORATE_DUTIES, on=on)
