"""Two courses for officers: one given some months ago, one about to be."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from accounts.actors import Actor
from accounts.models import User
from demo.people import DOMAIN
from offices.calendars import calendar_for
from offices.models import OfficeKind, Post
from oversight.training import acts
from oversight.training.models import Course, Modality

WEEKS_AGO, DAYS_AHEAD = 20, 6
# Every fourth person in post was not there, every seventh did not pass.
ABSENT_EACH, FAILED_EACH = 4, 7
FORTNIGHT = timedelta(days=14)


def fill(*, on: date) -> None:
    """Give a course, with its certificates, and announce another; once, however often it is run."""
    if Course.objects.exists():
        return
    auditor = Actor.official(User.objects.get(email=f"auditoria@{DOMAIN}"))
    director = Actor.official(User.objects.get(email=f"direccion@{DOMAIN}"))
    days = calendar_for(None).days
    _given(days.add(on - timedelta(weeks=WEEKS_AGO), 1), auditor=auditor, director=director)
    _announced(days.add(on, DAYS_AHEAD), auditor=auditor, announced=_at(on))


def _given(held_on: date, *, auditor: Actor, director: Actor) -> None:
    before, on_the_day = _at(held_on - FORTNIGHT), _at(held_on)
    course = acts.add_course(
        acts.NewCourse(
            title="Responder en plazo y por escrito",
            programme="El plazo y cómo se cuenta. Qué debe decir una denegación.\n"
            "Qué datos personales se tachan. Derivar a tiempo.",
            hours=8,
            valid_months=24,
            pass_mark=60,
        ),
        by=auditor,
        at=before,
    )
    people = _people(held_on)
    session = acts.announce(
        course,
        acts.NewSession(
            held_on=held_on,
            starts="de 8:00 a 16:00",
            place="Ministerio de Justicia, sala de capacitación (ficticio)",
            modality=Modality.IN_PERSON,
            seats=len(people),
        ),
        by=auditor,
        at=before,
    )
    marks = {
        acts.enrol(session.pk, person, by=auditor, at=before).pk: _mark(place)
        for place, person in enumerate(people, start=1)
    }
    acts.take_attendance(session.pk, marks, by=auditor, at=on_the_day)
    acts.close_session(session.pk, by=director, at=on_the_day)


def _announced(held_on: date, *, auditor: Actor, announced: datetime) -> None:
    course = acts.add_course(
        acts.NewCourse(
            title="Transparencia activa: qué se publica sin que nadie lo pida",
            programme="Los diecisiete puntos del artículo 8 y cómo se revisan.",
            hours=3,
            valid_months=12,
        ),
        by=auditor,
        at=announced,
    )
    acts.announce(
        course,
        acts.NewSession(
            held_on=held_on,
            starts="de 9:00 a 12:00",
            place="Por videollamada; el enlace llega por correo (ficticio)",
            modality=Modality.VIRTUAL,
            seats=20,
        ),
        by=auditor,
        at=announced,
    )


def _people(on: date) -> list[User]:
    posts = Post.objects.held_on(on).filter(
        duty__in=acts.TRAINED, office__kind=OfficeKind.ACCESS, office__institution__is_active=True
    )
    holders = set(posts.values_list("holder", flat=True))
    return list(User.objects.filter(pk__in=holders).order_by("pk"))


def _mark(place: int) -> acts.Mark:
    if place % ABSENT_EACH == 0:
        return acts.Mark(attended=False)
    return acts.Mark(attended=True, score=45 if place % FAILED_EACH == 0 else 88)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=get_default_timezone())
