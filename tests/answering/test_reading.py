"""What stands beside a text and what the person will read: the same as what they then read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from answering import similar
from answering.models import AnswerDraft
from notifications.fan_out import fan_out_next
from notifications.models import Notification
from offices.models import Institution, Post
from requests_app import actions
from requests_app.actions import Receipt, Reply
from requests_app.models import Answer, InformationRequest
from requests_app.states import Outcome, Screening
from tests.factories import at, file_one
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

PARTS: dict[str, dict[str, str]] = {
    "granted": {"text": "Va todo."},
    "partly_granted": {
        "text": "Va en parte.",
        "item_0": "Anexo",
        "ground_0": "Ley 6534/2020, art. 4",
    },
    "already_public": {"text": "Está.", "source": "Sitio", "place": "x.example", "form": "Libre"},
    "not_held": {"text": "No está.", "search_made": "Se buscó."},
}
DENIAL = {
    "resolution_number": "45/2026",
    "resolution_on_day": "6",
    "resolution_on_month": "7",
    "resolution_on_year": "2026",
    "facts": "Hay datos de salud.",
    "legal_grounds": "La ley los reserva.",
    "reserve_law": "Ley 6534/2020",
    "reserve_article": "4",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def as_read(page: str) -> str:
    """Return the piece of the page about the answer, with blanks as one."""
    piece = page.split('<p class="govuk-body"><strong>', 1)[1]
    for end in ("</div>\n</section>", "<h2", "</section>"):
        piece = piece.split(end)[0]
    return "".join(piece.split())


def last_notice() -> str:
    while fan_out_next(at=at("2026-07-06", 12)) is not None:
        pass
    notice = Notification.objects.filter(requester__isnull=False).order_by("-pk")[0]
    return f"{notice.subject}\n{notice.body}"


@pytest.fixture
def follower(receipt: Receipt) -> Client:
    """The browser of the person who asked."""
    browser = Client()
    browser.post(
        "/seguimiento/", {"number": receipt.info_request.number, "code": receipt.tracking_code}
    )
    return browser


@pytest.mark.parametrize("outcome", PARTS)
def test_the_preview_is_what_the_person_then_reads_and_is_told(
    desk: Client, number: str, follower: Client, outcome: str
) -> None:
    address = f"/bandeja/{number}/responder/{outcome}/"
    sent = {**PARTS[outcome], "rows": "2", "version": "0", "held": "0"}
    preview = text(desk.post(address, {**sent, "step": "preview"}))
    desk.post(address, {**sent, "step": "confirm", "version": "1"})
    follow = text(follower.get(f"/seguimiento/{number}/"))
    assert as_read(preview) == as_read(follow)
    _assert_told(preview)


def test_so_is_that_of_a_denial(
    desk: Client, number: str, follower: Client, authority: User
) -> None:
    address = f"/bandeja/{number}/denegar/"
    post = Post.objects.get(holder=authority)
    sent = {**DENIAL, "signatory": str(post.pk), "version": "0", "held": "0"}
    preview = text(desk.post(address, {**sent, "step": "preview"}))
    desk.post(address, {**sent, "step": "confirm", "version": "1"})
    follow = text(follower.get(f"/seguimiento/{number}/"))
    assert as_read(preview) == as_read(follow)
    _assert_told(preview)


@pytest.mark.parametrize("outcome", ["granted", "not_held"])
def test_so_is_that_of_a_late_answer(
    officer: User,
    number: str,
    outcome: str,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(at("2026-08-03", 9))
    desk = signed_in(officer)
    actions.declare_tacit_denials(on=date(2026, 8, 3), at=at("2026-08-03", 8))
    address = f"/bandeja/{number}/responder/{outcome}/"
    sent = {**PARTS[outcome], "version": "0", "held": "0"}
    preview = text(desk.post(address, {**sent, "step": "preview"}))
    assert "fuera de plazo" in preview
    desk.post(address, {**sent, "step": "confirm", "version": "1"})
    while fan_out_next(at=at("2026-08-03", 10)) is not None:
        pass
    told = Notification.objects.filter(
        requester__isnull=False, subject__startswith="Respondieron fuera de plazo"
    ).get()
    assert _words(told.body) in _words(preview)


def test_own_answers_come_published_or_not_and_others_only_published(
    mopc: Institution,
    mec: Institution,
    number: str,
    by_officer: Actor,
    other_officer: User,
    monday: datetime,
) -> None:
    def answered(place: Institution, by: Actor, said: str, *, is_shown: bool) -> Answer:
        row = file_one(place, when=monday, subject="Contratos de obras viales").info_request
        if is_shown:
            actions.screen_text(row.number, by=by, at=monday, screening=Screening.SHOWN)
        reply = Reply(outcome=Outcome.GRANTED, text=said)
        return actions.answer(row.number, by=by, at=monday, reply=reply)

    by_mec = Actor.official(other_officer)
    hidden = answered(mopc, by_officer, "Nuestra, sin publicar.", is_shown=False)
    public = answered(mec, by_mec, "De ellos, publicada.", is_shown=True)
    secret = answered(mec, by_mec, "De ellos, sin publicar.", is_shown=False)
    row = InformationRequest.objects.get(number=number)
    on = monday.date()
    assert [one.text for one in similar.own_answers(row)] == ["Nuestra, sin publicar."]
    others = similar.others_answers(row, on=on)
    assert [one.text for one in others] == ["De ellos, publicada."]
    assert similar.text_of(f"own-{hidden.pk}", row, on=on) == "Nuestra, sin publicar."
    assert similar.text_of(f"own-{secret.pk}", row, on=on) == ""
    assert similar.text_of(f"public-{secret.info_request.number}", row, on=on) == ""
    assert similar.text_of(f"public-{public.info_request.number}", row, on=on) != ""
    assert similar.citation_of(f"public-{secret.info_request.number}", on=on) == {}
    nothing = file_one(mopc, when=monday, subject="De la y el").info_request
    assert similar.own_answers(nothing) == []


def test_a_published_answer_is_put_into_the_text_or_cited(
    desk: Client,
    number: str,
    mec: Institution,
    other_officer: User,
    monday: datetime,
) -> None:
    by = Actor.official(other_officer)
    row = file_one(mec, when=monday, subject="Contratos de obras viales").info_request
    actions.screen_text(row.number, by=by, at=monday, screening=Screening.SHOWN)
    actions.answer(
        row.number, by=by, at=monday, reply=Reply(outcome=Outcome.GRANTED, text="La del MEC.")
    )
    address = f"/bandeja/{number}/responder/already_public/"
    page = text(desk.get(address))
    assert "La del MEC." in page
    assert "Citar como ya publicada" in page
    key = f"public-{row.number}"
    desk.post(address, {"text": "", "version": "0", "insert": f"answer:{key}"})
    kept = AnswerDraft.objects.get()
    assert kept.fields["text"] == "La del MEC."
    typed = {"text": kept.fields["text"], "version": str(kept.version)}
    desk.post(address, {**typed, "insert": f"cite:{key}"})
    fields = AnswerDraft.objects.get().fields
    assert row.number in fields["source"]
    assert fields["place"].endswith(f"/{row.number}/")
    assert fields["form"]
    preview = desk.post(
        address, {**fields, "step": "preview", "version": str(AnswerDraft.objects.get().version)}
    )
    assert preview.status_code == 200


def _assert_told(preview: str) -> None:
    assert _words(last_notice()) in _words(preview)


def _words(said: str) -> str:
    for sign, written in (("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        said = said.replace(sign, written)
    return "".join(said.replace('</p>\n    <div class="aip-quote">', "").split())
