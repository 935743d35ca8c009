"""What some institutions publish unasked, as checked in the last months."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import get_default_timezone

from accounts.actors import Actor
from accounts.models import User
from demo.people import DOMAIN
from law.active_transparency import items_on
from look.figures.periods import month_after, month_of
from offices.models import Institution
from oversight.active_transparency import acts, touched
from oversight.active_transparency.acts import Seen
from oversight.active_transparency.models import Check, Finding

CHECKED = ("MOPC", "MEC", "MSPBS", "MI", "MUN-0000", "CSJ")
MONTHS = 3
LINKED = 6
CHANCES = {
    Finding.PUBLISHED: 11,
    Finding.OUTDATED: 3,
    Finding.MISSING: 3,
    Finding.NOT_APPLICABLE: 1,
}


def fill(*, on: date) -> None:
    """Check a few institutions in the months before; once, however often it is run."""
    if Check.objects.exists():
        return
    auditor = Actor.official(User.objects.get(email=f"auditoria@{DOMAIN}"))
    known = Institution.objects.in_bulk(CHECKED, field_name="code")
    for code, institution in sorted(known.items()):
        draw = Random(f"{code} 8")  # noqa: S311  fiction, the same each time
        answers = {item.letter: _drawn(code, item.letter, draw) for item in items_on(on).items}
        for back in range(MONTHS, 0, -1):
            month = month_after(month_of(on), -back)
            acts.close_check(institution, month, answers, by=auditor, at=_at(month))
            answers = _a_little_better(code, answers)
    _link(known, on=on, by=auditor)


def _drawn(code: str, letter: str, draw: Random) -> Seen:
    (finding,) = draw.choices(list(CHANCES), list(CHANCES.values()))
    if finding == Finding.NOT_APPLICABLE:
        return Seen(finding.value, "", "La institución no tiene esa función (ficticio).")
    if finding == Finding.MISSING:
        return Seen(finding.value, "", "")
    return Seen(finding.value, _address(code, letter), "")


def _a_little_better(code: str, answers: dict[str, Seen]) -> dict[str, Seen]:
    for letter, seen in answers.items():
        if seen.finding in {Finding.MISSING, Finding.OUTDATED}:
            return answers | {letter: Seen(Finding.PUBLISHED.value, _address(code, letter), "")}
    return answers


def _link(known: dict[str, Institution], *, on: date, by: Actor) -> None:
    at = datetime.combine(on, time(9), tzinfo=get_default_timezone())
    for institution in known.values():
        for one in touched.suggestions(institution, on=on)[:LINKED]:
            touched.link(one.info_request.number, one.letters[0], by=by, at=at)


def _address(code: str, letter: str) -> str:
    return f"https://{code.lower()}.demo.example/transparencia/{letter}"


def _at(month: date) -> datetime:
    return datetime.combine(month + timedelta(days=9), time(10), tzinfo=get_default_timezone())
