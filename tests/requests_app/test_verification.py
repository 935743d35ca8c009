"""Verification as an operator runs it, and what it makes of data erased on purpose or not."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.actors import Actor
from offices.models import Institution, Post
from requests_app import actions
from requests_app.actions import Intake
from requests_app.faults import Fault
from requests_app.models import (
    Answer,
    Clarification,
    Commitment,
    InformationRequest,
    Leg,
    ReasonedResolution,
    Registration,
    Requester,
)
from requests_app.states import Channel, Outcome, Verdict
from requests_app.verification import verify_log
from tests.factories import at, file_one, filing
from tests.requests_app.story import holds, reply, resolution, silent_denial

pytestmark = pytest.mark.django_db


def test_erasing_a_datum_with_its_salt_keeps_the_chain_and_is_counted(number: str) -> None:
    Commitment.objects.filter(field="requester").delete()
    Requester.objects.update(name="", email="")
    found = verify_log()
    assert (found.failures, found.erased) == ([], 1)


def test_the_second_verdict_replaces_the_first_without_alarm(
    number: str, requester: Actor, by_officer: Actor
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-08"), reply=reply())
    for verdict, reason in ((Verdict.PARTIAL, "Falta"), (Verdict.COMPLETE, "")):
        actions.give_verdict(
            number, by=requester, at=at("2026-07-09"), verdict=verdict, reason=reason
        )
    assert holds()


def run(*arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and what it printed."""
    printed = io.StringIO()
    try:
        call_command("verify_log", *arguments, stdout=printed)
    except SystemExit as stop:
        return int(stop.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def test_the_command_says_that_all_is_well(number: str) -> None:
    assert run() == (0, "1 solicitudes, 1 hechos, 0 datos personales borrados: todo coincide.\n")
    assert run("--request", number)[0] == 0


def test_the_command_prints_a_line_for_each_failure_and_fails(
    number: str, by_officer: Actor, mec: Institution
) -> None:
    actions.forward(number, by=by_officer, at=at("2026-07-07"), to=mec, reason="Es de allá")
    Leg.objects.update(forwarded_on="2026-07-06", reason="Otra")
    code, printed = run("--limit", "1")
    assert code == 1
    first, rest, summary = printed.splitlines()
    assert first.startswith(f"{number} #2: ")
    assert "Otra" not in first
    assert rest == "… y 1 fallas más."
    assert summary.endswith("2 fallas.")


def test_the_command_speaks_json(number: str) -> None:
    InformationRequest.objects.update(chain_head="00" * 32)
    code, printed = run("--json")
    found = json.loads(printed)
    assert (code, found["failed"], found["failures"][0]["fault"]) == (1, 1, "head")
    assert found["failures"][0]["number"] == number


def test_the_command_knows_an_unknown_request(number: str) -> None:
    with pytest.raises(CommandError, match="No hay un pedido"):
        call_command("verify_log", "--request", "AIP-2026-000099")


def test_verification_reads_many_requests_in_few_queries(
    mopc: Institution, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        file_one(mopc, when=at("2026-07-06"))
    actions.declare_tacit_denials(on=date(2026, 8, 1), at=at("2026-08-01"))
    with django_assert_max_num_queries(20):
        found = verify_log()
    assert (found.requests, found.events, found.failed) == (30, 60, 0)


def test_what_an_event_committed_to_and_is_no_longer_held_is_missed(
    mopc: Institution, by_officer: Actor, seal: Post
) -> None:
    intake = Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6), paper_number="881")
    number = actions.register(
        filing(mopc), intake, token="paper", by=by_officer, at=at("2026-07-06")
    ).info_request.number
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-07"), question="¿Qué año?")
    actions.clarify(number, by=Actor.requester(number), at=at("2026-07-08"), reply="2025")
    actions.deny(number, by=by_officer, at=at("2026-07-21"), resolution=resolution(seal))
    assert holds()
    for rows in (Registration.objects.all(), Clarification.objects.all()):
        rows.delete()
    ReasonedResolution.objects.all().delete()
    found = {(failure.fault, failure.detail) for failure in verify_log().failures}
    lost = {"registration", "question", "reply", "resolution"}
    assert found == {(Fault.COMMITMENT, name) for name in lost}


def test_of_several_answers_each_event_finds_its_own(number: str, by_authority: Actor) -> None:
    silent_denial(number)
    partly = reply(Outcome.PARTLY_GRANTED, text="Se entrega una parte.")
    actions.answer(number, by=by_authority, at=at("2026-07-30"), reply=partly)
    actions.file_reconsideration(
        number, by=Actor.requester(number), at=at("2026-07-31"), text="Falta el resto."
    )
    actions.uphold_reconsideration(
        number, by=by_authority, at=at("2026-08-03"), decision="Corresponde.", reply=reply()
    )
    assert Answer.objects.count() == 2
    assert holds()
