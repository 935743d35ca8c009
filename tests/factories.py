"""Valid objects with nothing to say; each test states only what it is about."""

from __future__ import annotations

import csv
import itertools
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from accounts.actors import Actor
from accounts.models import User
from offices.models import (
    CalendarVersion,
    ClosedDay,
    Duty,
    Institution,
    Office,
    OfficeKind,
    Post,
)
from release.report import Finding, Report
from requests_app import actions, documents, release_desk
from requests_app.actions import Filing, Receipt
from requests_app.documents import CheckedFile
from requests_app.models import InformationRequest
from requests_app.states import NotifyBy, Visibility

DATA = Path(__file__).resolve().parent.parent / "data"
ASUNCION = ZoneInfo("America/Asuncion")
LONG_AGO = date(2014, 9, 18)
_tokens = itertools.count(1)


def at(day: date | str, hour: int = 10, minute: int = 0) -> datetime:
    """Return the instant of that local hour in Asunción."""
    local = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(local, time(hour, minute), ASUNCION).astimezone(UTC)


def make_calendar(number: int = 1) -> CalendarVersion:
    """Load data/closed_days.csv as one version."""
    version = CalendarVersion.objects.create(
        number=number, digest=f"{number:064x}", made_at=at("2026-01-01"), reason="prueba"
    )
    with (DATA / "closed_days.csv").open(encoding="utf-8") as lines:
        ClosedDay.objects.bulk_create(
            ClosedDay(
                day=date.fromisoformat(row["date"]),
                kind=row["kind"],
                scope=row["scope"],
                name=row["name"],
                instrument=row["instrument"],
                source=row["source"],
                status=row["status"],
                published_on=row["published_on"] or None,
                added_in=version,
            )
            for row in csv.DictReader(lines)
        )
    return version


def make_institution(code: str, name: str = "", **extra: Any) -> Institution:
    """Make an institution of the Executive, or of what `extra` says, with its access office."""
    fields = {"category": "b", "branch": "executive", "is_executive": True, **extra}
    institution = Institution.objects.create(code=code, name=name or code, **fields)
    Office.objects.create(institution=institution, kind=OfficeKind.ACCESS)
    return institution


def make_user(email: str, **extra: Any) -> User:
    """Make a person who can be signed in with `force_login`."""
    return User.objects.create(email=email, full_name=extra.pop("full_name", email), **extra)


def appoint(
    user: User,
    institution: Institution,
    duty: Duty,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> User:
    """Give `user` a post; the Directorate's duties are held in an office of its own kind."""
    kind = OfficeKind.DIRECTORATE if duty in {Duty.AUDITOR, Duty.DIRECTOR} else OfficeKind.ACCESS
    office, _made = Office.objects.get_or_create(institution=institution, kind=kind)
    Post.objects.create(office=office, holder=user, duty=duty, starts_on=starts_on, ends_on=ends_on)
    return user


def filing(institution: Institution, **extra: Any) -> Filing:
    """Return a complete filing to `institution`."""
    fields: dict[str, Any] = {
        "subject": "Contratos de obras viales",
        "description": "Copia de los contratos firmados en 2025.",
        "name": "Ana Solicitante",
        "email": "ana@correo.example",
        "notify_by": NotifyBy.EMAIL,
        **extra,
    }
    return Filing(institution=institution, **fields)


def file_one(institution: Institution, *, when: datetime, **extra: Any) -> Receipt:
    """File a request through its act."""
    return actions.file_request(
        filing(institution, **extra), token=f"token-{next(_tokens)}", at=when
    )


def requester_of(receipt: Receipt) -> Actor:
    """Return the person who holds the receipt's code."""
    return Actor.requester(receipt.info_request.number)


def file_of(name: str = "datos.csv", content: bytes = b"a,b\n1,2\n") -> CheckedFile:
    """Return a file as an edge hands it to an act."""
    return documents.check(ContentFile(content), name)


def inspected(
    number: str, checked: CheckedFile, *findings: Finding, looked_by: User | None = None
) -> CheckedFile:
    """Note that an inspection of the file found that, and who looked at it whole, for everybody."""
    info_request = InformationRequest.objects.get(number=number)
    report = Report("csv", findings)
    when = at("2026-07-06")
    check = release_desk.note(info_request, checked, report, at=when)
    if looked_by is not None:
        by = Actor.official(looked_by)
        release_desk.confirm_look(check, readers=Visibility.PUBLIC, by=by, at=when)
    return checked
