"""One written life of every kind, from filing to the last thing that can happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from demo.desks import Desk
from demo.lives.answering import reply_to, resolution_on
from demo.moments import SWEEP, instant
from demo.steps import (
    Answered,
    Appealed,
    AppealLapsed,
    AppealRejected,
    AppealUpheld,
    ClarificationAsked,
    Clarified,
    Complied,
    CourtFiled,
    Denied,
    Filed,
    Forwarded,
    Registered,
    Ruled,
    Screened,
    SilenceDeclared,
    Step,
    TakenInCharge,
    VerdictGiven,
    Withdrawn,
)
from law.terms import answer_term, reconsideration_decision_term
from requests_app.actions import Filing, Intake
from requests_app.states import Channel, NotifyBy, Outcome, Screening, Verdict

START = date(2026, 3, 2)
END = date(2026, 10, 1)
MORNING, NOON, EVENING = 9 * 60, 12 * 60, 20 * 60
Life = list[Step]


class Scripts:
    """Writes lives for two offices, each a few minutes after the one before."""

    def __init__(self, mopc: Desk, mec: Desk) -> None:
        self.mopc, self.mec = mopc, mec
        self.days = mopc.calendar.days
        self.written: dict[str, Life] = {}
        self.rng = Random(7)  # noqa: S311  fiction
        self.filing = Filing(
            institution=mopc.institution,
            subject="Puente de «Ñemby» \\ con\ttabulador",
            description="Línea uno\nLínea dos; 100 % y \\N",
            name="Ana de Prueba",
            notify_by=NotifyBy.EMAIL,
            email="ana@correo.example",
        )

    def day(self, number: int, after: date = START) -> date:
        """Return that business day."""
        return self.days.add(after, number)

    @property
    def due_on(self) -> date:
        """The last day to answer what was presented on the first day."""
        return answer_term(START, self.days).due_on

    def filed(self, on: date = START) -> Filed:
        """File through the portal."""
        minute = MORNING + len(self.written)
        return Filed(instant(on, minute), self.filing, f"token-{len(self.written)}")

    def taken(self, on: date) -> list[Step]:
        """Take in charge and show the text."""
        by = self.mopc.officer
        shown = Screened(instant(on, MORNING + 5), by, Screening.SHOWN)
        return [TakenInCharge(instant(on, MORNING), by), shown]

    def answered(self, outcome: Outcome, on: date, *, desk: Desk | None = None) -> Answered:
        """Answer at noon."""
        holder = desk or self.mopc
        reply = reply_to(self.filing, outcome, desk=holder, on=on, rng=self.rng)
        return Answered(instant(on, NOON), holder.officer, reply)

    def denied(self, on: date) -> Denied:
        """Deny by reasoned resolution."""
        resolution = resolution_on(self.filing, desk=self.mopc, on=on, rng=self.rng)
        return Denied(instant(on, NOON), self.mopc.officer, resolution)

    def silence(self) -> SilenceDeclared:
        """Let the term end."""
        return SilenceDeclared(instant(self.due_on + timedelta(days=1), SWEEP))

    def appealed(self, on: date) -> Appealed:
        """Ask for reconsideration."""
        return Appealed(instant(on, EVENING), "Pido que se revise.")

    def lapsed(self, filed_on: date) -> AppealLapsed:
        """Leave the appeal in silence."""
        due_on = reconsideration_decision_term(filed_on, self.days).due_on
        return AppealLapsed(instant(due_on + timedelta(days=1), SWEEP))

    def upheld(self, on: date) -> AppealUpheld:
        """Give on appeal what had been denied."""
        reply = self.answered(Outcome.GRANTED, on).reply
        return AppealUpheld(instant(on, NOON), self.mopc.authority, "Se hace lugar.", reply)

    def rejected(self, on: date) -> AppealRejected:
        """Keep the denial."""
        return AppealRejected(instant(on, NOON), self.mopc.authority, "Se mantiene.")

    def in_court(self, on: date) -> CourtFiled:
        """Go to court, and tell it two days later."""
        told_at = instant(on + timedelta(days=2), EVENING)
        return CourtFiled(told_at, "Juzgado Civil", on, "12/2026")

    def ruled(self, on: date, *, orders_delivery: bool) -> Ruled:
        """Be told what the judge decided."""
        return Ruled(instant(on, EVENING), on, orders_delivery, "Resuelvo.")

    def complied(self, on: date) -> Complied:
        """Obey the judge."""
        reply = self.answered(Outcome.PARTLY_GRANTED, on).reply
        return Complied(instant(on, NOON), self.mopc.officer, reply)

    def add(self, title: str, *life: Step | list[Step]) -> None:
        """Keep a life under a title."""
        flat: Life = []
        for part in life:
            flat += part if isinstance(part, list) else [part]
        self.written[title] = flat


def written_lives(mopc: Desk, mec: Desk) -> dict[str, Life]:
    """Return the lives by what they tell."""
    scripts = Scripts(mopc, mec)
    for tell in (_entering, _answering, _falling_silent, _appealing, _going_to_court, _still_open):
        tell(scripts)
    return scripts.written


def _entering(s: Scripts) -> None:
    written = Intake(
        channel=Channel.WRITTEN,
        presented_on=START - timedelta(days=3),
        paper_number="ME-1/2026",
        evidence="Sello en la nota.",
    )
    verbal = Intake(channel=Channel.VERBAL, presented_on=START, verbal_record="Pidió esto.")
    in_town = Intake(
        channel=Channel.COUNTER,
        presented_on=START,
        centre=s.mopc.centre,
        started_at=instant(START, MORNING),
    )
    officer, clerk = s.mopc.officer, s.mopc.clerk
    for title, intake, by in (
        ("a note of last week", written, officer),
        ("words at the counter", verbal, officer),
        ("somebody in a service centre", in_town, clerk),
    ):
        at = instant(START, MORNING + len(s.written))
        registered = Registered(at, s.filing, intake, f"token-{title}", by)
        s.add(title, registered, s.taken(s.day(1)), s.answered(Outcome.GRANTED, s.day(9)))


def _answering(s: Scripts) -> None:
    for outcome in (Outcome.GRANTED, Outcome.ALREADY_PUBLIC, Outcome.NOT_HELD):
        s.add(str(outcome), s.filed(), s.taken(s.day(1)), s.answered(outcome, s.day(8)))
    s.add("answered on the last day, never taken", s.filed(), s.answered(Outcome.GRANTED, s.due_on))
    s.add(
        "judged incomplete",
        s.filed(),
        s.taken(s.day(1)),
        s.answered(Outcome.PARTLY_GRANTED, s.day(10)),
        VerdictGiven(instant(s.day(12), EVENING), Verdict.PARTIAL, "Falta un mes."),
    )
    s.add(
        "judged complete, without reasons",
        s.filed(),
        s.answered(Outcome.GRANTED, s.day(3)),
        VerdictGiven(instant(s.day(3), EVENING), Verdict.COMPLETE, ""),
    )
    s.add(
        "clarified",
        s.filed(),
        s.taken(s.day(1)),
        ClarificationAsked(instant(s.day(2), NOON), s.mopc.officer, "¿De qué año?"),
        Clarified(instant(s.day(2), EVENING), "De 2025."),
        s.answered(Outcome.GRANTED, s.day(11)),
    )
    for title, number in (("forwarded", 3), ("forwarded late", 7)):
        s.add(
            title,
            s.filed(),
            s.taken(s.day(1)),
            Forwarded(instant(s.day(number), NOON), s.mopc.officer, s.mec.institution, "Es suyo."),
            TakenInCharge(instant(s.day(number + 1), MORNING), s.mec.officer),
            s.answered(Outcome.PARTLY_GRANTED, s.day(13), desk=s.mec),
        )
    s.add("withdrawn", s.filed(), Withdrawn(instant(s.day(4), EVENING)))
    s.add("denied", s.filed(), s.taken(s.day(1)), s.denied(s.day(12)))


def _falling_silent(s: Scripts) -> None:
    s.add("never answered", s.filed(), s.silence())
    late = s.day(6, s.due_on)
    for outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED):
        s.add(f"{outcome} late", s.filed(), s.silence(), s.answered(outcome, late))
    s.add("denied late", s.filed(), s.taken(s.day(2)), s.silence(), s.denied(late))


def _appealing(s: Scripts) -> None:
    denied_on = s.day(12)
    appealed_on = s.day(4, denied_on)
    denied: Life = [s.filed(), s.denied(denied_on), s.appealed(appealed_on)]
    s.add("appeal upheld", *denied, s.upheld(s.day(8, appealed_on)))
    denied[0] = s.filed()
    s.add("appeal rejected", *denied, s.rejected(s.day(8, appealed_on)))
    late_on = s.day(13, s.due_on)
    s.add(
        "late appeal against silence, lapsed",
        s.filed(),
        s.silence(),
        s.appealed(late_on),
        s.lapsed(late_on),
    )
    partly_on = s.day(5)
    s.add(
        "appeal against a part",
        s.filed(),
        s.answered(Outcome.PARTLY_GRANTED, partly_on),
        s.appealed(s.day(2, partly_on)),
        s.upheld(s.day(5, partly_on)),
    )


def _going_to_court(s: Scripts) -> None:
    filed_on = s.due_on + timedelta(days=20)
    ruled_on = filed_on + timedelta(days=15)
    ruled: dict[str, Callable[[], Life]] = {
        "case pending": list,
        "case dismissed": lambda: [s.ruled(ruled_on, orders_delivery=False)],
        "order not obeyed": lambda: [s.ruled(ruled_on, orders_delivery=True)],
        "order obeyed": lambda: [
            s.ruled(ruled_on, orders_delivery=True), s.complied(s.day(2, ruled_on))
        ],
        "order obeyed late": lambda: [
            s.ruled(ruled_on, orders_delivery=True), s.complied(s.day(9, ruled_on))
        ],
    }  # fmt: skip
    for title, rest in ruled.items():
        s.add(title, s.filed(), s.silence(), s.in_court(filed_on), rest())


def _still_open(s: Scripts) -> None:
    for title, back in (("just received", 1), ("five days left", 11), ("one day left", 14)):
        day = s.days.add(END, -back)
        s.add(title, s.filed(day))
    day = s.days.add(END, -9)
    s.add("in progress", s.filed(day), s.taken(s.day(1, day)))
