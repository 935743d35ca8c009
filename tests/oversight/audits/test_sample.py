"""A sample nobody can choose: frozen before the seed is known, and drawn again by anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from oversight.audits import redraw, sampling
from oversight.audits.concluding import waiting_count
from oversight.audits.errors import AuditMoved, NotYourAudit
from oversight.audits.models import Audit, Review
from oversight.audits.states import AuditStage, Covers, Sizing
from requests_app.errors import Incomplete
from requests_app.models import InformationRequest
from tests.factories import at
from tests.oversight.audits.conftest import (
    ANNOUNCED,
    DRAWN,
    SEED,
    SEED_DAY,
    Announce,
    new_audit,
)

pytestmark = pytest.mark.django_db


def sizes(audit: Audit) -> dict[str, tuple[int, int]]:
    return {one.code: (one.size, one.sample) for one in audit.strata.all()}


def test_an_announcement_freezes_the_list_and_the_sizes(announce: Announce) -> None:
    audit = announce()
    assert audit.number == "2026-1"
    assert sizes(audit) == {"MEC": (3, 3), "MOPC": (8, 4)}
    before = audit.population
    InformationRequest.objects.filter(institution__code="MOPC").update(answered_on=None)
    audit.refresh_from_db()
    assert (audit.population, audit.seed) == (before, "")
    InformationRequest.objects.filter(institution__code="MOPC").update(answered_on="2026-05-20")
    with pytest.raises(Incomplete):
        announce()
    assert announce(bodies=(Institution.objects.get(code="MEC"),)).number == "2026-2"


def test_a_proportional_sample_is_rounded_up_with_some_of_each(announce: Announce) -> None:
    assert sizes(announce(sizing=Sizing.PROPORTIONAL, size=5)) == {"MEC": (3, 2), "MOPC": (8, 4)}
    audit = announce(sizing=Sizing.PROPORTIONAL, size=1, least=2)
    assert sizes(audit) == {"MEC": (3, 2), "MOPC": (8, 2)}


def test_silence_can_be_audited_too(announce: Announce) -> None:
    audit = announce(covers=Covers.SILENT, period_to=date(2026, 6, 30))
    assert sizes(audit) == {"MEC": (1, 1)}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"period_from": date(2026, 6, 1)}, "period_from"),
        ({"period_to": date(2026, 7, 6)}, "period_to"),
        ({"seed_on": date(2026, 7, 6)}, "seed_on"),
        ({"period_from": date(2026, 5, 30)}, "covers"),
    ],
)
def test_an_announcement_that_could_be_bent_is_refused(
    announce: Announce, said: dict[str, date], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        announce(**said)
    assert set(refused.value.fields) == {field}
    assert not Audit.objects.exists()


def test_the_draw_waits_for_its_day_and_keeps_only_digits(
    announce: Announce, by_director: Actor, by_auditor: Actor, auditor: User
) -> None:
    number = announce().number
    assert [waiting_count(on=date(2026, 7, day)) for day in (10, 11)] == [0, 1]
    with pytest.raises(NotYourAudit):
        sampling.draw(number, by=by_auditor, at=DRAWN, seed=SEED)
    with pytest.raises(Incomplete):
        sampling.draw(number, by=by_director, at=at("2026-07-10"), seed=SEED)
    for seed in ("123", "sin cifras", "1" * 65, "١٢٣٤٥"):
        with pytest.raises(Incomplete):
            sampling.draw(number, by=by_director, at=DRAWN, seed=seed)
    audit = sampling.draw(number, by=by_director, at=DRAWN, seed=" 20-418 ")
    assert (audit.seed, audit.stage) == ("20418", AuditStage.REVIEWING)
    assert Review.objects.filter(auditor=auditor).count() == 7
    with pytest.raises(AuditMoved):
        sampling.draw(number, by=by_director, at=DRAWN, seed=SEED)


def test_the_draw_is_the_same_whatever_the_order_and_other_with_another_seed() -> None:
    numbers = [f"AIP-2026-{one:06}" for one in range(50)]
    first = redraw.draw("2026-1", "20418", numbers, 10)
    assert redraw.draw("2026-1", "20418", reversed(numbers), 10) == first
    assert redraw.draw("2026-1", "20419", numbers, 10) != first
    assert redraw.draw("2026-2", "20418", numbers, 10) != first
    # As `printf 2026-1:20418:AIP-… | sha256sum | sort` gives them.
    assert first[:3] == ["AIP-2026-000038", "AIP-2026-000029", "AIP-2026-000004"]


def test_every_request_is_drawn_as_often_as_any_other() -> None:
    numbers = [str(one) for one in range(20)]
    drawn = [one for seed in range(2000) for one in redraw.draw("a", str(seed), numbers, 5)]
    # 500 expected of each, with a standard deviation of 19.4.
    assert all(abs(drawn.count(one) - 500) < 80 for one in numbers)


def run(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "sortear.py", "poblacion.csv", "sorteo.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_anybody_draws_the_published_sample_again(
    drawn: Audit, client: Client, tmp_path: Path
) -> None:
    root = f"/auditorias/{drawn.number}/"
    for address, name in (
        ("/auditorias/sortear.py", "sortear.py"),
        (f"{root}poblacion.csv", "poblacion.csv"),
        (f"{root}sorteo.json", "sorteo.json"),
    ):
        (tmp_path / name).write_bytes(client.get(address).content)
    told = json.loads((tmp_path / "sorteo.json").read_text())
    reviewed: dict[str, list[str]] = {}
    for code, number in Review.objects.values_list("stratum__code", "info_request__number"):
        reviewed.setdefault(code, []).append(number)
    assert told["muestra"] == reviewed
    assert run(tmp_path)[0] == 0
    changed = {**told, "semilla": "20419"}
    (tmp_path / "sorteo.json").write_text(json.dumps(changed))
    assert run(tmp_path)[0] == 1
    (tmp_path / "sorteo.json").write_text(json.dumps(told))
    with (tmp_path / "poblacion.csv").open("a") as file:
        file.write("MOPC,AIP-2026-999999\n")
    status, said = run(tmp_path)
    assert status == 1
    assert "huella" in said


def test_an_audit_given_up_stays_for_everybody_to_see(
    announce: Announce, by_director: Actor, client: Client
) -> None:
    number = announce().number
    with pytest.raises(Incomplete):
        sampling.cancel(number, by=by_director, at=ANNOUNCED, because=" ")
    sampling.cancel(number, by=by_director, at=ANNOUNCED, because="Se anunció dos veces.")
    assert "Se anunció dos veces." in client.get(f"/auditorias/{number}/").content.decode()
    assert number in client.get("/auditorias/").content.decode()
    with pytest.raises(AuditMoved):
        sampling.draw(number, by=by_director, at=DRAWN, seed=SEED)


def test_only_a_director_announces(history: None, by_auditor: Actor, by_officer: Actor) -> None:
    for by in (by_auditor, by_officer):
        with pytest.raises(NotYourAudit):
            sampling.announce(new_audit(seed_on=SEED_DAY), by=by, at=ANNOUNCED)
