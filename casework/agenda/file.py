"""What is due, as a calendar file: number, institution and days, nobody's name and no text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.worklist.rows import Docket
from casework.worklist.wanted import MINE, Wanted
from offices.models import Institution
from papers.calendar_file import Entry, calendar_of

# What was due longer ago is no longer a matter of calendars; the list has it.
DAYS_BACK = 31
MOST_ENTRIES = 3000


def due_file(docket: Docket, *, only_own: bool, since: date, at: datetime) -> bytes:
    """Return the file of what waits and is due from `since` on, soonest first."""
    wanted = Wanted(person=MINE if only_own else "")
    rows: Any = docket.narrowed(wanted).filter(Q(due_on__gte=since))
    names = {place.pk: place for place in docket.desk.institutions}
    dated = rows.order_by("due_on", "pk").values_list("number", "institution", "due_on")
    entries = (
        _entry(docket, number, names[place], due_on)
        for number, place, due_on in dated[:MOST_ENTRIES]
    )
    return calendar_of(entries, at=at, name=_("Pedidos de información por responder"))


def _entry(docket: Docket, number: str, place: Institution, due_on: date) -> Entry:
    told: dict[str, Any] = {"number": number, "place": place.acronym or place.name}
    return Entry(
        key=f"{number}-bandeja",
        day=due_on,
        summary=_("%(number)s (%(place)s): vence el plazo para responder") % told,
        why=_days_in_words(docket.desk.days_left(place.pk, due_on), docket.on),
        reminder=_("Vence el plazo para responder el pedido %(number)s") % told,
    )


def _days_in_words(left: int, on: date) -> str:
    said = {"n": abs(left), "on": f"{on:%d/%m/%Y}"}
    if left == 0:
        return _("Vence hoy, %(on)s.") % said
    if left < 0:
        late = ngettext(
            "Al %(on)s venció hace %(n)s día hábil.",
            "Al %(on)s venció hace %(n)s días hábiles.",
            -left,
        )
        return late % said
    ahead = ngettext(
        "Al %(on)s falta %(n)s día hábil.", "Al %(on)s faltan %(n)s días hábiles.", left
    )
    return ahead % said
