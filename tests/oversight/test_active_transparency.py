"""The monthly check of what is published unasked: closed once, corrected in the open."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from accounts.actors import Actor
from accounts.models import User
from law.active_transparency import items_on
from offices.errors import NotAllowed
from offices.models import Duty, Institution
from oversight.active_transparency import acts, months, touched
from oversight.active_transparency.acts import Seen
from oversight.active_transparency.errors import (
    CheckedAlready,
    CheckIncomplete,
    DecidedAlready,
    MonthAhead,
    NothingToReply,
    NotYourInstitution,
    ReasonMissing,
)
from oversight.active_transparency.models import Check, CheckDraft, Finding
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

JULY, JUNE = date(2026, 7, 1), date(2026, 6, 1)
ON, LATER = at("2026-07-06"), at("2026-07-20")
DESK = "/direccion/transparencia-activa/"
OFFICE = "/bandeja/transparencia-activa/"
LETTERS = [item.letter for item in items_on(JULY).items]
PAGE = "https://mopc.example/transparencia"


def found(**other: Seen) -> dict[str, Seen]:
    """Return every item as published, but for those named."""
    return {letter: Seen("published", f"{PAGE}/{letter}") for letter in LETTERS} | other


@pytest.fixture
def check(mopc: Institution, auditor: User) -> Check:
    """Fifteen published, one missing, one that does not apply."""
    answers = found(i=Seen("missing"), n=Seen("not_applicable", "", "No otorga poderes."))
    return acts.close_check(mopc, JULY, answers, by=Actor.official(auditor), at=ON)


def form_of(answers: dict[str, Seen]) -> dict[str, str]:
    """Return answers as the page sends them."""
    return {
        f"{letter}-{name}": getattr(seen, name)
        for letter, seen in answers.items()
        for name in ("finding", "url", "note")
    }


def test_the_percentage_counts_what_applies_only(check: Check) -> None:
    assert (check.published, check.applicable, check.percent) == (15, 16, 93)
    assert check.items.count() == len(LETTERS)


def test_a_closed_month_changes_only_by_a_revision_that_says_why(
    check: Check, mopc: Institution, auditor: User
) -> None:
    by = Actor.official(auditor)
    with pytest.raises(CheckedAlready):
        acts.close_check(mopc, JULY, found(), by=by, at=LATER)
    second = acts.close_check(mopc, JULY, found(), by=by, at=LATER, because="Estaba en otra hoja.")
    assert [one.revision for one in Check.objects.all()] == [2, 1]
    assert Check.objects.standing().get() == second
    assert acts.standing_check(mopc, JULY) == second
    looked = {row.letter: row.looked_on for row in second.items.all()}
    # What the correction leaves alone was looked at when it was.
    assert looked["a"] == date(2026, 7, 6)
    assert looked["i"] == date(2026, 7, 20)
    with pytest.raises(TypeError):
        check.save()


def test_a_check_is_not_closed_with_holes_nor_ahead_of_its_month(
    mopc: Institution, auditor: User, officer: User
) -> None:
    by = Actor.official(auditor)
    holes = found(a=Seen(), b=Seen("published"), c=Seen("not_applicable"), d=Seen("cualquiera"))
    with pytest.raises(CheckIncomplete) as refused:
        acts.close_check(mopc, JULY, holes, by=by, at=ON)
    assert set(refused.value.letters) == set("abcd")
    with pytest.raises(MonthAhead):
        acts.save_draft(mopc, date(2026, 8, 1), {}, by=by, at=ON)
    with pytest.raises(NotAllowed):
        acts.close_check(mopc, JULY, found(), by=Actor.official(officer), at=ON)


def test_the_institution_shows_where_an_item_is_and_a_revision_takes_it(
    check: Check, officer: User, other_officer: User, auditor: User
) -> None:
    item = check.items.get(letter="i")
    with pytest.raises(NotYourInstitution):
        acts.reply(item.pk, by=Actor.official(other_officer), at=ON, url=PAGE, text="")
    published = check.items.get(letter="a")
    with pytest.raises(NothingToReply):
        acts.reply(published.pk, by=Actor.official(officer), at=ON, url=PAGE, text="")
    row = acts.reply(item.pk, by=Actor.official(officer), at=ON, url=PAGE, text="Está aquí.")
    with pytest.raises(NothingToReply):
        acts.reply(item.pk, by=Actor.official(officer), at=ON, url=PAGE, text="")
    by = Actor.official(auditor)
    with pytest.raises(ReasonMissing):
        acts.decide_reply(row.pk, by=by, at=LATER, accepted=False, decision=" ")
    acts.decide_reply(row.pk, by=by, at=LATER, accepted=True, decision="")
    with pytest.raises(DecidedAlready):
        acts.decide_reply(row.pk, by=by, at=LATER, accepted=False, decision="No.")
    standing = Check.objects.standing().get()
    assert (standing.revision, standing.published) == (2, 16)
    assert standing.items.get(letter="i").url == PAGE
    with pytest.raises(NothingToReply):
        acts.reply(
            check.items.get(letter="n").pk, by=Actor.official(officer), at=ON, url=PAGE, text=""
        )


def test_requests_touch_items_when_a_person_says_so(
    mopc: Institution, officer: User, other_officer: User, auditor: User
) -> None:
    asked = file_one(mopc, when=ON, subject="Nómina y SUELDOS del personal").info_request
    file_one(mopc, when=ON, subject="Puente de la calle última")
    (suggested,) = touched.suggestions(mopc, on=date(2026, 7, 20))
    assert (suggested.info_request, suggested.letters) == (asked, ("e",))
    assert touched.counts(on=date(2026, 7, 20)) == {}
    with pytest.raises(NotYourInstitution):
        touched.link(asked.number, "e", by=Actor.official(other_officer), at=LATER)
    with pytest.raises(NothingToReply):
        touched.link(asked.number, "z", by=Actor.official(auditor), at=LATER)
    first = touched.link(asked.number, "e", by=Actor.official(officer), at=LATER)
    assert touched.link(asked.number, "e", by=Actor.official(auditor), at=LATER) == first
    assert touched.counts(on=date(2026, 7, 20), institution=mopc) == {"e": 1}
    assert touched.counts(on=date(2027, 7, 20)) == {}
    assert touched.suggestions(mopc, on=date(2026, 7, 20)) == []
    touched.unlink(asked.number, "e", by=Actor.official(auditor), at=LATER)
    assert touched.counts(on=date(2026, 7, 20)) == {}


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-7", "0001-01", "hoy", "9" * 500, "2026-07-01"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert months.read_month(text) is None


@time_machine.travel(ON, tick=False)
def test_the_page_keeps_what_is_typed_until_the_check_can_be_closed(
    mopc: Institution, auditor: User, client: Client
) -> None:
    client.force_login(auditor)
    url = f"{DESK}MOPC/2026-07/"
    sent = form_of(found(a=Seen("", "", "Falta mirar")))
    refused = client.post(url, {**sent, "close": "1"})
    assert refused.status_code == 422
    assert CheckDraft.objects.get().answers["a"]["note"] == "Falta mirar"
    bad = client.post(url, {**sent, "b-url": "javascript:alert(1)", "save": "1"})
    assert bad.status_code == 422
    assert "https://" in bad.content.decode()
    assert "Falta mirar" in client.get(url).content.decode()
    closed = client.post(url, {**form_of(found()), "close": "1"}, follow=True)
    assert "17 de 17" in closed.content.decode()
    assert not CheckDraft.objects.exists()
    again = client.post(url, {**form_of(found()), "close": "1"})
    assert again.status_code == 422
    # The next month begins with the addresses of the last, and nothing found yet.
    with time_machine.travel(at("2026-08-03"), tick=False):
        client.force_login(auditor)
        page = client.get(f"{DESK}MOPC/2026-08/").content.decode()
    assert f"{PAGE}/q" in page
    client.force_login(auditor)
    assert client.get(f"{DESK}MOPC/2026-08/").status_code == 404


@time_machine.travel(LATER, tick=False)
def test_anybody_sees_what_is_published_and_where(check: Check, client: Client) -> None:
    shown = client.get("/transparencia-activa/").content.decode()
    assert "93" in shown
    one = client.get("/transparencia-activa/MOPC/").content.decode()
    assert f'href="{PAGE}/a" rel="nofollow noopener noreferrer"' in one
    assert "No otorga poderes." in one
    assert str(check.closed_by) not in one
    taken = client.get("/transparencia-activa/datos.csv").content.decode()
    assert "2026-07,15,16,93,2026-07-06" in taken


@time_machine.travel(LATER, tick=False)
def test_an_officer_answers_from_the_office_and_a_count_is_a_list(
    check: Check, officer: User, auditor: User, mopc: Institution, client: Client
) -> None:
    number = file_one(mopc, when=ON, subject="Viáticos").info_request.number
    client.force_login(auditor)
    client.post(f"{DESK}ligar/{number}/", {"letter": "i"})
    assert f"{DESK}pedidos/i/" in client.get(f"{DESK}pedidos/").content.decode()
    assert number in client.get(f"{DESK}pedidos/i/?institucion=MOPC").content.decode()
    client.force_login(officer)
    item = check.items.get(letter="i")
    assert f"{OFFICE}{item.pk}/" in client.get(OFFICE).content.decode()
    assert client.post(f"{OFFICE}{item.pk}/", {"url": "ftp://x"}).status_code == 422
    client.post(f"{OFFICE}{item.pk}/", {"url": PAGE})
    assert client.post(f"{OFFICE}{item.pk}/", {"url": PAGE}).status_code == 409
    client.force_login(auditor)
    client.post(f"{DESK}respuestas/{item.reply.pk}/", {"accept": "1"})
    assert Check.objects.standing().get().items.get(letter="i").finding == Finding.PUBLISHED


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize("who", ["nobody", "officer", "head_elsewhere"])
def test_others_find_nothing_at_the_directorates_pages(
    who: str, check: Check, officer: User, mec: Institution, client: Client
) -> None:
    if who == "officer":
        client.force_login(officer)
    elif who == "head_elsewhere":
        client.force_login(appoint(make_user("jefa@mec.example"), mec, Duty.HEAD))
        assert client.get(f"{OFFICE}{check.items.all()[0].pk}/").status_code == 404
    expected = {302, 405} if who == "nobody" else {404, 405}
    values = {"<str:code>": "MOPC", "<str:month>": "2026-07", "<int:pk>": "1"}
    for one in get_resolver("oversight.active_transparency.urls").url_patterns:
        url = DESK + str(one.pattern).replace("<str:letter>", "a").replace("<str:number>", "X")
        for name, value in values.items():
            url = url.replace(name, value)
        assert client.get(url).status_code in expected, url
        assert client.post(url).status_code in expected, url
