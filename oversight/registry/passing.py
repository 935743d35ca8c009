"""What a dissolution passes to the successor, told for the page: foreseen, and done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from look.figures.tables import Table, words_cell
from offices.models import ChangeState, Duty, Post, RegistryChange
from requests_app.inheritance import digest_of, passing_from
from requests_app.models import Leg
from requests_app.states import Stage

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One request that passes, or passed, in words."""

    number: str
    stage: str
    why: str
    due_on: date | None


def rows_of(change: RegistryChange, *, on: date) -> list[Row]:
    """Return what would pass if it were approved on that day or, once approved, what passed."""
    if change.state == ChangeState.APPROVED:
        legs = Leg.objects.filter(succession=change).select_related("info_request")
        return [
            Row(
                leg.info_request.number,
                str(leg.info_request.get_stage_display()),
                _("Pasó"),
                leg.claimable_due_on,
            )
            for leg in legs.order_by("pk")
        ]
    found = passing_from(change.institution_id or 0, on=on)
    return [
        Row(one.number, str(Stage(one.stage).label), str(one.why.label), one.due_on)
        for one in found
    ]


def told(change: RegistryChange, *, on: date, page: int) -> dict[str, Any]:
    """Return what the page of a dissolution shows; `page` begins with 1."""
    rows = rows_of(change, on=on)
    pages = max(-(-len(rows) // PAGE), 1)
    number = min(page, pages)
    is_proposed = change.state == ChangeState.PROPOSED
    passing = passing_from(change.institution_id or 0, on=on) if is_proposed else []
    posts = Post.objects.held_on(on).select_related("holder", "office")
    heirs = posts.filter(office__institution=change.successor_id, duty=Duty.OFFICER)
    return {
        "is_dissolution": True,
        "total": len(rows),
        "passing": rows[(number - 1) * PAGE : number * PAGE],
        "reasons": sorted(Counter(row.why for row in rows).items()),
        "digest": digest_of(passing),
        "ending": posts.filter(office__institution=change.institution_id).order_by("duty", "pk"),
        "heir_has_officer": heirs.exists(),
        "left": (change.foreseen or 0) - len(rows) if not is_proposed else 0,
        "previous": f"?pagina={number - 1}" if number > 1 else "",
        "following": f"?pagina={number + 1}" if number < pages else "",
    }


def as_table(rows: Iterable[Row]) -> Table:
    """Return the rows as they go into a file."""
    headers = (_("Número"), _("Estado"), _("Por qué pasa"), _("Vence"))
    cells = [
        [
            words_cell(text)
            for text in (
                row.number,
                row.stage,
                row.why,
                row.due_on.isoformat() if row.due_on else "",
            )
        ]
        for row in rows
    ]
    return Table("traspaso", _("Pedidos que pasan a la sucesora"), headers, cells)
