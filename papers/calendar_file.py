"""The dates of a request as a calendar file (RFC 5545): whole days, nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from law.terms import TermKind, schedule
from offices.calendars import calendar_for
from papers.phrases import cite, cite_rule
from papers.remedies import branches_for_court, court_dates
from requests_app.standing import Standing

_LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LegalDay:
    """A day somebody should have in their calendar; `name` is its stable identifier."""

    name: str
    day: date
    summary: str
    why: str


def legal_days(standing: Standing, *, on: date) -> list[LegalDay]:
    """Return the days still ahead on `on`, or today, in order; none when nothing runs."""
    found = _while_open(standing) if standing.info_request.is_open else _after(standing, on=on)
    return sorted((day for day in found if day.day >= on), key=lambda told: told.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One whole day in a calendar file; `key` tells it from the others on every machine."""

    key: str
    day: date
    summary: str
    why: str
    reminder: str


def ics(standing: Standing, *, on: date, at: datetime) -> bytes:
    """Return the calendar file of those days, each with a reminder the day before."""
    number = standing.info_request.number
    days = legal_days(standing, on=on)
    return calendar_of(
        (
            Entry(
                key=f"{number}-{told.name}",
                day=told.day,
                summary=f"{number}: {told.summary}",
                why=told.why,
                reminder=told.summary,
            )
            for told in days
        ),
        at=at,
    )


def calendar_of(entries: Iterable[Entry], *, at: datetime, name: str = "") -> bytes:
    """Return a calendar file of those days, made at `at`; calendars that subscribe show `name`
    and look again every few hours."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//AIP//Plazos//ES", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT4H"]
    for entry in entries:
        lines += _event(entry, host=host, at=at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, *, host: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{host}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + _ONE_DAY:%Y%m%d}"
    yield f"SUMMARY;LANGUAGE=es:{_escaped(entry.summary)}"
    yield f"DESCRIPTION;LANGUAGE=es:{_escaped(entry.why)}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15H")
    yield f"DESCRIPTION:{_escaped(entry.reminder)}"
    yield from ("END:VALARM", "END:VEVENT")


def _while_open(standing: Standing) -> Iterator[LegalDay]:
    info_request = standing.info_request
    term = standing.term(TermKind.ANSWER)
    if term is None:
        return
    calendar = calendar_for(info_request.first_institution, version=term.calendar_version)
    dates = schedule(info_request.presented_on, calendar.days)
    yield _due(term.due_on, cite(term.article, verified=term.is_confirmed))
    if dates.answer.due_on != term.due_on or dates.tacit_denial_on is None:
        return
    rules = dates.answer.rules
    yield LegalDay(
        "denegacion-tacita",
        dates.tacit_denial_on,
        "Si nadie respondió, el pedido se tiene por denegado",
        cite_rule(rules.tacit_denial),
    )
    yield _appeal(dates.reconsideration.due_on, cite_rule(dates.reconsideration.rule))
    yield from _court(dates.court_safe_until, dates.court.due_on, cite_rule(dates.court.rule))


def _after(standing: Standing, *, on: date) -> Iterator[LegalDay]:
    appeal = standing.running(TermKind.RECONSIDERATION)
    if appeal is not None:
        yield _appeal(appeal.due_on, cite(appeal.article, verified=appeal.is_confirmed))
    dates = court_dates(standing)
    if dates is not None and branches_for_court(standing, on=on):
        article = cite(dates.article, verified=dates.is_verified)
        yield from _court(dates.safe_until_on, dates.until_on, article)


def _due(day: date, why: str) -> LegalDay:
    return LegalDay("vencimiento", day, "Vence el plazo para responder", why)


def _appeal(day: date, why: str) -> LegalDay:
    summary = "Último día para pedir reconsideración (optativa)"
    return LegalDay("reconsideracion", day, summary, why)


def _court(safe_on: date, until_on: date, why: str) -> Iterator[LegalDay]:
    yield LegalDay("justicia-segura", safe_on, "Fecha segura para acudir a la justicia", why)
    yield LegalDay("justicia-maxima", until_on, "Fecha máxima para acudir a la justicia", why)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between characters; what follows a break starts with a blank."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join([*parts, part])
