"""No file leaves an institution unchecked, or with a finding at which nobody looked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.actors import SYSTEM, Actor
from accounts.models import User
from law.terms import TermKind
from offices.models import Post
from release.report import Finding, FindingKind, Verdict
from requests_app import actions, release_desk, release_gate
from requests_app.actions import Delivery
from requests_app.documents import CheckedFile
from requests_app.errors import FileHeld, Incomplete, NotYours, WrongStage
from requests_app.models import (
    Answer,
    Clearance,
    Document,
    FileCheck,
    InformationRequest,
    TimelineEvent,
)
from requests_app.release_gate import Need
from requests_app.search.engine import search
from requests_app.states import EventKind, FileVerdict, Screening, Stage, Visibility
from requests_app.verification import verify_log
from tests.factories import at, file_of, inspected
from tests.requests_app.story import (
    one_event,
    refused,
    reload,
    reply,
    resolution,
    silent_denial,
)

pytestmark = pytest.mark.django_db

DAY = at("2026-07-10")
HIDDEN = Finding(FindingKind.HIDDEN_SHEET, "Hoja «Sueldos»", "La hoja está oculta.")
CEDULA = Finding(FindingKind.PERSONAL_CEDULA, "Hoja «Datos», C4", "«1.2••.•67»")
THEIRS = Finding(FindingKind.PERSONAL_REQUESTER, "Página 2", "El nombre de quien pidió.")
MACRO = Finding(FindingKind.MACRO, "Libro", "Tiene macros.")
LOCKED = Finding(FindingKind.ENCRYPTED, "Archivo", "Pide contraseña.")


def denied_on_appeal(number: str, by: Actor, seal: Post, requester: Actor) -> None:
    actions.deny(number, by=by, at=at("2026-07-21"), resolution=resolution(seal))
    actions.file_reconsideration(number, by=requester, at=at("2026-07-22"), text="Es público.")


def ordered_by_a_court(number: str, requester: Actor) -> None:
    silent_denial(number)
    day = at("2026-08-05")
    actions.record_court_filing(
        number, by=requester, at=day, court="Juzgado 4", filed_on=day.date()
    )
    actions.record_ruling(
        number,
        by=requester,
        at=day,
        ruled_on=day.date(),
        orders_delivery=True,
        ruling="Entréguese.",
    )


def standing(number: str, checked: CheckedFile, readers: Visibility) -> release_gate.FileStanding:
    return release_gate.standings(reload(number), [(checked, readers)])[0]


def clear(number: str, *findings: Finding, by: Actor, readers: Visibility, reason: str) -> None:
    check = FileCheck.objects.filter(info_request__number=number).latest("pk")
    keys = [release_gate.key_of(finding) for finding in findings]
    release_desk.clear(check, keys, readers=readers, reason=reason, by=by, at=DAY)


def test_no_act_sends_a_file_that_nobody_checked(
    number: str, by_officer: Actor, by_authority: Actor, seal: Post, requester: Actor
) -> None:
    loose = reply(files=(file_of("sueldos.csv"),))
    with refused(FileHeld) as held:
        actions.answer(number, by=by_officer, at=DAY, reply=loose)
    assert "sueldos.csv" in str(held.value)
    with refused(FileHeld):
        actions.deny(
            number,
            by=by_officer,
            at=at("2026-07-21"),
            resolution=resolution(seal, files=(file_of(),)),
        )
    assert reload(number).stage == Stage.RECEIVED
    denied_on_appeal(number, by_officer, seal, requester)
    with refused(FileHeld):
        actions.uphold_reconsideration(
            number, by=by_authority, at=at("2026-07-23"), decision="Tiene razón.", reply=loose
        )
    with refused(FileHeld):
        actions.deliver_files(
            number, by=by_officer, at=at("2026-07-23"), delivery=Delivery(files=(file_of(),))
        )
    assert not Document.objects.exists()


def test_an_order_of_the_court_opens_no_other_door(
    number: str, by_officer: Actor, requester: Actor
) -> None:
    ordered_by_a_court(number, requester)
    with refused(FileHeld):
        actions.record_compliance(
            number, by=by_officer, at=at("2026-08-06"), reply=reply(files=(file_of(),))
        )


def test_a_clean_file_goes_out_to_who_asked(number: str, by_officer: Actor) -> None:
    given = reply(files=(inspected(number, file_of()),))
    actions.answer(number, by=by_officer, at=DAY, reply=given)
    assert Document.objects.get().visibility == Visibility.PARTIES


@pytest.mark.parametrize(
    ("finding", "verdict", "need"),
    [
        (HIDDEN, FileVerdict.HOLD, Need.CLEAR),
        (MACRO, FileVerdict.REFUSED, Need.REPLACE),
        (LOCKED, FileVerdict.UNINSPECTED, Need.CHECK_AGAIN),
    ],
)
def test_what_was_found_decides_what_is_still_to_be_done(
    number: str, by_officer: Actor, finding: Finding, verdict: FileVerdict, need: Need
) -> None:
    checked = inspected(number, file_of(), finding)
    assert FileCheck.objects.get().verdict == verdict
    assert standing(number, checked, Visibility.PARTIES).need is need
    with refused(FileHeld):
        actions.answer(number, by=by_officer, at=DAY, reply=reply(files=(checked,)))


def test_a_person_clears_each_finding_with_a_reason_and_it_is_kept_who(
    number: str, by_officer: Actor
) -> None:
    checked = inspected(number, file_of(), HIDDEN, CEDULA)
    clear(number, HIDDEN, by=by_officer, readers=Visibility.PARTIES, reason="Son fórmulas.")
    assert standing(number, checked, Visibility.PARTIES).need is Need.CLEAR
    clear(number, CEDULA, by=by_officer, readers=Visibility.PARTIES, reason="Es funcionario.")
    seen = standing(number, checked, Visibility.PARTIES)
    assert seen.is_released
    assert seen.why_held == ""
    assert [matter.clearance and matter.clearance.by for matter in seen.matters] == [
        by_officer.user,
        by_officer.user,
    ]
    actions.answer(number, by=by_officer, at=DAY, reply=reply(files=(checked,)))


@pytest.mark.parametrize("finding", [MACRO, LOCKED])
def test_nobody_clears_what_cannot_be_released(
    number: str, by_officer: Actor, finding: Finding
) -> None:
    inspected(number, file_of(), finding)
    with pytest.raises(FileHeld):
        clear(number, finding, by=by_officer, readers=Visibility.PARTIES, reason="Da igual.")
    with pytest.raises(FileHeld):
        release_desk.confirm_look(
            FileCheck.objects.get(), readers=Visibility.PARTIES, by=by_officer, at=DAY
        )
    assert not Clearance.objects.exists()


def test_a_clearance_is_for_a_content_and_holds_for_no_other(
    number: str, by_officer: Actor
) -> None:
    inspected(number, file_of(), HIDDEN)
    clear(number, HIDDEN, by=by_officer, readers=Visibility.PARTIES, reason="Son fórmulas.")
    replaced = inspected(number, file_of(content=b"otra,cosa\n"), HIDDEN)
    assert standing(number, replaced, Visibility.PARTIES).need is Need.CLEAR
    renamed = replace(replaced, name="cedula 1234567.csv")
    assert standing(number, renamed, Visibility.PARTIES).need is Need.CHECK
    with pytest.raises(FileHeld, match="cambió"):
        clear(number, CEDULA, by=by_officer, readers=Visibility.PARTIES, reason="No está.")


def test_a_second_check_that_finds_the_same_needs_no_second_look(
    number: str, by_officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = inspected(number, file_of(), HIDDEN)
    clear(number, HIDDEN, by=by_officer, readers=Visibility.PARTIES, reason="Son fórmulas.")
    monkeypatch.setattr(release_gate, "EDITION", "2")
    assert standing(number, checked, Visibility.PARTIES).need is Need.CHECK
    monkeypatch.setattr(release_desk, "EDITION", "2")
    inspected(number, checked, HIDDEN)
    assert standing(number, checked, Visibility.PARTIES).is_released
    inspected(number, checked, HIDDEN, CEDULA)
    assert standing(number, checked, Visibility.PARTIES).need is Need.CLEAR


def test_what_everybody_will_read_is_looked_at_whole_even_when_clean(
    number: str, by_officer: Actor, officer: User
) -> None:
    public = replace(file_of(), readers=Visibility.PUBLIC)
    inspected(number, public)
    assert standing(number, public, Visibility.PUBLIC).need is Need.LOOK
    with refused(FileHeld):
        actions.answer(number, by=by_officer, at=DAY, reply=reply(files=(public,)))
    inspected(number, public, looked_by=officer)
    actions.answer(number, by=by_officer, at=DAY, reply=reply(files=(public,)))
    assert Document.objects.get().visibility == Visibility.PUBLIC


def test_what_was_cleared_for_one_person_is_not_cleared_for_everybody(
    number: str, by_officer: Actor
) -> None:
    checked = inspected(number, file_of(), CEDULA)
    clear(number, CEDULA, by=by_officer, readers=Visibility.PARTIES, reason="Es suya.")
    assert standing(number, checked, Visibility.PUBLIC).need is Need.CLEAR
    with pytest.raises(Incomplete):
        clear(number, CEDULA, by=by_officer, readers=Visibility.PUBLIC, reason="Es suya.")
    clear(
        number,
        CEDULA,
        by=by_officer,
        readers=Visibility.PUBLIC,
        reason="La nómina de funcionarios es pública por ley.",
    )
    assert standing(number, checked, Visibility.PUBLIC).need is Need.LOOK


def test_nobody_publishes_the_data_of_who_asked(number: str, by_officer: Actor) -> None:
    checked = inspected(number, file_of(), THEIRS)
    with pytest.raises(FileHeld, match="quien pidió"):
        clear(
            number,
            THEIRS,
            by=by_officer,
            readers=Visibility.PUBLIC,
            reason="Lo pidió en voz alta en la oficina.",
        )
    clear(number, THEIRS, by=by_officer, readers=Visibility.PARTIES, reason="Es su propio dato.")
    assert standing(number, checked, Visibility.PARTIES).is_released
    assert standing(number, checked, Visibility.PUBLIC).need is Need.REPLACE


def test_only_the_desk_that_holds_the_request_clears(
    number: str, requester: Actor, other_officer: User
) -> None:
    inspected(number, file_of(), HIDDEN)
    for stranger in (requester, SYSTEM, Actor.official(other_officer)):
        with pytest.raises(NotYours):
            clear(number, HIDDEN, by=stranger, readers=Visibility.PARTIES, reason="Son fórmulas.")
    assert not Clearance.objects.exists()


def test_a_clearance_gives_its_reason(number: str, by_officer: Actor) -> None:
    inspected(number, file_of(), HIDDEN)
    with pytest.raises(Incomplete):
        clear(number, HIDDEN, by=by_officer, readers=Visibility.PARTIES, reason=" ")


def test_checks_and_looks_are_never_changed_nor_taken_back(number: str, officer: User) -> None:
    inspected(number, file_of(), HIDDEN, looked_by=officer)
    for row in (FileCheck.objects.get(), Clearance.objects.get()):
        assert str(row)
        for change in (row.save, row.delete):
            with pytest.raises(TypeError):
                change()


def test_an_answer_may_leave_files_for_later_and_then_opens_the_remedies(
    number: str, by_officer: Actor
) -> None:
    with one_event(number, EventKind.ANSWERED):
        given = actions.answer(number, by=by_officer, at=DAY, reply=reply(files_to_follow=2))
    assert given.files_to_follow == 2
    event = TimelineEvent.objects.latest("pk")
    assert event.data["files_to_follow"] == 2
    running = reload(number).terms.running()
    assert {term.kind for term in running} == {TermKind.RECONSIDERATION, TermKind.COURT}


def test_files_that_follow_are_one_event_and_move_no_term(number: str, by_officer: Actor) -> None:
    given = actions.answer(number, by=by_officer, at=DAY, reply=reply(files_to_follow=2))
    terms = list(reload(number).terms.values())
    original = file_of("original.csv", b"con,todo\n")
    delivery = Delivery(
        files=(inspected(number, file_of()),), originals=(original,), files_to_follow=1
    )
    with one_event(number, EventKind.FILES_DELIVERED):
        stored = actions.deliver_files(
            number, by=by_officer, at=at("2026-07-14"), delivery=delivery
        )
    given.refresh_from_db()
    assert (given.files_to_follow, list(given.documents.all())) == (1, stored)
    assert list(reload(number).terms.values()) == terms
    assert Document.objects.get(name="original.csv").visibility == Visibility.INTERNAL
    assert not Document.objects.for_parties().filter(name="original.csv").exists()
    assert verify_log().failed == 0
    Answer.objects.update(files_to_follow=0)
    assert [one.detail for one in verify_log().failures] == ["files_to_follow"]


def test_nothing_follows_an_answer_that_was_not_given(number: str, by_officer: Actor) -> None:
    files = (inspected(number, file_of()),)
    with refused(WrongStage):
        actions.deliver_files(number, by=by_officer, at=DAY, delivery=Delivery(files=files))


def test_what_is_delivered_later_is_found_with_what_is_published(
    number: str, by_officer: Actor, officer: User
) -> None:
    actions.screen_text(number, by=by_officer, at=DAY, screening=Screening.SHOWN)
    actions.answer(number, by=by_officer, at=DAY, reply=reply())
    annex = replace(file_of("anexo ñandutí.csv"), readers=Visibility.PUBLIC)
    inspected(number, annex, looked_by=officer)
    actions.deliver_files(number, by=by_officer, at=DAY, delivery=Delivery(files=(annex,)))
    assert search(InformationRequest.objects.all(), "ñandutí").exists()


def test_what_was_delivered_is_not_delivered_again(number: str, by_officer: Actor) -> None:
    actions.answer(number, by=by_officer, at=DAY, reply=reply(files_to_follow=1))
    delivery = Delivery(files=(inspected(number, file_of()),))
    actions.deliver_files(number, by=by_officer, at=DAY, delivery=delivery)
    with refused(Incomplete):
        actions.deliver_files(number, by=by_officer, at=DAY, delivery=delivery)
    assert Document.objects.count() == 1


def test_a_delivery_has_at_least_one_file(number: str, by_officer: Actor) -> None:
    actions.answer(number, by=by_officer, at=DAY, reply=reply())
    with refused(Incomplete):
        actions.deliver_files(number, by=by_officer, at=DAY, delivery=Delivery(files=()))


def test_a_file_is_checked_with_what_is_known_of_who_asked(number: str) -> None:
    known = release_desk.known_of(reload(number).requester)
    assert (known.name, known.email) == ("Ana Solicitante", "ana@correo.example")


def test_the_words_of_a_verdict_are_those_of_the_inspection() -> None:
    assert set(FileVerdict.values) == {verdict.value for verdict in Verdict}
