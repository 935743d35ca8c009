"""What is typed for an answer: kept at every step, met by a colleague's, never lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from answering import drafts
from answering.drafts import Typed
from answering.models import AnswerDraft, DraftVersion
from answering.states import DraftState, Purpose, SavedAs
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Reply
from requests_app.models import Answer, InformationRequest
from requests_app.states import Outcome
from requests_app.views import parked
from tests.factories import appoint, make_user
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(number: str, outcome: str = "granted") -> str:
    return f"/bandeja/{number}/responder/{outcome}/"


@pytest.fixture
def colleague(mopc: Institution) -> User:
    return appoint(make_user("jefa@mopc.example", full_name="Marta Jefa"), mopc, Duty.HEAD)


@pytest.fixture
def row(number: str) -> InformationRequest:
    return InformationRequest.objects.get(number=number)


def save(
    row: InformationRequest, said: str, *, by: User, at: datetime, base: int | None = 0, **more: Any
) -> drafts.Saved:
    typed = Typed(more.pop("outcome", "granted"), {"text": said})
    return drafts.save(row, Purpose.ANSWER, typed, base=base, by=by, at=at, **more)


# --- the draft itself ----------------------------------------------------------------------------


def test_each_text_is_a_version_and_the_same_text_again_is_none(
    row: InformationRequest, officer: User, monday: datetime
) -> None:
    for said, base in (("Uno.", 0), ("Dos.", 1), ("Dos.", 1), ("Dos.", 2)):
        assert not save(row, said, by=officer, at=monday, base=base).is_apart
    draft = AnswerDraft.objects.get()
    assert (draft.version, draft.fields) == (2, {"text": "Dos."})
    assert [version.fields["text"] for version in draft.versions.order_by("number")] == [
        "Uno.",
        "Dos.",
    ]


def test_a_text_that_meets_another_is_kept_apart_and_the_one_in_force_stays(
    row: InformationRequest, officer: User, colleague: User, monday: datetime
) -> None:
    save(row, "La primera.", by=officer, at=monday)
    met = save(row, "La segunda.", by=colleague, at=monday)
    assert met.is_apart
    draft = AnswerDraft.objects.get()
    assert draft.fields == {"text": "La primera."}
    apart = draft.versions.get(saved_as=SavedAs.APART)
    assert (apart.fields, apart.saved_by, apart.is_apart) == (
        {"text": "La segunda."},
        colleague,
        True,
    )


def test_without_its_version_a_text_follows_the_persons_own_and_meets_anothers(
    row: InformationRequest, officer: User, colleague: User, monday: datetime
) -> None:
    save(row, "Uno.", by=officer, at=monday, base=None)
    assert not save(row, "Dos.", by=officer, at=monday, base=None).is_apart
    assert save(row, "Tres.", by=colleague, at=monday, base=None).is_apart


def test_a_button_pressed_while_the_page_saves_itself_meets_nobody(
    row: InformationRequest, officer: User, colleague: User, monday: datetime
) -> None:
    save(row, "Va", by=officer, at=monday, saved_as=SavedAs.AUTOMATIC)
    assert not save(row, "Va todo", by=officer, at=monday, base=0).is_apart
    save(row, "Va todo eso", by=colleague, at=monday, base=2, saved_as=SavedAs.AUTOMATIC)
    assert save(row, "Va esto", by=officer, at=monday, base=2).is_apart


def test_automatic_saves_that_only_add_are_one_version(
    row: InformationRequest, officer: User, monday: datetime
) -> None:
    grows = ["Va", "Va la", "Va la lista"]
    for base, said in enumerate(grows):
        at = monday + timedelta(seconds=base)
        save(row, said, by=officer, at=at, base=base, saved_as=SavedAs.AUTOMATIC)
    version = DraftVersion.objects.get()
    assert (version.number, version.fields, version.begun_at) == (
        3,
        {"text": "Va la lista"},
        monday,
    )
    save(row, "Va", by=officer, at=monday, base=3, saved_as=SavedAs.AUTOMATIC)
    later = monday + timedelta(minutes=20)
    save(row, "Va otra", by=officer, at=later, base=4, saved_as=SavedAs.AUTOMATIC)
    kept = [version.fields["text"] for version in DraftVersion.objects.order_by("number")]
    assert kept == ["Va la lista", "Va", "Va otra"]


def test_texts_kept_apart_are_few_however_many_come(
    row: InformationRequest,
    officer: User,
    colleague: User,
    monday: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save(row, "La primera.", by=officer, at=monday)
    save(row, "Otra", by=colleague, at=monday)
    save(row, "Otra, más larga", by=colleague, at=monday)
    assert DraftVersion.objects.filter(saved_as=SavedAs.APART).count() == 1
    monkeypatch.setattr(drafts, "MOST_APART", 2)
    for said in ("a", "b", "c"):
        save(row, said, by=colleague, at=monday + timedelta(hours=1))
    assert DraftVersion.objects.filter(saved_as=SavedAs.APART).count() == 2


def test_what_no_honest_person_types_is_not_stored(
    row: InformationRequest, officer: User, monday: datetime
) -> None:
    save(row, "a" * (drafts.LONGEST + 1), by=officer, at=monday)
    assert not DraftVersion.objects.exists()
    late = Typed("granted", {"text": "a" * (drafts.LONGEST + 1)})
    kept = drafts.keep_late(row, Purpose.ANSWER, late, base=0, by=officer, at=monday)
    assert kept is None


def test_another_outcome_keeps_what_it_does_not_ask(
    row: InformationRequest, officer: User, monday: datetime
) -> None:
    typed = Typed("not_held", {"text": "No está.", "search_made": "En el archivo."})
    drafts.save(row, Purpose.ANSWER, typed, base=0, by=officer, at=monday)
    save(row, "Apareció.", by=officer, at=monday, base=1)
    draft = AnswerDraft.objects.get()
    assert draft.fields == {"text": "Apareció.", "search_made": "En el archivo."}


def test_a_draft_given_changes_no_more(
    row: InformationRequest, officer: User, monday: datetime
) -> None:
    save(row, "Uno.", by=officer, at=monday)
    save(row, "Dos.", by=officer, at=monday, base=1)
    drafts.mark_given(row, Purpose.ANSWER, at=monday)
    first = DraftVersion.objects.get(number=1)
    assert drafts.restore(first, by=officer, at=monday).fields == {"text": "Dos."}
    assert drafts.find(row, Purpose.ANSWER) is None


def test_what_a_former_holder_prepared_is_not_the_next_ones(
    row: InformationRequest,
    officer: User,
    other_officer: User,
    mec: Institution,
    monday: datetime,
) -> None:
    save(row, "Borrador del MOPC.", by=officer, at=monday)
    version = DraftVersion.objects.get()
    actions.forward(row.number, by=Actor.official(officer), at=monday, to=mec, reason="Es suyo.")
    theirs = signed_in(other_officer)
    assert "Borrador del MOPC." not in text(theirs.get(f"/bandeja/{row.number}/borradores/"))
    assert "Borrador del MOPC." not in text(theirs.get(address(row.number)))
    assert theirs.get(f"/bandeja/{row.number}/borradores/{version.pk}/").status_code == 404


# --- the pages -----------------------------------------------------------------------------------


def test_whatever_is_sent_is_there_when_the_page_is_opened_again(desk: Client, number: str) -> None:
    wrong = {"text": "A medias", "item_0": "Anexo", "item_3": "Otro", "rows": "5"}
    desk.post(address(number, "partly_granted"), {**wrong, "step": "preview", "version": "0"})
    page = text(desk.get(address(number, "partly_granted")))
    assert all(said in page for said in ("A medias", "Anexo", "Otro"))
    assert "govuk-error-message" not in page
    assert "Hay un borrador" in text(desk.get(f"/bandeja/{number}/responder/"))
    assert "En preparación" in text(desk.get(f"/bandeja/{number}/"))


def test_a_wrong_date_comes_back_as_it_was_typed(desk: Client, number: str) -> None:
    sent = {"resolution_on_day": "31", "resolution_on_month": "2", "facts": "Hechos"}
    desk.post(f"/bandeja/{number}/denegar/", {**sent, "step": "save", "version": "0"})
    page = text(desk.get(f"/bandeja/{number}/denegar/"))
    assert 'value="31"' in page
    assert "Hechos" in page


def test_the_script_saves_and_learns_the_version(desk: Client, number: str) -> None:
    sent = {"text": "Se va", "step": "autosave", "version": "0"}
    first = desk.post(address(number), sent).json()
    assert (first["version"], "Borrador guardado" in first["said"]) == (1, True)
    again = desk.post(address(number), {**sent, "text": "Se va la lista", "version": "1"}).json()
    assert again["version"] == 2
    assert DraftVersion.objects.get().fields["text"] == "Se va la lista"


def test_two_who_write_at_once_see_both_texts_and_choose(
    desk: Client, number: str, colleague: User
) -> None:
    hers = signed_in(colleague)
    hers.post(address(number), {"text": "El texto de Marta.", "step": "save", "version": "0"})
    sent = {"text": "El mío.", "step": "confirm", "version": "0", "visibility": "parties"}
    met = desk.post(address(number), sent)
    page = text(met)
    assert met.status_code == 409
    assert all(said in page for said in ("El texto de Marta.", "El mío.", "Marta Jefa"))
    assert not Answer.objects.exists()
    told = desk.post(address(number), {**sent, "step": "autosave"})
    assert (told.status_code, "Marta Jefa" in told.json()["said"]) == (409, True)
    chosen = desk.post(address(number), {**sent, "step": "save", "version": "1"})
    assert chosen.status_code == 302
    assert AnswerDraft.objects.get().fields["text"] == "El mío."
    versions = text(desk.get(f"/bandeja/{number}/borradores/"))
    assert "Marta Jefa" in versions


def test_two_who_write_for_different_outcomes_are_told_so(
    desk: Client, number: str, colleague: User
) -> None:
    hers = signed_in(colleague)
    hers.post(address(number, "not_held"), {"text": "No está.", "step": "save", "version": "0"})
    page = text(desk.post(address(number), {"text": "Va.", "step": "save", "version": "0"}))
    assert "No se tiene" in page or str(Outcome.NOT_HELD.label) in page
    assert f'href="{address(number, "not_held")}"' in page


def test_an_earlier_version_is_read_and_put_in_force_again(desk: Client, number: str) -> None:
    for version, said in enumerate(("La buena.", "La otra.")):
        desk.post(address(number), {"text": said, "step": "save", "version": str(version)})
    first = DraftVersion.objects.get(number=1)
    one = f"/bandeja/{number}/borradores/{first.pk}/"
    assert "La buena." in text(desk.get(one))
    assert desk.post(one).headers["Location"] == address(number)
    assert AnswerDraft.objects.get().fields["text"] == "La buena."
    assert AnswerDraft.objects.get().versions.count() == 3
    desk.post(address(number), {"text": "La buena.", "step": "confirm", "version": "3"})
    assert desk.post(one).headers["Location"].endswith("/borradores/")
    assert "Enviado" in text(desk.get(f"/bandeja/{number}/borradores/"))


def test_one_answer_only_and_the_second_text_stays_with_the_colleagues(
    desk: Client, number: str, colleague: User, monday: datetime
) -> None:
    sent = {"text": "La segunda.", "step": "save", "version": "0"}
    desk.post(address(number), sent)
    reply = Reply(outcome=Outcome.GRANTED, text="La primera.")
    actions.answer(number, by=Actor.official(colleague), at=monday, reply=reply)
    late = desk.post(address(number), {**sent, "text": "La segunda, corregida.", "step": "confirm"})
    page = text(late)
    assert late.status_code == 409
    assert all(said in page for said in ("La primera.", "La segunda, corregida.", "Marta Jefa"))
    assert "La segunda, corregida." in [
        version.fields["text"] for version in DraftVersion.objects.filter(saved_as=SavedAs.APART)
    ]
    told = desk.post(address(number), {**sent, "text": "Y más.", "step": "autosave"})
    assert told.status_code == 409
    assert Answer.objects.count() == 1


def test_the_text_of_who_comes_second_is_kept_even_if_it_never_was_a_draft(
    desk: Client, number: str, colleague: User, monday: datetime
) -> None:
    reply = Reply(outcome=Outcome.GRANTED, text="La primera.")
    actions.answer(number, by=Actor.official(colleague), at=monday, reply=reply)
    sent = {"text": "De un tirón.", "step": "confirm", "version": "0"}
    assert desk.post(address(number), sent).status_code == 409
    assert DraftVersion.objects.get().fields == {"text": "De un tirón."}
    assert "No se usó" in text(desk.get(f"/bandeja/{number}/borradores/"))
    version = f"/bandeja/{number}/borradores/{DraftVersion.objects.get().pk}/"
    assert "De un tirón." in text(desk.get(version))
    assert desk.post(version).headers["Location"].endswith("/borradores/")


def test_a_page_grown_old_offers_its_text_again_to_this_site_only(
    number: str, officer: User
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    sent = {"text": "Página vieja.", "step": "confirm", "version": "0"}
    for origin, is_kept in (("http://testserver", True), ("https://otro.example", False)):
        page = browser.post(address(number), sent, headers={"origin": origin})
        assert page.status_code == 403
        assert ("Página vieja." in text(page)) is is_kept
        assert 'value="confirm"' not in text(page)


def test_the_button_pressed_twice_gives_one_answer_and_says_so(desk: Client, number: str) -> None:
    sent = {"text": "Va.", "step": "confirm", "version": "0", "visibility": "parties"}
    desk.post(address(number), sent)
    again = desk.post(address(number), sent, follow=True)
    assert "ya había sido entregada" in text(again)
    assert Answer.objects.count() == 1
    assert AnswerDraft.objects.get().state == DraftState.GIVEN


def test_who_lost_the_post_at_noon_gets_the_text_back_and_the_colleagues_keep_it(
    desk: Client, number: str, officer: User, colleague: User
) -> None:
    desk.post(address(number), {"text": "Empiezo.", "step": "save", "version": "0"})
    Post.objects.filter(holder=officer).update(ends_on=date(2026, 7, 5))
    sent = {"text": "Empiezo y termino.", "step": "confirm", "version": "1", "stage": "answered"}
    refused = desk.post(address(number), sent)
    assert refused.status_code == 404
    assert "Empiezo y termino." in text(refused)
    assert "para sus colegas" in text(refused)
    kept = DraftVersion.objects.get(saved_as=SavedAs.LATE_POST)
    assert kept.fields == {"text": "Empiezo y termino."}
    assert AnswerDraft.objects.get().fields == {"text": "Empiezo."}
    desk.post(address(number), {**sent, "text": "Otra vez."})
    assert DraftVersion.objects.filter(saved_as=SavedAs.LATE_POST).count() == 1
    assert desk.get(address(number)).status_code == 404
    assert "Empiezo y termino." in text(
        signed_in(colleague).get(f"/bandeja/{number}/borradores/{kept.pk}/")
    )
    assert not Answer.objects.exists()


def test_what_was_sent_after_the_session_ended_is_there_after_signing_in(
    number: str, officer: User
) -> None:
    browser = Client()
    sent = {"text": "Dos horas de trabajo.", "step": "confirm", "version": "0"}
    away = browser.post(address(number), sent)
    assert away.headers["Location"].startswith("/cuenta/login/")
    officer.set_password("una clave larga y buena")
    officer.save()
    signed = {"login": officer.email, "password": "una clave larga y buena"}
    back = browser.post(away.headers["Location"], signed)
    assert back.headers["Location"] == address(number)
    page = text(browser.get(address(number)))
    assert "Dos horas de trabajo." in page
    assert "Su sesión había terminado" in page
    assert AnswerDraft.objects.get().fields["text"] == "Dos horas de trabajo."
    assert "Su sesión había terminado" not in text(browser.get(address(number)))
    assert not Answer.objects.exists()


def test_what_waited_beside_the_sign_in_meets_a_colleagues_text(
    number: str, officer: User, colleague: User
) -> None:
    browser = Client()
    browser.post(address(number), {"text": "El mío.", "step": "save", "version": "0"})
    hers = signed_in(colleague)
    hers.post(address(number), {"text": "El suyo.", "step": "save", "version": "0"})
    browser.force_login(officer)
    met = browser.get(address(number))
    assert met.status_code == 409
    assert all(said in text(met) for said in ("El mío.", "El suyo."))


def test_the_script_hears_that_the_session_ended_and_the_text_waits_all_the_same(
    number: str, officer: User
) -> None:
    browser = Client()
    sent = {"text": "Escribo sin saberlo.", "step": "autosave", "version": "0"}
    assert browser.post(address(number), sent).status_code == 401
    browser.force_login(officer)
    assert "Escribo sin saberlo." in text(browser.get(address(number)))


def test_a_visitor_cannot_fill_a_session(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parked, "LONGEST", 100)
    browser = Client()
    browser.post(address(number), {"text": "a" * 101})
    assert parked.KEY not in browser.session
    browser.post(address(number), {"step": "confirm"})
    assert parked.KEY not in browser.session


def test_another_page_of_the_desk_keeps_its_text_too(number: str, officer: User) -> None:
    browser = Client()
    browser.post(f"/bandeja/{number}/aclaracion/", {"question": "¿De qué años?"})
    browser.force_login(officer)
    assert "¿De qué años?" in text(browser.get(f"/bandeja/{number}/aclaracion/"))
