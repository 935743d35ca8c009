"""What the offices of the demonstration arrange inside themselves: units, sub-tasks, notes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.actions import Asked
from casework.cleared import proposed
from casework.models import Assignment, Liaison, Subtask, Unit
from demo.moments import NOON, instant
from demo.people import DOMAIN, SINCE
from demo.roster import WORKED_BY_DEMO_USERS
from demo.texts import inside as texts
from law.calendar import BusinessCalendar
from notifications.models import Delivery
from notifications.states import DeliveryState
from offices.absences import note_absence
from offices.calendars import calendar_for, local_date
from offices.models import Duty, Institution, Office, Post
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

_TRIED = "MOPC"
# Requests that have time enough left for a unit to answer first.
_DAYS_LEFT = 4
_SUB_TERM = 3


def fill(*, on: date, at: datetime) -> None:
    """Give the offices one may sign in to their units, and work inside them to the one that is
    tried; harmless when it is there."""
    if Unit.objects.exists():
        return
    # A load told that today is another day works inside the office on that day too.
    at = at if local_date(at) == on else instant(on, NOON)
    for place in Institution.objects.filter(code__in=WORKED_BY_DEMO_USERS):
        Unit.objects.bulk_create(Unit(institution=place, name=name) for name in texts.UNITS)
    office = Office.objects.filter(institution__code=_TRIED, kind="access").first()
    officer, head = (_person(name) for name in ("oficial.mopc", "jefatura.mopc"))
    if office is None or officer is None or head is None:
        return
    unit = _name_liaison(office)
    _ask(office, officer, unit, on=on, at=at)
    _leave_behind(office, head, on=on, at=at)
    note_absence(
        office, officer, head, starts_on=on + timedelta(days=14), ends_on=on + timedelta(days=18),
        by=officer, on=on, at=at,
    )  # fmt: skip
    # Nobody is mailed about a fiction; the people one may sign in as find it in their mailbox.
    inside = Delivery.objects.exclude(notification__source_key__startswith="event:")
    inside.filter(state=DeliveryState.PENDING).delete()


def _person(name: str) -> User | None:
    return User.objects.filter(email=f"{name}@{DOMAIN}").first()


def _name_liaison(office: Office) -> Unit:
    unit = Unit.objects.filter(institution=office.institution).order_by("pk")[0]
    for post in Post.objects.filter(office=office, duty=Duty.LIAISON):
        Liaison.objects.create(post=post, unit=unit)
    return unit


def _ask(office: Office, officer: User, unit: Unit, *, on: date, at: datetime) -> None:
    """Leave one sub-task in each state with the unit that is tried, and a note on each request."""
    days = calendar_for(office.institution).days
    due_on = days.add(on, _SUB_TERM)
    by, liaison = Actor.official(officer), _person("enlace.mopc")
    for number, (row, text) in enumerate(
        zip(_with_time(office, days, on), texts.ASKED, strict=False)
    ):
        subject, shown = proposed(row)
        what = Asked(subject=subject, shown_text=shown, text=text, due_on=due_on)
        subtask = actions.ask_unit(row.number, unit, what, by=by, at=at)
        actions.write_note(row.number, texts.NOTES[number % len(texts.NOTES)], by=by, at=at)
        if liaison is not None:
            _go_on(number, subtask, Actor.official(liaison), by, at)


def _go_on(number: int, subtask: Subtask, unit: Actor, office: Actor, at: datetime) -> None:
    """Take the steps of the state whose turn it is; the first stays to be accepted."""
    match number:
        case 1:
            actions.accept(subtask, by=unit, at=at)
        case 2:
            actions.give_back(subtask, by=unit, at=at, reason=texts.RETURNED)
        case 3 | 4:
            actions.deliver(subtask, by=unit, at=at, text=texts.DELIVERED)
    if number == 4:  # noqa: PLR2004  the last one is done
        actions.approve(subtask, by=office, at=at)


def _with_time(office: Office, days: BusinessCalendar, on: date) -> list[InformationRequest]:
    rows = InformationRequest.objects.filter(
        institution=office.institution, stage__in=STILL_ANSWERABLE
    ).with_due_date()
    first_due = days.add(on, _DAYS_LEFT)
    order = ["-due_on", "pk"]
    found = rows.select_related("requester").order_by(*order)[: len(texts.ASKED)]
    return [row for row in found if row.__dict__["due_on"] >= first_due]


def _leave_behind(office: Office, head: User, *, on: date, at: datetime) -> None:
    """Leave a few requests in the hands of somebody whose post has ended."""
    left = User.objects.create_user(f"exoficial.mopc@{DOMAIN}", full_name=texts.LEFT)
    Post.objects.create(
        office=office, holder=left, duty=Duty.OFFICER, starts_on=SINCE,
        ends_on=on - timedelta(days=20),
    )  # fmt: skip
    rows = InformationRequest.objects.filter(
        institution=office.institution, stage__in=STILL_ANSWERABLE
    ).exclude(assignments__isnull=False)
    Assignment.objects.bulk_create(
        Assignment(
            info_request=row,
            institution=office.institution,
            person=left,
            assigned_by=head,
            assigned_at=max(row.filed_at, at - timedelta(days=25)),
        )
        for row in rows.order_by("pk")[:3]
    )
