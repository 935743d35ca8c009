"""The lists behind every figure of complaints: a figure counts what its list shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from look.whole_numbers import whole_number
from oversight.complaints.models import Complaint, ReportRequest
from oversight.complaints.states import OPEN, ComplaintStage, Ground, Result


@dataclass(frozen=True, slots=True)
class List:
    """One list: the key in its address, its title, and which complaints belong to it on a day."""

    key: str
    title: str | Promise
    belongs: Callable[[date], Q]


def _found(key: str, title: str | Promise, result: Result) -> List:
    return List(key, title, lambda _on: Q(result=result))


_REPORT = ReportRequest.objects.filter(complaint=OuterRef("pk"), answered_on=None)

LISTS: dict[str, List] = {
    one.key: one
    for one in (
        List("por-admitir", _("Por admitir"), lambda _on: Q(stage=ComplaintStage.FILED)),
        List("en-tramite", _("En trámite"), lambda _on: Q(stage=ComplaintStage.ADMITTED)),
        List(
            "esperan-informe",
            _("Esperan el informe de la institución"),
            lambda _on: Q(Exists(_REPORT), stage=ComplaintStage.ADMITTED),
        ),
        List("tarde", _("Tarde"), lambda on: Q(stage__in=OPEN, due_on__lt=on)),
        List("abiertas", _("Sin responder"), lambda _on: Q(stage__in=OPEN)),
        _found("fundadas", _("Fundadas"), Result.FOUNDED),
        _found("fundadas-en-parte", _("Fundadas en parte"), Result.PARTLY),
        _found("no-fundadas", _("No fundadas"), Result.UNFOUNDED),
        _found("sin-objeto", _("Sin objeto"), Result.MOOT),
        List("no-admitidas", _("No admitidas"), lambda _on: Q(stage=ComplaintStage.NOT_ADMITTED)),
        List("a-destiempo", _("Respondidas tarde"), lambda _on: Q(closed_on__gt=F("due_on"))),
        List("todas", _("Todas"), lambda _on: Q()),
    )
}
# Nobody complains of a law that is not in force.
FIRST_YEAR = 2014
WORK = ("por-admitir", "en-tramite", "esperan-informe", "tarde", "abiertas", "todas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a list is narrowed to; empty or None where it is not."""

    key: str
    code: str = ""
    ground: str = ""
    year: int | None = None

    def query(self) -> dict[str, str]:
        """Return it as an address carries it."""
        told = {
            "lista": self.key,
            "institucion": self.code,
            "motivo": self.ground,
            "ano": str(self.year or ""),
        }
        return {name: value for name, value in told.items() if value}


def members(chosen: Chosen, *, on: date) -> QuerySet[Complaint]:
    """Return the complaints of a list, as of a day."""
    rows = Complaint.objects.filter(LISTS[chosen.key].belongs(on))
    if chosen.code:
        rows = rows.filter(institution__code=chosen.code)
    if chosen.ground:
        rows = rows.filter(ground=chosen.ground)
    return of_year(rows, chosen.year)


def open_count() -> int:
    """Return how many complaints nobody answered yet: those of the list `abiertas`. One query."""
    return Complaint.objects.filter(stage__in=OPEN).count()


def of_year(rows: QuerySet[Complaint], year: int | None) -> QuerySet[Complaint]:
    """Return those filed in that local year; all of them without one."""
    if year is None:
        return rows
    return rows.filter(filed_on__range=(date(year, 1, 1), date(year, 12, 31)))


def chosen_of(params: dict[str, str]) -> Chosen | None:
    """Read what an address asks for; None when it names no list, ground or year."""
    key, ground = params.get("lista") or "abiertas", params.get("motivo", "")
    year = year_of(params.get("ano", ""))
    if key not in LISTS or (ground and ground not in Ground.values):
        return None
    if params.get("ano") and year is None:
        return None
    return Chosen(key=key, code=params.get("institucion", ""), ground=ground, year=year)


def year_of(text: str) -> int | None:
    """Return the year of four digits from FIRST_YEAR on; None for anything else."""
    year = whole_number(text, digits=4)
    return year if year is not None and year >= FIRST_YEAR else None
