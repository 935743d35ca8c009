"""Warnings and observations: when they may be sent, by whom, once each, answered and followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import Actor
from accounts.models import User
from offices.models import Duty, Institution
from oversight.escalations import deciding
from requests_app import actions
from requests_app.actions import Reply
from requests_app.errors import (
    AlreadyEscalated,
    Incomplete,
    NotLateEnough,
    NotYours,
    WrongStage,
)
from requests_app.models import Escalation, TimelineEvent
from requests_app.models.escalation import EscalationKind, EscalationStage
from requests_app.states import EventKind, Outcome
from requests_app.verification import verify_log
from tests.factories import appoint, at, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db

# Filed on Monday 6 July 2026, due on Monday 27; five business days later is Monday 3 August.
FOUR_LATE, FIVE_LATE = at("2026-07-31"), at("2026-08-03")
DELAYS = "/direccion/atrasos/"


@pytest.fixture
def head(mopc: Institution) -> User:
    return appoint(make_user("jefa@mopc.example"), mopc, Duty.HEAD)


@pytest.fixture
def number(mopc: Institution) -> str:
    """A request that silence denied on 28 July."""
    number = file_one(mopc, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    return number


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_executive_is_warned_and_its_authority_is_the_addressee(
    number: str, director: User, authority: User
) -> None:
    by = Actor.official(director)
    sent = actions.escalate(number, by=by, at=FIVE_LATE, text="Respondan.")
    assert (sent.kind, sent.stage) == (EscalationKind.WARNING, EscalationStage.SENT)
    assert sent.addressee is not None
    assert sent.addressee.holder == authority
    event = TimelineEvent.objects.latest("pk")
    assert (event.kind, event.data["act"]) == (EventKind.ESCALATED, "warning")
    assert verify_log().failures == []


def test_elsewhere_the_directorate_observes(director: User, mopc: Institution) -> None:
    town = make_institution("MUN-1", "Municipalidad", category="g", is_executive=False)
    number = file_one(town, when=at("2026-07-06")).info_request.number
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    sent = actions.escalate(number, by=Actor.official(director), at=FIVE_LATE, text="Respondan.")
    assert sent.kind == EscalationKind.OBSERVATION
    assert sent.addressee is None


def test_before_five_days_late_nothing_is_sent(number: str, director: User) -> None:
    by = Actor.official(director)
    with pytest.raises(NotLateEnough):
        actions.escalate(number, by=by, at=FOUR_LATE, text="Respondan.")


def test_what_is_open_or_answered_calls_for_nothing(
    mopc: Institution, number: str, director: User, by_officer: Actor
) -> None:
    by = Actor.official(director)
    still_open = file_one(mopc, when=at("2026-07-20")).info_request.number
    with pytest.raises(NotLateEnough):
        actions.escalate(still_open, by=by, at=FIVE_LATE, text="Respondan.")
    reply = Reply(outcome=Outcome.GRANTED, text="Aquí está.")
    actions.answer(number, by=by_officer, at=at("2026-07-30"), reply=reply)
    with pytest.raises(WrongStage):
        actions.escalate(number, by=by, at=FIVE_LATE, text="Respondan.")


def test_a_delay_is_decided_about_once(number: str, director: User) -> None:
    by = Actor.official(director)
    deciding.dismiss_escalation(number, by=by, at=FIVE_LATE, note="Ya respondió por teléfono.")
    events = TimelineEvent.objects.count()
    for act, said in (
        (actions.escalate, {"text": "Respondan."}),
        (deciding.dismiss_escalation, {"note": "Otra vez."}),
    ):
        with pytest.raises(AlreadyEscalated):
            act(number, by=by, at=FIVE_LATE, **said)
    assert TimelineEvent.objects.count() == events


def test_the_institution_answers_through_who_leads_it(
    number: str, director: User, head: User, by_officer: Actor
) -> None:
    by = Actor.official(director)
    with pytest.raises(WrongStage):
        actions.answer_escalation(number, by=Actor.official(head), at=FIVE_LATE, text="Listo.")
    actions.escalate(number, by=by, at=FIVE_LATE, text="Respondan.")
    with pytest.raises(NotYours):
        actions.answer_escalation(number, by=by_officer, at=FIVE_LATE, text="Listo.")
    with pytest.raises(Incomplete):
        actions.answer_escalation(number, by=Actor.official(head), at=FIVE_LATE, text=" ")
    answered = actions.answer_escalation(
        number, by=Actor.official(head), at=FIVE_LATE, text="Mañana sale."
    )
    assert answered.stage == EscalationStage.ANSWERED
    closed = deciding.close_escalation(number, by=by, at=FIVE_LATE, note="Respondió el 4.")
    assert closed.stage == EscalationStage.CLOSED
    with pytest.raises(WrongStage):
        deciding.close_escalation(number, by=by, at=FIVE_LATE, note="Otra vez.")
    assert verify_log().failures == []


@pytest.mark.parametrize("act", ["escalate", "dismiss_escalation", "close_escalation"])
def test_only_a_director_decides_and_says_why(
    number: str, auditor: User, director: User, act: str
) -> None:
    perform = getattr(actions if act == "escalate" else deciding, act)
    words = "text" if act == "escalate" else "note"
    if act == "close_escalation":
        actions.escalate(number, by=Actor.official(director), at=FIVE_LATE, text="Respondan.")
    with pytest.raises(NotYours):
        perform(number, by=Actor.official(auditor), at=FIVE_LATE, **{words: "Texto."})
    with pytest.raises(Incomplete):
        perform(number, by=Actor.official(director), at=FIVE_LATE, **{words: "  "})


def test_nobody_without_a_name_answers(number: str, director: User) -> None:
    actions.escalate(number, by=Actor.official(director), at=FIVE_LATE, text="Respondan.")
    with pytest.raises(NotYours):
        actions.answer_escalation(number, by=Actor.requester(number), at=FIVE_LATE, text="Yo.")


@time_machine.travel(FIVE_LATE, tick=False)
def test_from_the_list_to_the_answer_and_back(number: str, director: User, head: User) -> None:
    actions.take_ladder_steps(on=date(2026, 8, 3), at=FIVE_LATE)
    desk, office = client_of(director), client_of(head)
    waiting = desk.get("/direccion/").context["waiting"]
    assert [(one.section.url, one.count) for one in waiting] == [("oversight:escalations", 1)]
    assert number in desk.get(DELAYS).content.decode()
    page = desk.get(f"{DELAYS}{number}/").content.decode()
    assert "5 días hábiles de atraso" in page
    assert "se llama la atención" in page
    assert office.get(f"/bandeja/{number}/direccion/").status_code == 404

    assert desk.post(f"{DELAYS}{number}/enviar/", {"text": ""}).status_code == 422
    assert desk.post(f"{DELAYS}{number}/enviar/", {"text": "Respondan."}).status_code == 302
    assert desk.post(f"{DELAYS}{number}/enviar/", {"text": "Respondan."}).status_code == 409
    assert "0 atrasos por decidir" in desk.get(DELAYS).content.decode()

    assert "Leerlo y responder" in office.get(f"/bandeja/{number}/").content.decode()
    answer = f"/bandeja/{number}/direccion/"
    assert office.post(answer, {"text": ""}).status_code == 422
    assert office.post(answer, {"text": "Mañana sale."}).status_code == 302
    assert office.post(answer, {"text": "Mañana sale."}).status_code == 409
    assert "Mañana sale." in desk.get(f"{DELAYS}{number}/").content.decode()
    assert desk.post(f"{DELAYS}{number}/cerrar/", {"note": "Respondió."}).status_code == 302


@time_machine.travel(FIVE_LATE, tick=False)
def test_a_delay_that_calls_for_nothing_is_put_aside_with_its_reason(
    number: str, director: User, head: User
) -> None:
    desk = client_of(director)
    sent = {"note": "La oficina estuvo cerrada por un incendio."}
    assert desk.post(f"{DELAYS}{number}/descartar/", sent).status_code == 302
    assert Escalation.objects.get().stage == EscalationStage.DISMISSED
    # The institution never hears of what was not sent.
    assert client_of(head).get(f"/bandeja/{number}/direccion/").status_code == 404
    assert "Dirección de Acceso</strong>" not in client_of(head).get(
        f"/bandeja/{number}/"
    ).content.decode().replace("Respuesta", "")


@time_machine.travel(FIVE_LATE, tick=False)
def test_neither_the_public_nor_the_person_reads_it(
    number: str, director: User, client: Client
) -> None:
    actions.escalate(number, by=Actor.official(director), at=FIVE_LATE, text="Frase reservada.")
    for address in (f"/s/{number}/", "/respuestas/"):
        assert "Frase reservada." not in client.get(address).content.decode()
        assert "llamó la atención" not in client.get(address).content.decode()


def test_every_address_of_delays_is_tried() -> None:
    found: Any = next(
        entry for entry in get_resolver().url_patterns if str(entry.pattern) == "direccion/"
    )
    names = {
        entry.name for entry in found.url_patterns if str(entry.pattern).startswith("atrasos/")
    }
    assert names == {
        "escalations",
        "escalation",
        "escalate",
        "dismiss_escalation",
        "close_escalation",
    }


@time_machine.travel(FIVE_LATE, tick=False)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["anonymous", "officer", "other", "former"])
def test_strangers_find_nothing_there(
    number: str, mopc: Institution, mec: Institution, director: User, who: str, method: str
) -> None:
    actions.escalate(number, by=Actor.official(director), at=FIVE_LATE, text="Respondan.")
    posts: dict[str, tuple[Institution, date | None]] = {
        "officer": (mopc, None),
        "other": (mec, None),
        "former": (mopc, date(2026, 8, 2)),
    }
    client = Client()
    if who in posts:
        place, ends_on = posts[who]
        user = make_user("persona@aip.example")
        client = client_of(appoint(user, place, Duty.OFFICER, ends_on=ends_on))
    for end in ("", f"{number}/", f"{number}/enviar/", f"{number}/descartar/", f"{number}/cerrar/"):
        status = getattr(client, method)(f"{DELAYS}{end}").status_code
        assert status in ({302, 405} if who == "anonymous" else {404, 405})
    seen = getattr(client, method)(f"/bandeja/{number}/direccion/").status_code
    expected = {"anonymous": {302}, "officer": {200, 422}, "other": {404}, "former": {404}}
    assert seen in expected[who]


@time_machine.travel(FIVE_LATE, tick=False)
def test_an_auditor_reads_and_does_not_send(number: str, auditor: User) -> None:
    desk = client_of(auditor)
    assert "Lo decide un director" in desk.get(f"{DELAYS}{number}/").content.decode()
    assert desk.post(f"{DELAYS}{number}/enviar/", {"text": "Respondan."}).status_code == 409
    assert not Escalation.objects.exists()


@time_machine.travel(FIVE_LATE, tick=False)
def test_a_request_in_term_has_no_page_there(mopc: Institution, director: User) -> None:
    number = file_one(mopc, when=at("2026-07-30")).info_request.number
    assert client_of(director).get(f"{DELAYS}{number}/").status_code == 404


@time_machine.travel(FIVE_LATE, tick=False)
def test_the_list_costs_the_same_for_many(
    mopc: Institution, director: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _turn in range(12):
        file_one(mopc, when=at("2026-07-06"))
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    actions.take_ladder_steps(on=date(2026, 8, 3), at=FIVE_LATE)
    desk = client_of(director)
    with django_assert_max_num_queries(22):
        page = desk.get(DELAYS).content.decode()
    assert "12 atrasos por decidir" in page
