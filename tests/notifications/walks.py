"""Every kind of fact, made by its real act, in one walk through the procedure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from accounts.actors import ANYONE, Actor
from accounts.models import User
from law.calendar import DayKind
from law.terms import TermKind
from offices import calendar_changes
from offices.calendar_changes import Proposal, ProposedDay
from offices.models import Duty, Institution, Post
from offices.registry_changes import propose_dissolution
from offices.registry_fields import Instrument
from requests_app import actions
from requests_app.actions import Handed, Intake, Letter, Receipt, Reply, Resolution, Returned
from requests_app.actions.calendar_change import preview
from requests_app.inheritance import digest_of as digest_of_passing
from requests_app.inheritance import passing_from
from requests_app.models import Term
from requests_app.moves import digest_of
from requests_app.states import (
    Channel,
    Copies,
    NotifyBy,
    Outcome,
    ReportDecision,
    ReportKind,
    Screening,
    SignedPaper,
    Verdict,
)
from tests.factories import (
    appoint,
    at,
    file_of,
    file_one,
    filing,
    inspected,
    make_institution,
    make_user,
    requester_of,
)

GRANTED = Reply(outcome=Outcome.GRANTED, text="Se entrega lo pedido.")
WITHOUT_ITS_FILE = replace(GRANTED, files_to_follow=1)
PARTLY = Reply(outcome=Outcome.NOT_HELD, text="No existe.", search_made="Archivo y mesa de entrada")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in a walk."""

    mopc: Institution
    mec: Institution
    officer: Actor
    head: User
    authority: Actor
    auditor: User


def cast_of(mopc: Institution, mec: Institution) -> Cast:
    """Appoint one person to each duty of the MOPC, and an auditor in the Directorate."""
    people = {
        duty: appoint(make_user(f"{duty.value}@mopc.example"), mopc, duty)
        for duty in (Duty.OFFICER, Duty.HEAD, Duty.HIGHEST_AUTHORITY)
    }
    return Cast(
        mopc=mopc,
        mec=mec,
        officer=Actor.official(people[Duty.OFFICER]),
        head=people[Duty.HEAD],
        authority=Actor.official(people[Duty.HIGHEST_AUTHORITY]),
        auditor=appoint(make_user("auditora@justicia.example"), mec, Duty.AUDITOR),
    )


def due_on(receipt: Receipt) -> date:
    """Return the day by which the request must be answered."""
    term = Term.objects.get(
        info_request=receipt.info_request, kind=TermKind.ANSWER, replaced_by=None
    )
    return term.due_on


def silent(cast: Cast, **extra: str) -> Receipt:
    """File on 6 July 2026 and let the term lapse: denied by silence on 29 July at the latest."""
    receipt = file_one(cast.mopc, when=at("2026-07-06"), **extra)
    actions.declare_tacit_denials(on=date(2026, 8, 3), at=at("2026-08-03"))
    return receipt


def denial(authority: Actor) -> Resolution:
    """Return a complete reasoned resolution signed by the authority."""
    assert authority.user is not None
    return Resolution(
        number="Res. 77/2026",
        signed_on=date(2026, 7, 8),
        signatory=Post.objects.get(holder=authority.user),
        facts="Hechos.",
        legal_grounds="Derecho.",
        reserve_law="Ley 1/1992",
        reserve_article="art. 5",
        text="Se deniega.",
    )


def every_kind(cast: Cast) -> None:
    """Make at least one fact of every kind."""
    _handled(cast)
    _disputed(cast)
    _answered_late(cast)
    _denied_and_upheld(cast)
    _rejected_and_ordered(cast)
    _lapsed_and_dismissed(cast)
    _withdrawn(cast)
    _came_in_person(cast)
    _reminded(cast)
    director = _recounted(cast)
    _escalated(cast, director)
    _merged(cast, director)


