"""Labels, saved views and assignments for the offices one may sign in to."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from casework.actions import label_by_words
from casework.models import Assignment, Label, SavedView
from demo.roster import WORKED_BY_DEMO_USERS
from offices.calendars import local_date
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

LABELS = {
    "Contratos y compras": "contratos licitación compras adquisición consultorías alquiler",
    "Personal y salarios": "nómina salarios funcionarios viáticos concurso",
    "Presupuesto y gastos": "presupuesto gastos combustible publicidad",
    "Obras": "obra ruta puente viaducto costanera avance peaje",
}
VIEWS = (
    ("Vencidos sin persona a cargo", "plazo=vencidas&persona=nadie"),
    ("Esta semana, los míos", "plazo=1-3&persona=mias"),
    ("Sin tomar", "estado=sin-tomar"),
)
# Of every so many requests one stays without anybody, as in a real office.
_LEFT_OUT = 3


def fill(*, at: datetime) -> None:
    """Arrange the lists of those offices; harmless when repeated."""
    places = Institution.objects.filter(code__in=WORKED_BY_DEMO_USERS)
    for place in places:
        people = _people(place, at)
        if people:
            _arrange(place, people, at)
    while label_by_words(at=at):
        pass


def _people(place: Institution, at: datetime) -> list[User]:
    posts = Post.objects.held_on(local_date(at)).filter(
        office__institution=place, duty__in=(Duty.OFFICER, Duty.HEAD)
    )
    return [post.holder for post in posts.select_related("holder").order_by("pk")]


def _arrange(place: Institution, people: list[User], at: datetime) -> None:
    if Label.objects.filter(institution=place).exists():
        return
    Label.objects.bulk_create(
        Label(institution=place, name=name, words=words) for name, words in LABELS.items()
    )
    SavedView.objects.bulk_create(
        SavedView(institution=place, owner=people[0], name=name, query=query, is_shared=True)
        for name, query in VIEWS
    )
    waiting = InformationRequest.objects.filter(institution=place, stage__in=STILL_ANSWERABLE)
    unassigned = waiting.exclude(assignments__ended_at=None, assignments__isnull=False)
    Assignment.objects.bulk_create(
        Assignment(
            info_request=row,
            institution=place,
            person=people[number % len(people)],
            assigned_by=people[-1],
            assigned_at=max(at, row.filed_at),
        )
        for number, row in enumerate(unassigned.order_by("pk"))
        if number % _LEFT_OUT
    )
