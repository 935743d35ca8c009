"""A year's report is made of its frozen months, published by a second person, and never changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from offices.errors import NotAllowed
from offices.models import CalendarVersion, Institution
from reports import freezing, publishing, yearly
from reports.errors import (
    AlreadyPrepared,
    MonthNotOver,
    NotFrozen,
    OwnReport,
    ReasonMissing,
    ReportDecided,
)
from reports.figures import balance
from reports.models import ReportState, Snapshot, YearReport
from reports.recompute import STATE
from tests.factories import at
from tests.stats.rows import Shape, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history")]

LATER = at("2027-01-18")


@pytest.fixture
def frozen_year(history: list[object]) -> None:
    """Every month of 2026, frozen."""
    for month in range(1, 13):
        freezing.freeze_month(date(2026, month, 1), by=SYSTEM, at=LATER)


@pytest.fixture
def by_auditor(auditor: User) -> Actor:
    """Who prepares."""
    return Actor.official(auditor)


@pytest.fixture
def by_director(director: User) -> Actor:
    """Who publishes."""
    return Actor.official(director)


@pytest.mark.usefixtures("frozen_year")
def test_the_year_is_the_sum_of_its_months(by_auditor: Actor) -> None:
    report = publishing.prepare_report(2026, by=by_auditor, at=LATER, text="Así fue el año.")
    figures, told = report.figures, report.told
    months = [row.figures for row in Snapshot.objects.order_by("month")]
    received = [month["MOPC"]["recibidos"] for month in months if "MOPC" in month]
    assert figures["MOPC"]["recibidos"] == sum(received) == 32
    assert figures["MOPC"]["pendientes_al_empezar"] == months[0]["MOPC"]["pendientes_al_empezar"]
    assert figures["MEC"]["a_tiempo"] == 1
    assert all(balance(keys).holds for keys in figures.values())
    assert [line["huella"] for line in told["meses"]] == [
        row.digest for row in Snapshot.objects.order_by("month")
    ]
    assert told["por_mes"]["MOPC"]["2026-03"]["recibidos"] == 8
    assert told["canal"]["web"] == 32
    assert (report.is_whole, report.state) == (True, ReportState.PREPARED)


@pytest.mark.usefixtures("frozen_year")
def test_another_person_publishes_and_nobody_decides_twice(
    by_auditor: Actor, by_director: Actor
) -> None:
    own = publishing.prepare_report(2026, by=by_director, at=LATER)
    with pytest.raises(OwnReport):
        publishing.publish_report(own.pk, by=by_director, at=LATER)
    with pytest.raises(NotAllowed):
        publishing.publish_report(own.pk, by=by_auditor, at=LATER)
    with pytest.raises(AlreadyPrepared):
        publishing.prepare_report(2026, by=by_auditor, at=LATER)
    YearReport.objects.filter(pk=own.pk).update(prepared_by=by_auditor.user)
    with pytest.raises(ReasonMissing):
        publishing.reject_report(own.pk, by=by_director, at=LATER, note=" ")
    publishing.reject_report(own.pk, by=by_director, at=LATER, note="Falta la presentación.")
    with pytest.raises(ReportDecided):
        publishing.publish_report(own.pk, by=by_director, at=LATER)
    second = publishing.prepare_report(2026, by=by_auditor, at=LATER)
    published = publishing.publish_report(second.pk, by=by_director, at=LATER)
    assert (published.edition, published.state) == (1, ReportState.PUBLISHED)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearReport.objects.filter(pk=second.pk).update(decided_by=by_auditor.user)


@pytest.mark.usefixtures("frozen_year")
def test_an_erratum_is_another_edition_made_of_revised_months(
    by_auditor: Actor, by_director: Actor, mopc: Institution
) -> None:
    first = publishing.prepare_report(2026, by=by_auditor, at=LATER)
    publishing.publish_report(first.pk, by=by_director, at=LATER)
    version = CalendarVersion.objects.get()
    save(Shape(presented_on=date(2026, 3, 30), ends="silent"), mopc, mopc, version)
    freezing.revise_month(date(2026, 3, 1), by=by_director, at=LATER, reason="Faltaba uno.")
    assert yearly.has_newer_months(first)
    with pytest.raises(ReasonMissing):
        publishing.prepare_report(2026, by=by_auditor, at=LATER)
    second = publishing.prepare_report(2026, by=by_auditor, at=LATER, reason="Se revisó marzo.")
    keys = second.figures[STATE]
    assert (second.edition, second.told["anterior"]) == (2, first.digest)
    assert keys["recibidos"] == first.figures[STATE]["recibidos"] + 1
    # April was frozen without the request that March now hands over.
    assert keys["ajuste_entre_cortes"] == -1
    assert balance(keys).holds
    first.refresh_from_db()
    assert first.is_whole


def test_a_year_waits_until_it_is_over_and_frozen(by_auditor: Actor, mopc: Institution) -> None:
    with pytest.raises(MonthNotOver):
        publishing.prepare_report(2026, by=by_auditor, at=at("2026-12-31"))
    freezing.freeze_month(date(2026, 1, 1), by=SYSTEM, at=LATER)
    with pytest.raises(NotFrozen):
        publishing.prepare_report(2026, by=by_auditor, at=LATER)
    with pytest.raises(NotAllowed):
        publishing.prepare_report(2026, by=SYSTEM, at=LATER)