def _handled(cast: Cast) -> None:
    receipt = file_one(cast.mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    _written_to(receipt, cast)
    actions.take_in_charge(number, by=cast.officer, at=at("2026-07-07"))
    actions.screen_text(number, by=cast.officer, at=at("2026-07-07"), screening=Screening.SHOWN)
    problem = actions.Problem(kind=ReportKind.THREAT, text="Amenaza.", reporter_key="una")
    report = actions.report_problem(number, by=ANYONE, at=at("2026-07-07"), problem=problem)
    assert report is not None
    actions.decide_report(
        report.pk,
        by=cast.officer,
        at=at("2026-07-07"),
        decision=ReportDecision.RESTORE,
        reason="No amenaza a nadie.",
    )
    actions.ask_clarification(number, by=cast.officer, at=at("2026-07-07"), question="¿Cuáles?")
    actions.clarify(number, by=requester_of(receipt), at=at("2026-07-08"), reply="Todos.")
    actions.forward(
        number, by=cast.officer, at=at("2026-07-08"), to=cast.mec, reason="Los tiene el MEC."
    )
    intake = Intake(channel=Channel.COUNTER, presented_on=date(2026, 7, 6))
    registered = actions.register(
        filing(cast.mopc), intake, token="en-la-oficina", by=cast.officer, at=at("2026-07-06")
    )
    number = registered.info_request.number
    actions.answer(number, by=cast.officer, at=at("2026-07-10"), reply=WITHOUT_ITS_FILE)
    delivery = actions.Delivery(files=[inspected(number, file_of())])
    actions.deliver_files(number, by=cast.officer, at=at("2026-07-10", 12), delivery=delivery)
    actions.give_verdict(
        number, by=requester_of(registered), at=at("2026-07-11"), verdict=Verdict.PARTIAL
    )


def _disputed(cast: Cast) -> None:
    """The MEC had it and the MOPC wants it back there: kept once, moved the second time."""
    number = file_one(cast.mec, when=at("2026-07-06")).info_request.number
    by_mec = Actor.official(appoint(make_user("oficial@mec.example"), cast.mec, Duty.OFFICER))
    director = Actor.official(appoint(make_user("director@mj.example"), cast.mec, Duty.DIRECTOR))
    actions.forward(number, by=by_mec, at=at("2026-07-07"), to=cast.mopc, reason="Es obra.")
    for chosen in (cast.mopc, cast.mec):
        actions.ask_competence(
            number, by=cast.officer, at=at("2026-07-08"), proposed=cast.mec, reason="No es obra."
        )
        actions.settle_competence(
            number, by=director, at=at("2026-07-09"), competent=chosen, decision="Lo tiene."
        )


def _answered_late(cast: Cast) -> None:
    number = silent(cast).info_request.number
    actions.answer(number, by=cast.officer, at=at("2026-08-04"), reply=PARTLY)


def _denied_and_upheld(cast: Cast) -> None:
    receipt = file_one(cast.mopc, when=at("2026-07-06"))
    number = receipt.info_request.number
    actions.deny(number, by=cast.officer, at=at("2026-07-09"), resolution=denial(cast.authority))
    actions.file_reconsideration(
        number, by=requester_of(receipt), at=at("2026-07-10"), text="No es reservado."
    )
    actions.uphold_reconsideration(
        number, by=cast.authority, at=at("2026-07-13"), decision="Tiene razón.", reply=GRANTED
    )


def _rejected_and_ordered(cast: Cast) -> None:
    receipt = silent(cast)
    number, requester = receipt.info_request.number, requester_of(receipt)
    actions.file_reconsideration(number, by=requester, at=at("2026-08-04"), text="Quiero saber.")
    actions.reject_reconsideration(
        number, by=cast.authority, at=at("2026-08-05"), decision="No corresponde."
    )
    actions.record_court_filing(
        number, by=requester, at=at("2026-08-10"), court="Juzgado 1", filed_on=date(2026, 8, 7)
    )
    actions.record_ruling(
        number,
        by=cast.officer,
        at=at("2026-08-14"),
        ruled_on=date(2026, 8, 13),
        orders_delivery=True,
        ruling="Entréguese.",
    )
    actions.record_compliance(number, by=cast.officer, at=at("2026-08-17"), reply=GRANTED)


def _lapsed_and_dismissed(cast: Cast) -> None:
    receipt = silent(cast)
    number, requester = receipt.info_request.number, requester_of(receipt)
    actions.file_reconsideration(number, by=requester, at=at("2026-08-04"), text="Quiero saber.")
    actions.lapse_reconsiderations(on=date(2026, 9, 30), at=at("2026-09-30"))
    actions.record_court_filing(
        number, by=requester, at=at("2026-10-01"), court="Juzgado 2", filed_on=date(2026, 10, 1)
    )
    actions.record_ruling(
        number,
        by=requester,
        at=at("2026-10-05"),
        ruled_on=date(2026, 10, 5),
        orders_delivery=False,
        ruling="Se rechaza.",
    )


def _withdrawn(cast: Cast) -> None:
    receipt = file_one(cast.mopc, when=at("2026-07-06"))
    actions.withdraw(receipt.info_request.number, by=requester_of(receipt), at=at("2026-07-07"))


def _came_in_person(cast: Cast) -> None:
    """Be notified at the office, lose the code and get another, sign what was printed."""
    when = at("2026-07-08")
    receipt = file_one(cast.mopc, when=at("2026-07-06"), notify_by=NotifyBy.OFFICE)
    number = receipt.info_request.number
    actions.answer(number, by=cast.officer, at=at("2026-07-07"), reply=PARTLY)
    handed = Handed(received_by="Ana", identity="Cédula a la vista", copies=Copies.PAPER)
    actions.notify_in_person(number, handed, by=cast.officer, at=when)
    actions.reissue_code(number, identity="Cédula", token="t" * 43, by=cast.officer, at=when)
    actions.file_signed_copy(number, SignedPaper.NOTICE, file_of(), by=cast.officer, at=when)


def _reminded(cast: Cast) -> None:
    receipt = file_one(cast.mopc, when=at("2026-09-01"))
    actions.take_ladder_steps(on=due_on(receipt), at=at(due_on(receipt)))
    actions.declare_tacit_denials(on=date(2026, 10, 1), at=at("2026-10-01"))
    actions.take_ladder_steps(on=date(2026, 10, 20), at=at("2026-10-20"))


def _written_to(receipt: Receipt, cast: Cast) -> None:
    """Write to the office by e-mail; let a notice come back, and be told by telephone."""
    number, when = receipt.info_request.number, at("2026-07-06")
    letter = Letter(mail_key=number, text="Es urgente.", sender="ana@correo.example")
    actions.receive_message(number, letter, by=requester_of(receipt), at=when)
    actions.withdraw_message(number, number, by=cast.officer, at=when, reason="Es de otro pedido.")
    returned = Returned(
        message_id=f"<{number}@aip.example>", sequence=1, address="ana@correo.example", reason="550"
    )
    actions.note_bounce(number, returned, at=when)
    actions.tell_otherwise(number, by=cast.officer, at=when, way="Por teléfono.")


def _recounted(cast: Cast) -> Actor:
    """Decree a feriado within a term that runs, and count it again."""
    file_one(cast.mopc, when=at("2026-11-02"))
    when = at("2026-11-03")
    change = calendar_changes.propose_change(
        Proposal(
            reason="Duelo",
            instrument="Decreto 1/2026",
            source="Gaceta Oficial",
            published_on=date(2026, 11, 3),
            days=[ProposedDay(date(2026, 11, 5), DayKind.FERIADO, "national", "Duelo")],
        ),
        by=Actor.official(cast.auditor),
        at=when,
    )
    director = appoint(make_user("directora@justicia.example"), cast.mec, Duty.DIRECTOR)
    actions.approve_change(
        change.pk, by=Actor.official(director), at=when, seen=digest_of(preview(change))
    )
    actions.recount_terms(at=when)
    return Actor.official(director)


def _escalated(cast: Cast, director: Actor) -> None:
    """Let the Directorate warn of a delay, and the head of the office answer."""
    number = silent(cast).info_request.number
    actions.escalate(number, by=director, at=at("2026-08-10"), text="Respondan cuanto antes.")
    actions.answer_escalation(
        number, by=Actor.official(cast.head), at=at("2026-08-11"), text="Sale mañana."
    )


def _merged(cast: Cast, director: Actor) -> None:
    """Dissolve a body that has a request in hand, and let its successor have it."""
    body = make_institution("OLD", "Secretaría que termina")
    when = at("2026-11-04")
    file_one(body, when=at("2026-11-03"))
    given = Instrument("Ley 9.999/2026", "Gaceta Oficial", date(2026, 11, 1), date(2026, 11, 4))
    change = propose_dissolution(body, cast.mopc, given, by=Actor.official(cast.auditor), at=when)
    seen = digest_of_passing(passing_from(body.pk, on=date(2026, 11, 4)))
    actions.approve_dissolution(change.pk, by=director, at=when, seen=seen)
    actions.move_to_successors(at=when)
