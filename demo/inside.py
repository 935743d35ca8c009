"""What the offices of the demonstration arrange inside themselves: units, sub-tasks, notes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.actions import Asked
from casework.cleared import proposed
from casework.models import Assignment, Liaison, Subtask, Unit
from demo.people import DOMAIN, SINCE
from demo.roster import WORKED_BY_DEMO_USERS
from demo.texts import inside as texts
from law.calendar import BusinessCalendar
from offices.absences import note_absence
from offices.calendars import calendar_for
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
    for place in Institution.objects.filter(code__in=WORKED_BY_DEMO_USERS):
        Unit.objects.bulk_create(Unit(institution=place, name=name) for name in texts.UNITS)
    office = Office.objects.filter(institution__code=_TRIED, kind="access").first()
    officer, head = (_person(name) for name in ("oficial.mopc", "jefatura.mopc"))
    if office is None or officer is None or head is None:
        return
    _name_liaison(office)
    _ask(office, officer, on=on, at=at)
    _leave_behind(office, head, on=on, at=at)
    note_absence(
        office, officer, head, starts_on=on + timedelta(days=14), ends_on=on + timedelta(days=18),
        by=officer, on=on, at=at,
    )  # fmt: skip


def _person(name: str) -> User | None:
    return User.objects.filter(email=f"{name}@{DOMAIN}").first()


def _name_liaison(office: Office) -> None:
    post = Post.objects.filter(office=office, duty=Duty.LIAISON).order_by("pk").first()
    unit = Unit.objects.filter(institution=office.institution).order_by("pk").first()
    if post is not None and unit is not None:
        Liaison.objects.create(post=post, unit=unit)


def _ask(office: Office, officer: User, *, on: date, at: datetime) -> None:
    """Leave one sub-task in each state, the first ones with the unit that is tried."""
    days = calendar_for(office.institution).days
    unit = Unit.objects.filter(institution=office.institution).order_by("pk").first()
    by = Actor.official(officer)
    asked: list[Subtask] = []
    for row, text in zip(_with_time(office, days, on), texts.ASKED, strict=False):
        subject, shown = proposed(row)
        due_on = days.add(on, _SUB_TERM)
        what = Asked(subject=subject, shown_text=shown, text=text, due_on=due_on)
        if unit is not None:
            asked.append(actions.ask_unit(row.number, unit, what, by=by, at=at))
        actions.write_note(row.number, texts.NOTES[len(asked) % len(texts.NOTES)], by=by, at=at)
    for subtask, turn in zip(asked, _TURNS, strict=False):
        turn(subtask, by, at)


def _accepted(subtask: Subtask, by: Actor, at: datetime) -> None:
    actions.accept(subtask, by=by, at=at)


def _delivered(subtask: Subtask, by: Actor, at: datetime) -> None:
    actions.deliver(subtask, by=by, at=at, text=texts.DELIVERED)


def _returned(subtask: Subtask, by: Actor, at: datetime) -> None:
    actions.give_back(subtask, by=by, at=at, reason=texts.RETURNED)


def _done(subtask: Subtask, by: Actor, at: datetime) -> None:
    actions.deliver(subtask, by=by, at=at, text=texts.DELIVERED)
    actions.approve(subtask, by=by, at=at)


_TURNS = (_accepted, _delivered, _returned, _done)


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
