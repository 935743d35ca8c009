"""The public sources as the Directorate sees them: who holds which post, and what is vacant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from look.figures.tables import Cell, Table, count_cell, words_cell
from offices.models import Branch, Duty, Institution, Office, OfficeKind, Post
from offices.models.post import DESK_DUTIES
from offices.search import find
from offices.vacancies import Vacancy, never_staffed, vacancies_on
from requests_app.models import InformationRequest
from requests_app.states import OPEN_STAGES

ANY, ACTIVE, DISSOLVED = "todas", "vigentes", "disueltas"
VACANT_ANY = "alguno"


@dataclass(frozen=True, slots=True)
class Line:
    """One public source on a day. It is on the system while an officer can sign in for it."""

    institution: Institution
    office: Office | None
    posts: Sequence[Post]
    vacancies: Sequence[Vacancy]
    open_requests: int

    @property
    def on_system(self) -> bool:
        """Say whether somebody can answer through the system that day."""
        return any(post.duty == Duty.OFFICER for post in self.posts)

    @property
    def missing(self) -> frozenset[str]:
        """Return the duties nobody holds in their own right."""
        return frozenset(vacancy.duty for vacancy in self.vacancies)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, as the page's filters tell it; empty means any."""

    query: str = ""
    branch: str = ""
    department: str = ""
    letter: str = ""
    state: str = ACTIVE
    vacant: str = ""


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """How many sources a branch has, and how many of them have an officer or lack a post."""

    name: str
    sources: int
    with_officer: int
    without_authority: int


def lines_of(
    institutions: QuerySet[Institution], requests: QuerySet[InformationRequest], *, on: date
) -> list[Line]:
    """Return a line for each institution, in their order; five queries, however many.

    `requests` are those the reader may see.
    """
    rows = list(institutions.select_related("successor"))
    keys = [row.pk for row in rows]
    offices = Office.objects.filter(institution__in=keys, kind=OfficeKind.ACCESS)
    office_of = {office.institution_id: office for office in offices}
    posts: dict[int, list[Post]] = defaultdict(list)
    held = Post.objects.held_on(on).filter(office__institution__in=keys, duty__in=DESK_DUTIES)
    for post in held.select_related("holder", "office").order_by("duty", "pk"):
        posts[post.office.institution_id].append(post)
    vacant = vacancies_on(on, institutions=keys)
    waiting = dict(
        requests.filter(stage__in=OPEN_STAGES, institution__in=keys)
        .order_by()
        .values_list("institution")
        .annotate(n=Count("pk"))
    )
    return [
        Line(
            institution=row,
            office=office_of.get(row.pk),
            posts=posts[row.pk],
            # Nobody is missed where there is nothing to answer for any more.
            vacancies=vacant.get(row.pk, never_staffed()) if row.is_active else (),
            open_requests=waiting.get(row.pk, 0),
        )
        for row in rows
    ]


def wanted_institutions(wanted: Wanted) -> QuerySet[Institution]:
    """Return the institutions that the filters name, by name, but for what is vacant."""
    rows = Institution.objects.order_by("name", "pk")
    if wanted.query:
        matches = find(wanted.query).matches
        named = [match.institution.pk for match in matches]
        named += [match.through.pk for match in matches if match.through]
        rows = rows.filter(pk__in=named)
    if wanted.state != ANY:
        rows = rows.filter(is_active=wanted.state == ACTIVE)
    asked = {
        "branch": wanted.branch,
        "department": wanted.department,
        "category": wanted.letter,
    }
    return rows.filter(**{name: value for name, value in asked.items() if value})


def with_vacancy(lines: Iterable[Line], vacant: str) -> list[Line]:
    """Return the lines in which that duty is vacant; any duty for VACANT_ANY, all for nothing."""
    if not vacant:
        return list(lines)
    return [
        line for line in lines if (line.missing if vacant == VACANT_ANY else vacant in line.missing)
    ]


def by_branch(lines: Sequence[Line]) -> list[BranchFigures]:
    """Return the figures of each branch that has a line, in the order of the registry."""
    groups: Mapping[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.institution.branch].append(line)
    return [
        BranchFigures(
            name=str(branch.label),
            sources=len(groups[branch]),
            with_officer=sum(line.on_system for line in groups[branch]),
            without_authority=sum(
                Duty.HIGHEST_AUTHORITY in line.missing for line in groups[branch]
            ),
        )
        for branch in Branch
        if groups[branch]
    ]


def totals(lines: Sequence[Line]) -> Counter[str]:
    """Return how many sources there are, and in how many each duty is vacant."""
    counted: Counter[str] = Counter(sources=len(lines))
    for line in lines:
        counted.update(line.missing)
        counted["vacant"] += bool(line.missing)
    return counted


def as_table(lines: Iterable[Line]) -> Table:
    """Return the lines as they go into a file: the office's own data, and posts without names."""
    headers = (
        _("Código"), _("Institución"), _("Sigla"), _("Inciso"), _("Parte del Estado"),
        _("Departamento"), _("Distrito"), _("Vigente"), _("Sucesora"), _("Correo de la oficina"),
        _("Teléfono"), _("Dirección"), _("En el sistema"), _("Vacantes"), _("Pedidos abiertos"),
    )  # fmt: skip
    return Table("registro", _("Registro de fuentes públicas"), headers, [_row(x) for x in lines])


def _row(line: Line) -> list[Cell]:
    row, office = line.institution, line.office
    yes, no = _("sí"), _("no")
    texts = (
        row.code, row.name, row.acronym, row.category, row.get_branch_display(), row.department,
        row.district, yes if row.is_active else no, row.successor.code if row.successor else "",
        office.email if office else "", office.phone if office else "",
        office.address if office else "", yes if line.on_system else no,
        "; ".join(_told(vacancy) for vacancy in line.vacancies),
    )  # fmt: skip
    return [*(words_cell(str(text)) for text in texts), count_cell(line.open_requests)]


def _told(vacancy: Vacancy) -> str:
    since = f" ({vacancy.since.isoformat()})" if vacancy.since else ""
    return f"{vacancy}{since}"
