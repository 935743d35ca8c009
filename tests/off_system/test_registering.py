"""What an institution with nobody in post answered is written down: as its own, with its proof."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actors import Actor
from accounts.models import User
from law.terms import TermKind
from notifications.models import Notification
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.actions import Arrived, Handed, Reply, Resolution
from requests_app.errors import FileHeld, Incomplete, NotYours, OnTheSystem, WrongStage
from requests_app.history import tell
from requests_app.models import Answer, AnswerArrival, InformationRequest, Term, TimelineEvent
from requests_app.states import ArrivalWay, Copies, EventKind, NotifyBy, Outcome, Stage, Visibility
from requests_app.verification import verify_log
from stats import rollup
from stats.models import MonthCell
from tests.factories import appoint, at, file_of, file_one, inspected, make_user
from tests.notifications.rounds import fan_out_all
from tests.off_system.conftest import FILED

pytestmark = pytest.mark.django_db

IN_TERM, DUE, AFTER = date(2026, 7, 24), date(2026, 7, 27), at("2026-07-29")
GRANTED = Reply(outcome=Outcome.GRANTED, text="Se adjuntan los contratos.")


def arrived(on: date = IN_TERM, **extra: Any) -> Arrived:
    given: dict[str, Any] = {
        "way": ArrivalWay.PAPER,
        "evidence": "Nota 15/2026, mesa de entrada 881",
        "paper": file_of("nota.txt", b"Respuesta de la Municipalidad"),
        **extra,
    }
    return Arrived(on=on, **given)


def row_of(asked: InformationRequest) -> InformationRequest:
    """Return the request as it is now; its stage is protected from being read again."""
    return InformationRequest.objects.get(pk=asked.pk)


def resolution(**extra: Any) -> Resolution:
    said: dict[str, Any] = {
        "number": "7/2026",
        "signed_on": date(2026, 7, 22),
        "signatory": None,
        "signed_by": "Juan Pérez, intendente",
        "facts": "Es información de salud de una persona.",
        "legal_grounds": "La ley la reserva.",
        "reserve_law": "Ley 7593/2025",
        "reserve_article": "art. 5",
        **extra,
    }
    return Resolution(**said)


def test_it_is_the_institutions_answer_on_the_day_it_arrived(
    asked: InformationRequest, auditor: User
) -> None:
    by, when = Actor.official(auditor), at("2026-07-27")
    given = actions.register_outside_answer(
        asked.number, by=by, at=when, arrived=arrived(), reply=GRANTED
    )
    asked = row_of(asked)
    assert (asked.stage, asked.answered_on, asked.late_days) == (Stage.ANSWERED, IN_TERM, 0)
    assert (given.institution, given.is_late) == (asked.institution, False)
    assert (given.answered_on, given.notified_on) == (IN_TERM, date(2026, 7, 27))
    kept = AnswerArrival.objects.get()
    assert (kept.answer, kept.registered_by, kept.registered_at) == (given, auditor, when)
    assert kept.paper is not None
    assert kept.paper.visibility == Visibility.INTERNAL
    event = TimelineEvent.objects.latest("pk")
    assert (event.kind, event.institution, event.actor) == (
        EventKind.ANSWERED,
        asked.institution,
        auditor,
    )
    assert event.data["registered_by"] == "directorate"
    assert event.data["evidence"] == kept.paper.digest
    assert verify_log().failures == []
    shown = tell(asked.pk, requester="Usted")[-1]
    assert (shown.by, shown.on) == ("Municipalidad de Yuty", IN_TERM)
    assert "llegó en papel; la Dirección de Acceso la registró" in shown.text
    assert fan_out_all(at=when) > 0
    told = Notification.objects.filter(requester=asked.requester).order_by("pk").last()
    assert told is not None
    assert "Respondieron" in told.subject


def test_what_arrived_late_is_late_and_the_silence_stays(
    asked: InformationRequest, auditor: User
) -> None:
    by = Actor.official(auditor)
    given = actions.register_outside_answer(
        asked.number, by=by, at=AFTER, arrived=arrived(date(2026, 7, 28)), reply=GRANTED
    )
    asked = row_of(asked)
    assert (given.is_late, asked.late_days) == (True, 1)
    assert asked.tacitly_denied_on == date(2026, 7, 28)
    assert TimelineEvent.objects.latest("pk").kind == EventKind.ANSWERED_LATE
    assert verify_log().failures == []


def test_what_arrived_in_term_and_was_written_down_after_the_silence_keeps_both_dates(
    asked: InformationRequest, auditor: User
) -> None:
    by = Actor.official(auditor)
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    given = actions.register_outside_answer(
        asked.number, by=by, at=AFTER, arrived=arrived(DUE), reply=GRANTED
    )
    asked = row_of(asked)
    assert (given.is_late, asked.answered_on) == (False, DUE)
    assert asked.tacitly_denied_on == date(2026, 7, 28)
    assert verify_log().failures == []
    rollup.rebuild_all(at=AFTER)
    cell = MonthCell.objects.get(institution=asked.institution, month=date(2026, 7, 1))
    assert (cell.granted, cell.in_term, cell.tacit_denials, cell.unanswered) == (1, 1, 1, 0)


def test_written_down_before_any_sweep_it_was_never_silence(
    asked: InformationRequest, auditor: User
) -> None:
    by = Actor.official(auditor)
    actions.register_outside_answer(
        asked.number, by=by, at=AFTER, arrived=arrived(DUE), reply=GRANTED
    )
    asked = row_of(asked)
    assert asked.tacitly_denied_on is None


def test_a_denial_names_who_signed_and_opens_the_remedies_when_it_is_told(
    asked: InformationRequest, director: User
) -> None:
    by, when = Actor.official(director), at("2026-07-27")
    given = actions.register_outside_denial(
        asked.number, by=by, at=when, arrived=arrived(), resolution=resolution()
    )
    assert (given.outcome, given.resolution.signature) == (
        Outcome.DENIED,
        "Juan Pérez, intendente",
    )
    starts = Term.objects.filter(kind__in=(TermKind.RECONSIDERATION, TermKind.COURT))
    assert {term.starts_on for term in starts} == {date(2026, 7, 27)}
    assert verify_log().failures == []


@pytest.mark.parametrize(
    "lacking",
    [
        {"number": ""},
        {"signed_on": None},
        {"signed_by": ""},
        {"facts": " "},
        {"legal_grounds": ""},
        {"reserve_law": "Decreto 12/2020"},
        {"reserve_law": "", "reserve_article": ""},
        {"signed_on": date(2026, 7, 25)},
    ],
)
def test_a_denial_lacking_anything_the_law_asks_leaves_it_open(
    asked: InformationRequest, director: User, lacking: dict[str, Any]
) -> None:
    by = Actor.official(director)
    with pytest.raises(Incomplete):
        actions.register_outside_denial(
            asked.number,
            by=by,
            at=at("2026-07-27"),
            arrived=arrived(),
            resolution=resolution(**lacking),
        )
    assert row_of(asked).is_open
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        arrived(paper=None),
        arrived(evidence="  "),
        arrived(date(2026, 7, 28)),
        arrived(date(2026, 7, 3)),
        arrived(paper=None, mail_key="x"),
    ],
)
def test_without_its_proof_and_a_possible_day_there_is_no_answer(
    asked: InformationRequest, auditor: User, wrong: Arrived
) -> None:
    with pytest.raises(Incomplete):
        actions.register_outside_answer(
            asked.number,
            by=Actor.official(auditor),
            at=at("2026-07-27"),
            arrived=wrong,
            reply=GRANTED,
        )
    assert not Answer.objects.exists()
    assert not asked.documents.exists()


def test_nobody_registers_for_an_institution_that_has_somebody(
    asked: InformationRequest, town: Institution, mopc: Institution, officer: User, director: User
) -> None:
    by = Actor.official(director)
    theirs = file_one(mopc, when=FILED).info_request
    acts: tuple[Callable[[str, date], Answer], ...] = (
        lambda number, on: actions.register_outside_answer(
            number, by=by, at=AFTER, arrived=arrived(on), reply=GRANTED
        ),
        lambda number, on: actions.register_outside_denial(
            number, by=by, at=AFTER, arrived=arrived(on), resolution=resolution()
        ),
    )
    for act in acts:
        with pytest.raises(OnTheSystem):
            act(theirs.number, IN_TERM)
    # Nor for the days when it had somebody, nor once it has.
    appoint(make_user("a@muni.example"), town, Duty.HEAD, ends_on=IN_TERM)
    with pytest.raises(OnTheSystem):
        acts[0](asked.number, IN_TERM)
    appoint(make_user("b@muni.example"), town, Duty.OFFICER, starts_on=date(2026, 7, 29))
    with pytest.raises(OnTheSystem):
        acts[0](asked.number, DUE)
    assert not Answer.objects.exists()


def test_only_the_directorate_registers_and_only_once(
    asked: InformationRequest, officer: User, auditor: User
) -> None:
    for by in (Actor.official(officer), Actor.requester(asked.number)):
        with pytest.raises(NotYours):
            actions.register_outside_answer(
                asked.number, by=by, at=AFTER, arrived=arrived(), reply=GRANTED
            )
    by = Actor.official(auditor)
    actions.register_outside_answer(asked.number, by=by, at=AFTER, arrived=arrived(), reply=GRANTED)
    with pytest.raises(WrongStage):
        actions.register_outside_answer(
            asked.number, by=by, at=AFTER, arrived=arrived(), reply=GRANTED
        )
    # The ordinary acts stay closed to it.
    with pytest.raises((NotYours, WrongStage)):
        actions.answer(asked.number, by=by, at=AFTER, reply=GRANTED)
    with pytest.raises((NotYours, WrongStage)):
        actions.deny(asked.number, by=by, at=AFTER, resolution=resolution())
    assert Answer.objects.count() == 1


def test_the_database_keeps_an_answer_as_it_was_given(
    mopc: Institution, by_officer: Actor, asked: InformationRequest, director: User
) -> None:
    number = file_one(mopc, when=FILED).info_request.number
    given = actions.answer(number, by=by_officer, at=at("2026-07-20"), reply=GRANTED)
    actions.register_outside_answer(
        asked.number, by=Actor.official(director), at=AFTER, arrived=arrived(), reply=GRANTED
    )
    connection.check_constraints()
    for changed in ({"text": "Otra"}, {"outcome": "denied"}, {"answered_on": date(2026, 7, 1)}):
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            Answer.objects.update(**changed)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Answer.objects.filter(pk=given.pk).delete()
    # When it was told, and what is to follow, are written later.
    Answer.objects.update(notified_on=date(2026, 7, 30), files_to_follow=1)
    given.save()
    assert set(Answer.objects.values_list("text", flat=True)) == {GRANTED.text}


def test_its_files_pass_the_same_gate(asked: InformationRequest, auditor: User) -> None:
    by, file = Actor.official(auditor), file_of("datos.csv")
    reply = Reply(outcome=Outcome.GRANTED, text="Van los datos.", files=(file,))
    with pytest.raises(FileHeld):
        actions.register_outside_answer(
            asked.number, by=by, at=AFTER, arrived=arrived(), reply=reply
        )
    inspected(asked.number, file)
    given = actions.register_outside_answer(
        asked.number, by=by, at=AFTER, arrived=arrived(), reply=reply
    )
    assert [document.name for document in given.documents.all()] == ["datos.csv"]


def test_who_is_told_at_a_counter_has_the_whole_term_to_appeal(
    town: Institution, director: User
) -> None:
    number = file_one(town, when=FILED, notify_by=NotifyBy.OFFICE, email="").info_request.number
    actions.register_outside_denial(
        number,
        by=Actor.official(director),
        at=at("2026-07-27"),
        arrived=arrived(),
        resolution=resolution(),
    )
    clerk = appoint(make_user("e@muni.example"), town, Duty.OFFICER, starts_on=date(2026, 7, 30))
    handed = Handed(received_by="Ana", identity="cédula 1", copies=Copies.PAPER)
    actions.notify_in_person(number, handed, by=Actor.official(clerk), at=at("2026-07-30"))
    running = Term.objects.filter(closed_on=None, info_request__number=number)
    assert {term.starts_on for term in running.exclude(kind=TermKind.ANSWER)} == {date(2026, 7, 30)}
