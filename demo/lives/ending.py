"""How it ends at the office: answered, denied, taken back, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

from demo.lives import fates
from demo.lives.answering import reply_to, resolution_on
from demo.lives.draw import between, pick
from demo.lives.fates import Fate
from demo.lives.remedies import after_decision, after_silence
from demo.lives.told import Told
from demo.steps import Answered, Denied, SilenceDeclared, VerdictGiven, Withdrawn
from demo.texts import replies
from requests_app.states import Outcome, Verdict

TERM = 15
SPREAD = 3.5
USUAL_LATENESS, LONGEST_LATENESS = 9, 70
NOT_YET = 250


def end(told: Told, fate: Fate) -> None:
    """Bring the life to its end, and to what the requester does about it."""
    if fate is Fate.WITHDRAWN:
        number = min(told.next_number() + between(told.rng, 0, 3), TERM)
        told.steps.append(Withdrawn(told.at_home(told.business_day(number))))
    elif fate in {Fate.IN_TERM, Fate.ON_THE_LAST_DAY}:
        _decide(told, told.business_day(_number(told, fate)))
    else:
        told.steps.append(SilenceDeclared(told.at_night(told.due_on + timedelta(days=1))))
        _after_the_term(told, fate)


def _number(told: Told, fate: Fate) -> int:
    if fate is Fate.ON_THE_LAST_DAY:
        return TERM
    drawn = round(told.rng.gauss(told.desk.place.temper.pace, SPREAD))
    return max(min(drawn, TERM), told.next_number())


def _after_the_term(told: Told, fate: Fate) -> None:
    if fate is Fate.NEVER:
        after_silence(told)
        return
    lateness = NOT_YET
    if fate is Fate.LATE:
        lateness = min(1 + int(told.rng.expovariate(1 / USUAL_LATENESS)), LONGEST_LATENESS)
    _decide(told, told.days.add(told.due_on, lateness))


def _decide(told: Told, day: date) -> None:
    outcome = fates.OUTCOMES.draw(told.rng)
    desk, rng, at = told.desk, told.rng, told.in_office(day)
    if outcome == Outcome.DENIED:
        resolution = resolution_on(told.filing, desk=desk, on=day, rng=rng)
        told.steps.append(Denied(at, desk.officer, resolution))
    else:
        reply = reply_to(told.filing, outcome, desk=desk, on=day, rng=rng)
        told.steps.append(Answered(at, desk.officer, reply))
    if rng.random() < fates.APPEALS[outcome]:
        after_decision(told)
    elif outcome != Outcome.DENIED and rng.random() < fates.GIVES_VERDICT:
        _judge(told)


def _judge(told: Told) -> None:
    verdict = fates.VERDICTS.draw(told.rng)
    unhappy = verdict != Verdict.COMPLETE and told.rng.random() < fates.GIVES_REASON
    reason = pick(told.rng, replies.VERDICT_REASONS) if unhappy else ""
    day = told.day + timedelta(days=between(told.rng, 1, 25))
    told.steps.append(VerdictGiven(told.at_home(day), verdict, reason))
