"""Alerts: what raises each, the list behind it, the note that answers it, the figures of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import Actor
from accounts.models import User
from offices.errors import ChangeIncomplete, NotAllowed
from offices.models import Duty, Institution
from oversight.actions import Figures, set_alert_rule
from oversight.alerts.raised import Alert, raised_by, raised_on
from oversight.models import AlertKind, AlertNote, AlertRule
from requests_app import actions
from requests_app.actions import Intake, Reply
from requests_app.states import Channel, Outcome
from tests.factories import appoint, at, file_one, filing, make_user

pytestmark = pytest.mark.django_db

ALERTS = "/direccion/alertas/"
TODAY = date(2026, 7, 31)
NOW = at(TODAY)
LONG = "Se entrega la planilla con los contratos firmados, su monto y la empresa de cada uno."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def rule(kind: AlertKind, **figures: int) -> AlertRule:
    """Return the rule of a kind in force, with other figures where a test needs them."""
    found = AlertRule.objects.in_force(TODAY)[kind]
    for name, value in figures.items():
        setattr(found, name, value)
    return found


def the_alert(kind: AlertKind, **figures: int) -> Alert | None:
    """Return the only alert a rule raises today, or None."""
    alerts = raised_by(rule(kind, **figures), on=TODAY)
    assert len(alerts) <= 1
    return alerts[0] if alerts else None


def answered(place: Institution, by: Actor, *, text: str = LONG, on: str = "2026-07-15") -> str:
    number = file_one(place, when=at("2026-07-06")).info_request.number
    actions.answer(number, by=by, at=at(on), reply=Reply(outcome=Outcome.GRANTED, text=text))
    return number


def silent(place: Institution) -> str:
    number = file_one(place, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=TODAY, at=NOW)
    return number


def test_every_kind_has_a_rule_and_says_from_which_figure() -> None:
    rules = AlertRule.objects.in_force(TODAY)
    assert list(rules) == list(AlertKind)
    assert [(one.threshold, one.window_days) for one in rules.values()] == [
        (20, 30),
        (0, 60),
        (30, 90),
        (30, 90),
        (2, 90),
        (40, 90),
    ]


def test_more_silence_than_the_rule_allows_is_told_with_its_requests(
    mopc: Institution, by_officer: Actor
) -> None:
    numbers = {silent(mopc), silent(mopc)}
    for _turn in range(8):
        answered(mopc, by_officer)
    assert the_alert(AlertKind.SILENCE) is None  # 20 %, and the rule says more than 20 %
    numbers.add(silent(mopc))
    alert = the_alert(AlertKind.SILENCE)
    assert alert is not None
    assert (alert.value, alert.count, alert.of) == (27, 3, 11)


def test_few_cases_raise_nothing(mopc: Institution) -> None:
    for _turn in range(9):
        silent(mopc)
    assert the_alert(AlertKind.SILENCE) is None
    assert the_alert(AlertKind.SILENCE, minimum=9) is not None


def test_who_answers_nothing_for_long_is_told(mopc: Institution, by_officer: Actor) -> None:
    silent(mopc)
    alert = the_alert(AlertKind.NO_ANSWER)
    assert alert is not None
    assert alert.count == 1
    answered(mopc, by_officer)
    assert the_alert(AlertKind.NO_ANSWER) is None


def test_what_is_done_on_the_last_day_is_counted(
    mopc: Institution, mec: Institution, by_officer: Actor
) -> None:
    # Three business days to ask, five to forward, from Monday the 6th: the 9th and the 13th.
    for day in ("2026-07-08", "2026-07-09"):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        actions.ask_clarification(number, by=by_officer, at=at(day), question="¿Cuáles?")
    for day in ("2026-07-07", "2026-07-13", "2026-07-14"):
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        actions.forward(number, by=by_officer, at=at(day), to=mec, reason="Es del MEC.")
    alert = the_alert(AlertKind.LAST_DAY)
    assert alert is not None
    assert (alert.institution_id, alert.count, alert.of) == (mopc.pk, 3, 5)


def test_empty_and_repeated_answers_are_counted(mopc: Institution, by_officer: Actor) -> None:
    for turn in range(3):
        answered(mopc, by_officer, text=f"{LONG} Expediente {turn}/2026.")
    answered(mopc, by_officer, text="Ver adjunto.")
    different = ("rutas", "puentes", "puertos", "aeropuertos", "edificios", "semáforos")
    for word in different:
        answered(mopc, by_officer, text=f"{word} {LONG}")
    alert = the_alert(AlertKind.ALIKE)
    assert alert is not None
    assert (alert.value, alert.count, alert.of) == (40, 4, 10)


def test_a_late_registration_is_told_with_its_days(mopc: Institution, by_officer: Actor) -> None:
    for token, presented in (("a", date(2026, 7, 13)), ("b", date(2026, 7, 11))):
        actions.register(
            filing(mopc),
            Intake(channel=Channel.COUNTER, presented_on=presented, evidence="Sello de mesa"),
            token=token,
            by=by_officer,
            at=at("2026-07-15"),
        )
    alert = the_alert(AlertKind.INTAKE_GAP)
    assert alert is not None
    assert (alert.value, alert.count, alert.of) == (4, 1, 2)


def test_too_many_that_are_public_already(mopc: Institution, by_officer: Actor) -> None:
    public = Reply(
        outcome=Outcome.ALREADY_PUBLIC, text=LONG, source="Portal", place="Sitio", form="Descarga"
    )
    for _turn in range(5):
        answered(mopc, by_officer)
        number = file_one(mopc, when=at("2026-07-06")).info_request.number
        actions.answer(number, by=by_officer, at=at("2026-07-15"), reply=public)
    alert = the_alert(AlertKind.ALREADY_PUBLIC)
    assert alert is not None
    assert (alert.value, alert.count) == (50, 5)


def test_the_figure_on_the_page_is_as_long_as_its_list(mopc: Institution, auditor: User) -> None:
    numbers = [silent(mopc) for _turn in range(3)]
    desk = _desk_of(auditor)
    page = desk.get(ALERTS).content.decode()
    address = f"{ALERTS}{AlertKind.NO_ANSWER.value}/MOPC/"
    assert re.search(rf'href="{address}"[^>]*>3<', page)
    listed = desk.get(address).content.decode()
    assert all(number in listed for number in numbers)


def test_a_note_answers_an_alert_until_the_figure_is_worse(
    mopc: Institution, auditor: User
) -> None:
    silent(mopc)
    desk = _desk_of(auditor)
    address = f"{ALERTS}{AlertKind.NO_ANSWER.value}/MOPC/"
    assert desk.post(address, {"note": " "}).status_code == 422
    assert desk.post(address, {"note": "Su encargada está de licencia."}).status_code == 302
    rules = {AlertKind.NO_ANSWER: rule(AlertKind.NO_ANSWER)}
    [seen] = raised_on(TODAY, rules=rules)[AlertKind.NO_ANSWER]
    assert seen.note is not None
    assert "Su encargada está de licencia." in desk.get(ALERTS).content.decode()
    silent(mopc)
    [worse] = raised_on(TODAY, rules=rules)[AlertKind.NO_ANSWER]
    assert worse.note is None
    later = TODAY + timedelta(days=60)
    assert all(one.note is None for one in raised_on(later, rules=rules)[AlertKind.NO_ANSWER])


def test_an_alert_that_is_over_says_so(mopc: Institution, auditor: User) -> None:
    desk = _desk_of(auditor)
    answer = desk.get(f"{ALERTS}{AlertKind.NO_ANSWER.value}/MOPC/")
    assert answer.status_code == 302
    assert desk.get(f"{ALERTS}{AlertKind.NO_ANSWER.value}/NADIE/").status_code == 404
    assert desk.get(f"{ALERTS}otra/").status_code == 404


def test_other_figures_rule_from_a_day_to_come(
    mopc: Institution, director: User, auditor: User
) -> None:
    sent = {
        "threshold": "10",
        "window_days": "30",
        "minimum": "1",
        "in_force_from_day": "1",
        "in_force_from_month": "8",
        "in_force_from_year": "2026",
        "reason": "Acuerdo con las oficinas.",
    }
    silent(mopc)
    address = f"{ALERTS}{AlertKind.SILENCE.value}/"
    desk = _desk_of(director)
    tried = desk.post(address, {**sent, "try": "1"}).content.decode()
    assert "hoy avisaría de 1 institución" in tried
    assert desk.post(address, {**sent, "in_force_from_month": "7"}).status_code == 422
    assert desk.post(address, {**sent, "threshold": "x"}).status_code == 422
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 422  # that day has its figures
    assert AlertRule.objects.in_force(TODAY)[AlertKind.SILENCE].threshold == 20
    assert AlertRule.objects.in_force(date(2026, 8, 1))[AlertKind.SILENCE].threshold == 10
    assert _desk_of(auditor).post(address, sent).status_code == 422


def test_only_a_director_gives_other_figures(auditor: User, director: User) -> None:
    def give(user: User, *, reason: str = "Prueba.") -> AlertRule:
        return set_alert_rule(
            AlertKind.SILENCE,
            Figures(threshold=1, window_days=1, minimum=1),
            by=Actor.official(user),
            at=NOW,
            in_force_from=date(2026, 8, 3),
            reason=reason,
        )

    with pytest.raises(NotAllowed):
        give(auditor)
    with pytest.raises(ChangeIncomplete):
        give(director, reason=" ")
    assert give(director).set_by == director


def test_the_page_costs_the_same_for_many_requests(
    mopc: Institution, auditor: User, django_assert_max_num_queries: Any
) -> None:
    desk = _desk_of(auditor)
    for _turn in range(12):
        silent(mopc)
    with django_assert_max_num_queries(35):
        assert desk.get(ALERTS).status_code == 200


def test_every_address_of_the_alerts_is_tried() -> None:
    found = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == "direccion/"
    )
    names = {
        entry.name  # type: ignore[union-attr]
        for entry in found.url_patterns  # type: ignore[union-attr]
        if str(entry.pattern).startswith("alertas/")
    }
    assert names == {"alerts", "alert_rule", "alert"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("duty", [None, Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY])
def test_nobody_else_sees_or_answers_an_alert(
    mopc: Institution, duty: Duty | None, method: str
) -> None:
    silent(mopc)
    user = make_user("persona@aip.example")
    client = _desk_of(appoint(user, mopc, duty) if duty else user)
    kind = AlertKind.NO_ANSWER.value
    for address in (ALERTS, f"{ALERTS}{kind}/", f"{ALERTS}{kind}/MOPC/"):
        assert getattr(client, method)(address, {"note": "x"}).status_code in {404, 405}
        assert getattr(Client(), method)(address).status_code in {302, 405}
    assert not AlertNote.objects.exists()


def _desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
