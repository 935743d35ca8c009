"""A month is counted twice, frozen once, chained, and anybody can count it again."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from offices.calendars import calendar_for
from offices.errors import NotAllowed, RecountUnfinished
from offices.models import CalendarChange, CalendarVersion, ChangeState, Institution
from reports import counting, freezing, recompute
from reports.errors import (
    AlreadyFrozen,
    CountsDisagree,
    IdentityBroken,
    MonthNotOver,
    NotFrozen,
    ReasonMissing,
    SilenceUnsettled,
)
from reports.models import Snapshot, Stopped, digest_of
from reports.tasks import freeze
from reports.triggers import SNAPSHOTS
from requests_app import actions
from requests_app.actions import Reply
from requests_app.models import InformationRequest, Term
from requests_app.states import Outcome, Verdict
from stats import rollup
from tests.factories import at, file_one, requester_of
from tests.reports.conftest import NOW
from tests.stats.rows import Shape, save

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)
SCRIPT = Path(recompute.__file__)


def frozen(month: date = MARCH) -> Snapshot:
    return freezing.freeze_month(month, by=SYSTEM, at=NOW)


def recounted(folder: Path, dataset: bytes, told: str) -> subprocess.CompletedProcess[str]:
    """Run the public script, alone and by a bare Python, on two files."""
    (folder / "pedidos.csv").write_bytes(dataset)
    (folder / "mes.json").write_text(told, encoding="utf-8")
    script = folder / "recalcular.py"
    script.write_bytes(SCRIPT.read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", script, "pedidos.csv", "mes.json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("month", [date(2026, number, 1) for number in range(1, 6)])
def test_every_figure_of_stats_comes_out_of_the_open_data(month: date) -> None:
    counted = freezing.count_month(month, calendar_for(None))
    cells = counting.cells_of(month)
    flow = (*counting.CONTROLLED, "pendientes_al_empezar", "pendientes_al_terminar")
    assert recompute.differences(cells, counted.figures, flow) == []
    assert counted.figures[recompute.STATE]["vencidos"]
    assert recompute.unbalanced(counted.figures) == []


@pytest.mark.usefixtures("history")
def test_a_frozen_month_says_as_of_when_and_by_which_rules() -> None:
    first, second = frozen(), frozen(date(2026, 4, 1))
    told = first.told
    assert (told["mes"], told["corte_fecha"], told["revision"]) == ("2026-03", "2026-07-16", 1)
    assert told["calendario"] == CalendarVersion.objects.get().label
    assert told["reglas"]
    assert told["instituciones"]["MOPC"].startswith("Ministerio de Obras")
    assert told["pedidos_sha256"] == digest_of(first.requests_csv.decode())
    assert first.is_whole
    assert (told["anterior"], second.told["anterior"]) == ("", first.digest)
    assert [first.place, second.place] == [1, 2]


@pytest.mark.usefixtures("history")
def test_the_public_script_finds_no_difference_nor_after_late_answers_and_a_recount(
    tmp_path: Path, history: list[InformationRequest], mopc: Institution
) -> None:
    snapshot = frozen()
    before = snapshot.content
    late = next(row for row in history if row.tacitly_denied_on == date(2026, 3, 26))
    InformationRequest.objects.filter(pk=late.pk).update(answered_on=date(2026, 7, 1))
    moved = Term.objects.filter(due_on__gte=MARCH, due_on__lt=date(2026, 4, 1))
    moved.update(due_on=date(2026, 4, 2))
    save(
        Shape(presented_on=date(2026, 3, 4), ends="answered", after_days=2),
        *(mopc, mopc, CalendarVersion.objects.get()),
    )
    rollup.rebuild_all(at=NOW + timedelta(days=1))

    snapshot = Snapshot.objects.get()
    assert snapshot.content == before
    ran = recounted(tmp_path, snapshot.requests_csv, snapshot.content)
    assert "Diferencia: 0" in ran.stdout, ran.stdout + ran.stderr
    assert (ran.returncode, snapshot.digest in ran.stdout) == (0, True)

    today = freezing.count_month(MARCH, calendar_for(None))
    told = {
        "mes": "2026-03",
        "cifras": counting.cells_of(MARCH),
        "indicadores": [*counting.CONTROLLED, "pendientes_al_empezar", "pendientes_al_terminar"],
    }
    present = recounted(tmp_path, today.requests_csv, json.dumps(told))
    assert (present.returncode, "Diferencia: 0" in present.stdout) == (0, True), present.stdout
    assert today.figures != snapshot.figures


@pytest.mark.usefixtures("history")
def test_the_public_script_tells_what_was_altered(tmp_path: Path) -> None:
    snapshot = frozen()
    altered = snapshot.requests_csv.replace(b",answered", b",denied").replace(
        b"2026-03-0", b"2026-02-0"
    )
    ran = recounted(tmp_path, altered, snapshot.content)
    assert ran.returncode == 1
    assert "pedidos.csv no es el de ese mes" in ran.stdout
    assert "MOPC recibidos: publicado 8, recalculado" in ran.stdout
    assert recompute.main([]) == 2


@pytest.mark.usefixtures("history")
def test_a_revision_stands_beside_what_was_frozen(
    director: User, auditor: User, mopc: Institution
) -> None:
    first = frozen()
    save(
        Shape(presented_on=date(2026, 3, 4), ends="silent"),
        *(mopc, mopc, CalendarVersion.objects.get()),
    )
    by = Actor.official(director)
    with pytest.raises(NotAllowed):
        freezing.revise_month(MARCH, by=Actor.official(auditor), at=NOW, reason="Faltaba uno.")
    with pytest.raises(ReasonMissing):
        freezing.revise_month(MARCH, by=by, at=NOW, reason="  ")
    with pytest.raises(NotFrozen):
        freezing.revise_month(date(2026, 4, 1), by=by, at=NOW, reason="Faltaba uno.")
    second = freezing.revise_month(MARCH, by=by, at=NOW, reason="Faltaba uno.")
    assert (second.revision, second.reason, second.told["anterior"]) == (
        *(2, "Faltaba uno."),
        first.digest,
    )
    first.refresh_from_db()
    assert second.figures["MOPC"]["recibidos"] == first.figures["MOPC"]["recibidos"] + 1


@pytest.mark.usefixtures("history")
def test_a_broken_identity_stops_the_freezing_and_is_seen(
    history: list[InformationRequest], caplog: pytest.LogCaptureFixture
) -> None:
    frozen(date(2026, 5, 1))
    broken = next(row for row in history if row.withdrawn_on)
    InformationRequest.objects.filter(pk=broken.pk).update(presented_on=date(2026, 6, 10))
    with pytest.raises(IdentityBroken, match=r"MOPC: \+?-?1"):
        frozen(date(2026, 6, 1))
    with time_machine.travel(NOW), caplog.at_level(logging.ERROR):
        freeze()
    assert "month 2026-06 is not frozen" in caplog.text
    stopped = Stopped.objects.get()
    assert "MOPC" in stopped.why
    InformationRequest.objects.filter(pk=broken.pk).update(presented_on=broken.presented_on)
    assert [str(row) for row in freezing.freeze_due(at=NOW)] == ["2026-06 r1"]
    assert not Stopped.objects.exists()


@pytest.mark.usefixtures("history")
def test_two_counts_that_disagree_stop_the_freezing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(counting.NAMES, "received", "cerrados")
    with pytest.raises(CountsDisagree, match="MOPC, recibidos: 0 y 8"):
        frozen()


@pytest.mark.usefixtures("history")
def test_a_month_waits_until_it_is_over_and_silence_and_recounts_are_settled(
    mopc: Institution,
) -> None:
    with pytest.raises(MonthNotOver):
        frozen(date(2026, 7, 1))
    frozen()
    with pytest.raises(AlreadyFrozen):
        frozen()
    save(
        Shape(presented_on=date(2026, 4, 1), ends="open"),
        *(mopc, mopc, CalendarVersion.objects.get()),
    )
    with pytest.raises(SilenceUnsettled):
        frozen(date(2026, 4, 1))
    Term.objects.filter(closed_on=None).update(due_on=date(2026, 4, 30))
    assert frozen(date(2026, 4, 1)).figures["MOPC"]["pendientes_al_terminar"]
    version = CalendarVersion.objects.get()
    CalendarChange.objects.create(
        base_version=version, reason="x", instrument="x", source="x", published_on=MARCH,
        proposed_by=User.objects.create(email="a@a.example"), proposed_at=NOW,
        state=ChangeState.APPROVED, version=version,
        decided_by=User.objects.create(email="b@a.example"), decided_at=NOW,
    )  # fmt: skip
    with pytest.raises(RecountUnfinished):
        frozen(date(2026, 5, 1))


@pytest.mark.usefixtures("history")
def test_the_worker_freezes_once_from_the_first_business_day_on_and_makes_up_what_it_missed() -> (
    None
):
    # The first of August 2026 is a Saturday.
    assert freezing.freeze_due(at=at("2026-08-01")) == []
    assert [str(row) for row in freezing.freeze_due(at=at("2026-08-03"))] == ["2026-07 r1"]
    assert freezing.freeze_due(at=at("2026-08-03", 11)) == []
    assert [row.month.month for row in freezing.freeze_due(at=at("2026-11-05"))] == [8, 9, 10]


@pytest.mark.usefixtures("history")
def test_the_command_freezes_past_months_and_says_which_it_had() -> None:
    said = StringIO()
    with time_machine.travel(NOW):
        call_command("freeze_month", "2026-02", "2026-03", stdout=said)
        call_command("freeze_month", "2026-03", stdout=said)
        call_command("freeze_month", stdout=said)
        with pytest.raises(CommandError, match="todavía no terminó"):
            call_command("freeze_month", "2026-07")
    lines = said.getvalue().splitlines()
    assert [line[:10] for line in lines] == [
        "2026-02 r1", "2026-03 r1", "2026-03: y", "2026-04 r1", "2026-05 r1", "2026-06 r1",
    ]  # fmt: skip


@pytest.mark.usefixtures("history")
def test_the_database_keeps_one_chain_and_changes_nothing_of_it() -> None:
    snapshot = frozen()
    for change in (
        Snapshot.objects.all().delete,
        lambda: Snapshot.objects.update(reason="x"),
        lambda: Snapshot(**{**_fields(snapshot), "month": date(2026, 1, 1)}).save(),
        lambda: Snapshot(**{**_fields(snapshot), "place": 2}).save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert SNAPSHOTS.missing(connection) == set()


def _fields(snapshot: Snapshot) -> dict[str, object]:
    names = ("place", "month", "revision", "cut_off", "calendar_version", "content", "dataset")
    return {**{name: getattr(snapshot, name) for name in names}, "digest": "0" * 64}


def test_what_else_happened_is_counted_where_it_happened(
    mopc: Institution, mec: Institution, by_officer: Actor, other_officer: User, authority: User
) -> None:
    asked = file_one(mopc, when=at("2026-05-04"))
    number = asked.info_request.number
    actions.ask_clarification(number, by=by_officer, at=at("2026-05-05"), question="¿Cuál?")
    actions.clarify(number, by=requester_of(asked), at=at("2026-05-07"), reply="Esa.")
    actions.forward(number, by=by_officer, at=at("2026-05-08"), to=mec, reason="Es suya.")
    actions.answer(
        number,
        by=Actor.official(other_officer),
        at=at("2026-05-12"),
        reply=Reply(outcome=Outcome.GRANTED, text="Aquí está."),
    )
    actions.give_verdict(
        number, by=requester_of(asked), at=at("2026-05-13"), verdict=Verdict.PARTIAL
    )
    silent = file_one(mopc, when=at("2026-05-04"))
    actions.declare_tacit_denials(on=date(2026, 6, 1), at=at("2026-06-01"))
    silent_number = silent.info_request.number
    actions.file_reconsideration(
        silent_number, by=requester_of(silent), at=at("2026-06-02"), text="No respondieron."
    )
    actions.reject_reconsideration(
        silent_number, by=Actor.official(authority), at=at("2026-06-08"), decision="No."
    )
    actions.record_court_filing(
        silent_number,
        by=requester_of(silent),
        at=at("2026-06-10"),
        court="Juzgado 1",
        filed_on=date(2026, 6, 9),
    )
    actions.record_ruling(
        silent_number,
        by=requester_of(silent),
        at=at("2026-06-20"),
        ruled_on=date(2026, 6, 19),
        orders_delivery=True,
        ruling="Entregue.",
    )
    may, june = frozen(date(2026, 5, 1)).figures, frozen(date(2026, 6, 1)).figures
    assert may["MOPC"] == {
        "recibidos": 2, "cerrados": 2, "vencidos": 1, "silencios": 1,
        "silencios_sin_respuesta": 1, "derivados": 1, "derivacion_dias.4": 1,
    }  # fmt: skip
    assert may["MEC"] == {
        "vencidos": 1, "a_tiempo": 1, "entregado": 1, "respuesta_dias.6": 1,
        "aclaraciones_pedidas": 1, "aclaraciones_recibidas": 1, "aclaracion_dias.2": 1,
        "valoracion_parcial": 1,
    }  # fmt: skip
    assert june["MOPC"] == {
        "reconsideraciones": 1, "reconsideracion_rechazada": 1, "reconsideraciones_a_tiempo": 1,
        "juicios": 1, "juicio_con_orden": 1,
    }  # fmt: skip


def test_few_cases_are_hidden_with_the_next_so_that_no_total_tells_them() -> None:
    hidden = counting.hide_few({"a": 90, "b": 7, "c": 3, "d": 0}, "abcd", fewest=5)
    assert hidden == {"a": 90, "b": None, "c": None, "d": 0}
    assert counting.hide_few({"a": 9, "b": 5}, "ab", fewest=5) == {"a": 9, "b": 5}
    assert counting.hide_few({"a": 1, "b": 2, "c": 9, "d": 9}, "abcd", fewest=5) == {
        **dict.fromkeys("abc"),
        "d": 9,
    }
