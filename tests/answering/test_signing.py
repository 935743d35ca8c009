"""What only the highest authority signs: sent, read exactly, signed or returned with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from answering import drafts, signing
from answering.models import AnswerDraft, SigningRecord
from answering.states import DraftState, Purpose, SavedAs, SigningStep
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.errors import Incomplete, NotYours
from requests_app.models import Answer, InformationRequest, ReasonedResolution, Reconsideration
from requests_app.states import Stage
from tests.factories import appoint, at, make_user, requester_of
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

REASONS = {
    "facts": "Hay datos de salud.",
    "legal_grounds": "La ley los reserva.",
    "reserve_law": "Ley 6534/2020",
    "reserve_article": "4",
}
NUMBERED = {
    "resolution_number": "45/2026",
    "resolution_on_day": "6",
    "resolution_on_month": "7",
    "resolution_on_year": "2026",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def waiting(number: str, desk: Client) -> AnswerDraft:
    """Return a denial sent to be signed by the office."""
    sent = desk.post(f"/bandeja/{number}/denegar/", {**REASONS, "step": "sign", "version": "0"})
    assert sent.headers["Location"] == f"/bandeja/{number}/firma/denegar/"
    return AnswerDraft.objects.get()


@pytest.fixture
def minister(authority: User) -> Client:
    return signed_in(authority)


@pytest.fixture
def denied(receipt: Receipt, desk: Client, minister: Client) -> str:
    """A request denied by signature and appealed this morning."""
    number = receipt.info_request.number
    waiting(number, desk)
    sign = {**NUMBERED, "step": "confirm", "version": "1", "held": "0"}
    minister.post(f"/bandeja/{number}/firma/denegar/", sign)
    actions.file_reconsideration(
        number, by=requester_of(receipt), at=at("2026-07-06", 11), text="La ley no reserva esto."
    )
    return number


def test_a_denial_is_sent_without_its_number_read_and_signed(
    desk: Client, number: str, minister: Client, authority: User
) -> None:
    draft = waiting(number, desk)
    assert draft.waits_for_signature
    address = f"/bandeja/{number}/firma/denegar/"
    page = text(minister.get(address))
    assert all(said in page for said in (*REASONS.values(), "Firmar y denegar", "Se deniega"))
    assert "Espera la firma" in text(desk.get(address))
    without = minister.post(address, {"step": "confirm", "version": "1", "held": "0"})
    assert (without.status_code, "Indique el número" in text(without)) == (422, True)
    assert InformationRequest.objects.get(number=number).is_open
    signed = minister.post(address, {**NUMBERED, "step": "confirm", "version": "1", "held": "0"})
    assert signed.status_code == 302
    resolution = ReasonedResolution.objects.get()
    assert resolution.number == "45/2026"
    assert str(authority) in resolution.signature
    assert InformationRequest.objects.get(number=number).stage == Stage.DENIED
    steps = list(SigningRecord.objects.values_list("step", "by__email", "version"))
    assert steps == [
        ("asked", "oficial@mopc.example", 1),
        ("signed", "ministra@mopc.example", 1),
    ]
    assert AnswerDraft.objects.get().state == DraftState.GIVEN
    assert minister.get(address).status_code == 302


def test_a_date_to_come_is_refused_beside_its_boxes(
    desk: Client, number: str, minister: Client
) -> None:
    waiting(number, desk)
    later = {**NUMBERED, "resolution_on_day": "7", "step": "confirm", "version": "1", "held": "0"}
    page = minister.post(f"/bandeja/{number}/firma/denegar/", later)
    assert page.status_code == 422
    assert 'id="id_resolution_on_error"' in text(page)
    assert not Answer.objects.exists()


def test_what_lacks_its_reasons_is_not_sent_to_be_signed(
    desk: Client, number: str, authority: User
) -> None:
    lacking = {**REASONS, "facts": "", "step": "sign", "version": "0"}
    page = desk.post(f"/bandeja/{number}/denegar/", lacking)
    assert (page.status_code, 'id="id_facts_error"' in text(page)) == (422, True)
    assert AnswerDraft.objects.get().state == DraftState.WRITING


def test_without_an_authority_in_office_nobody_could_sign(desk: Client, number: str) -> None:
    page = desk.post(f"/bandeja/{number}/denegar/", {**REASONS, "step": "sign", "version": "0"})
    assert (page.status_code, "nadie podría firmarlo" in text(page)) == (422, True)


def test_returned_with_a_reason_it_goes_back_to_who_wrote_it(
    desk: Client, number: str, minister: Client
) -> None:
    waiting(number, desk)
    address = f"/bandeja/{number}/firma/denegar/"
    silent = minister.post(address, {"step": "return", "version": "1", "reason": " - "})
    assert silent.status_code == 422
    assert "Para su firma" in text(minister.get("/avisos/"))
    back = {"step": "return", "version": "1", "reason": "Faltan los hechos."}
    assert minister.post(address, back).status_code == 302
    assert "Volvió sin firma" in text(desk.get("/avisos/"))
    page = text(desk.get(f"/bandeja/{number}/denegar/"))
    assert "Faltan los hechos." in page
    assert "lo devolvió" in page
    assert "Faltan los hechos." in text(desk.get(f"/bandeja/{number}/borradores/"))
    assert AnswerDraft.objects.get().state == DraftState.WRITING


def test_a_change_takes_it_back_and_nobody_signs_what_they_have_not_read(
    desk: Client, number: str, minister: Client
) -> None:
    waiting(number, desk)
    changed = {**REASONS, "facts": "Otros hechos.", "step": "save", "version": "1"}
    desk.post(f"/bandeja/{number}/denegar/", changed)
    assert AnswerDraft.objects.get().state == DraftState.WRITING
    address = f"/bandeja/{number}/firma/denegar/"
    sign = {**NUMBERED, "step": "confirm", "version": "1", "held": "0"}
    assert "ya no espera la firma" in text(minister.post(address, sign, follow=True))
    desk.post(f"/bandeja/{number}/denegar/", {**changed, "step": "sign", "version": "2"})
    assert "cambió después" in text(minister.post(address, sign, follow=True))
    late = {"step": "return", "version": "1", "reason": "Tarde."}
    assert "cambió después" in text(minister.post(address, late, follow=True))
    assert not Answer.objects.exists()


def test_only_who_is_the_authority_signs_or_returns(
    desk: Client, number: str, minister: Client
) -> None:
    waiting(number, desk)
    address = f"/bandeja/{number}/firma/denegar/"
    for step in ("confirm", "return"):
        sent = {**NUMBERED, "step": step, "version": "1", "reason": "No."}
        assert "no está a su cargo" in text(desk.post(address, sent, follow=True))
    assert AnswerDraft.objects.get().waits_for_signature
    taken = desk.post(address, {"step": "take_back"})
    assert taken.headers["Location"] == f"/bandeja/{number}/denegar/"
    assert AnswerDraft.objects.get().state == DraftState.WRITING


def test_a_rejection_prepared_by_the_office_is_signed(
    desk: Client, denied: str, minister: Client
) -> None:
    assert "Preparar la decisión" in text(desk.get(f"/bandeja/{denied}/"))
    write = f"/bandeja/{denied}/recurso/rechazar/"
    desk.post(write, {"decision": "Se mantiene.", "step": "sign", "version": "0"})
    address = f"/bandeja/{denied}/firma/rechazar/"
    assert "Se mantiene." in text(minister.get(address))
    minister.post(address, {"step": "confirm", "version": "1"})
    assert Reconsideration.objects.get().stage == "rejected"


def test_an_upheld_appeal_prepared_by_the_office_is_signed_with_its_outcome(
    desk: Client, denied: str, minister: Client
) -> None:
    write = f"/bandeja/{denied}/recurso/admitir/not_held/"
    sent = {"decision": "Tiene razón.", "text": "No está.", "search_made": "En el archivo."}
    assert desk.post(write, {**sent, "step": "preview", "version": "0"}).status_code == 200
    desk.post(write, {**sent, "step": "sign", "version": "1"})
    address = f"/bandeja/{denied}/firma/admitir/"
    page = text(minister.get(address))
    assert all(said in page for said in sent.values())
    minister.post(address, {"step": "confirm", "version": "1", "held": "0"})
    assert Reconsideration.objects.get().stage == "upheld"
    assert InformationRequest.objects.get(number=denied).outcome == "not_held"


def test_what_waits_is_listed_for_who_signs_the_most_pressing_first(
    desk: Client, number: str, minister: Client, authority: User, officer: User, mec: Institution
) -> None:
    on = date(2026, 7, 6)
    assert signing.waiting_for(authority, on) == []
    waiting(number, desk)
    (one,) = signing.waiting_for(authority, on)
    assert (one.draft.info_request.number, one.asked_by, one.due_on) == (
        number,
        officer,
        date(2026, 7, 27),
    )
    other = appoint(make_user("otro@mec.example"), mec, Duty.HIGHEST_AUTHORITY)
    assert signing.waiting_for(other, on) == []
    assert signing.waiting_for(officer, on) == []
    Post.objects.filter(holder=authority).update(ends_on=date(2026, 7, 5))
    assert signing.waiting_for(authority, on) == []


def test_an_appeal_waits_by_the_day_of_its_decision(
    desk: Client, denied: str, authority: User
) -> None:
    write = f"/bandeja/{denied}/recurso/rechazar/"
    desk.post(write, {"decision": "Se mantiene.", "step": "sign", "version": "0"})
    (one,) = signing.waiting_for(authority, date(2026, 7, 6))
    term = one.draft.info_request.terms.get(kind="reconsideration_decision")
    assert one.due_on == term.due_on


def test_what_somebody_answered_meanwhile_waits_for_no_signature(
    desk: Client, number: str, minister: Client, authority: User
) -> None:
    waiting(number, desk)
    sent = {"text": "Va.", "step": "confirm", "version": "0", "held": "0"}
    desk.post(f"/bandeja/{number}/responder/granted/", sent)
    assert signing.waiting_for(authority, date(2026, 7, 6)) == []
    assert "Denegación por resolución" not in text(desk.get(f"/bandeja/{number}/"))
    assert "No se usó" in text(desk.get(f"/bandeja/{number}/borradores/"))
    assert minister.get(f"/bandeja/{number}/firma/denegar/").status_code == 302


def test_a_decision_confirmed_twice_is_one_and_says_so(denied: str, minister: Client) -> None:
    address = f"/bandeja/{denied}/recurso/rechazar/"
    sent = {"decision": "Se mantiene.", "step": "confirm", "version": "0"}
    minister.post(address, sent)
    assert "ya había sido" in text(minister.post(address, sent, follow=True))
    other = minister.post(address, {**sent, "decision": "Otra cosa."})
    assert other.status_code == 409
    assert "Otra cosa." in text(other)
    assert "para sus colegas" in text(other)


def test_each_step_is_refused_out_of_its_turn(
    number: str, officer: User, authority: User, monday: datetime
) -> None:
    row, on = InformationRequest.objects.get(number=number), monday.date()
    typed = drafts.Typed("granted", {"text": "Va."})
    answer = drafts.save(row, Purpose.ANSWER, typed, base=0, by=officer, at=monday).draft
    with pytest.raises(signing.NothingToSign):
        signing.ask(answer, version=1, by=officer, on=on, at=monday)
    denial = drafts.save(row, Purpose.DENY, typed, base=0, by=officer, at=monday).draft
    with pytest.raises(signing.ChangedSince):
        signing.ask(denial, version=9, by=officer, on=on, at=monday)
    with pytest.raises(signing.NothingToSign):
        signing.take_back(denial, by=officer, at=monday)
    returning: dict[str, Any] = {"version": 1, "on": on, "at": now()}
    with pytest.raises(signing.NothingToSign):
        signing.give_back(denial, reason="No.", by=authority, **returning)
    for _twice in range(2):
        signing.ask(denial, version=1, by=officer, on=on, at=monday)
    assert SigningRecord.objects.filter(step=SigningStep.ASKED).count() == 1
    with pytest.raises(Incomplete):
        signing.give_back(denial, reason="", by=authority, **returning)
    with pytest.raises(NotYours):
        signing.give_back(denial, reason="No.", by=officer, **returning)
    drafts.save(row, Purpose.DENY, typed, base=1, by=officer, at=monday, saved_as=SavedAs.AUTOMATIC)
    assert AnswerDraft.objects.get(purpose=Purpose.DENY).waits_for_signature
