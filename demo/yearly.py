"""Frozen months since last January, and the report of last year, published by two people."""

from __future__ import annotations

from datetime import date, datetime

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from demo.people import DOMAIN
from look.figures.periods import month_after, month_of
from reports.errors import AlreadyFrozen
from reports.freezing import freeze_month, revise_month
from reports.models import YearReport
from reports.publishing import prepare_report, publish_report

TEXT = (
    "Informe de demostración: los pedidos, las personas y las respuestas son ficticios, y las "
    "cifras salen de ellos como saldrían de los verdaderos."
)


def publish(*, on: date, at: datetime) -> YearReport | None:
    """Freeze every month since January of last year and publish that year's report; once."""
    year = on.year - 1
    if YearReport.objects.exists():
        return None
    month = date(year, 1, 1)
    while month < month_of(on):
        _freeze(month, at)
        month = month_after(month)
    report = prepare_report(year, by=_by("auditoria"), at=at, text=TEXT)
    return publish_report(report.pk, by=_by("direccion"), at=at)


def _freeze(month: date, at: datetime) -> None:
    try:
        freeze_month(month, by=SYSTEM, at=at)
    except AlreadyFrozen:
        # The worker came by while the requests were being loaded.
        revise_month(month, by=_by("direccion"), at=at, reason="Faltaban pedidos por cargar.")


def _by(name: str) -> Actor:
    return Actor.official(User.objects.get(email=f"{name}@{DOMAIN}"))
