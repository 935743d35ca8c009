"""Who answers requests without a certificate that holds, and how many do with one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from look.figures.measures import Share
from look.figures.tables import Cell, Table, words_cell
from look.templatetags.look import number
from offices.models import Institution, OfficeKind, Post
from offices.models.institution import Branch
from oversight.training.acts import TRAINED
from oversight.training.models import Certificate


@dataclass(frozen=True, slots=True)
class Trained:
    """A person in post; `valid_until` is the last day of their certificate, if one holds."""

    person: str
    duty: str
    institution: Institution
    since: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class BranchShare:
    """How many of the people in post in a branch of the State hold a certificate."""

    branch: str
    name: str
    share: Share
    vacant: int


def people_in_post(on: date) -> list[Trained]:
    """Return each person in post in an access office that day, by institution and name."""
    posts = (
        Post.objects.held_on(on)
        .filter(
            duty__in=TRAINED,
            office__kind=OfficeKind.ACCESS,
            office__institution__is_active=True,
        )
        .select_related("holder", "office__institution")
        .order_by("office__institution__name", "holder__full_name", "pk")
    )
    until = _valid_until(on)
    # Who is officer and head at once is one person to train.
    seen: dict[tuple[int, int], Trained] = {}
    for post in posts:
        key = (post.holder_id, post.office.institution_id)
        seen.setdefault(
            key,
            Trained(
                str(post.holder),
                str(post.get_duty_display()),
                post.office.institution,
                post.starts_on,
                until.get(post.holder_id),
            ),
        )
    return list(seen.values())


def by_branch(people: Iterable[Trained]) -> list[BranchShare]:
    """Return the share with a certificate in each branch, and where nobody is in post."""
    held: dict[str, list[bool]] = defaultdict(list)
    staffed: dict[str, set[int]] = defaultdict(set)
    for one in people:
        held[one.institution.branch].append(one.valid_until is not None)
        staffed[one.institution.branch].add(one.institution.pk)
    active: dict[str, set[int]] = defaultdict(set)
    for pk, branch in Institution.objects.active().values_list("pk", "branch"):
        active[branch].add(pk)
    return [
        BranchShare(
            value,
            str(label),
            Share(sum(held[value]), len(held[value])),
            len(active[value] - staffed[value]),
        )
        for value, label in Branch.choices
        if active[value]
    ]


def table_of(people: Sequence[Trained]) -> Table:
    """Return the people as the table that is shown and exported."""
    return Table(
        key="capacitacion",
        caption=_("Quién tiene certificado"),
        headers=[_("Institución"), _("Persona"), _("Función"), _("Desde"), _("Certificado hasta")],
        rows=[
            [
                words_cell(one.institution.name),
                words_cell(one.person),
                words_cell(one.duty),
                _day(one.since),
                _day(one.valid_until),
            ]
            for one in people
        ],
    )


def of_hundred(share: Share) -> str:
    """Return "3 de 12 (25 %)"; without the rate when nobody is in post."""
    counted = _("%(part)s de %(whole)s") % {
        "part": number(share.part),
        "whole": number(share.whole),
    }
    if not share.whole:
        return counted
    return f"{counted} ({number(100 * share.part / share.whole, 0)}\u00a0%)"


def _day(day: date | None) -> Cell:
    return Cell(f"{day:%d/%m/%Y}" if day else "–", day.isoformat() if day else None)


def _valid_until(on: date) -> dict[int, date]:
    found: dict[int, date] = {}
    rows = Certificate.objects.valid_on(on).order_by("valid_until")
    found.update(rows.values_list("person", "valid_until"))
    return found
