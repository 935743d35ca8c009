"""The first days: the request comes in, is taken in charge, clarified, forwarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from demo.desks import Desk
from demo.lives import fates
from demo.lives.asking import filing_to
from demo.lives.draw import between, pick
from demo.lives.fates import Fate
from demo.lives.told import CLOSES, OPENS, Told
from demo.moments import instant
from demo.steps import (
    ClarificationAsked,
    Clarified,
    Filed,
    Forwarded,
    Registered,
    Screened,
    TakenInCharge,
)
from demo.texts import replies
from law.terms import answer_term
from requests_app.actions import Intake
from requests_app.states import Channel

LAST_DAY_TO_ASK = 3
CAME_BEFORE = 0.25
# Of those who come in person, one in so many comes to the service centre.
ONE_IN = 4


def come_in(told: Told) -> None:
    """File the request through the portal or, in working hours, have the office register it."""
    told.filing = filing_to(told.desk, on=told.day, rng=told.rng)
    token = f"{told.rng.getrandbits(128):032x}"
    at = instant(told.day, told.minute)
    channel = fates.CHANNELS.draw(told.rng)
    is_open = told.days.is_business_day(told.day) and OPENS <= told.minute <= CLOSES
    if channel == Channel.WEB or not is_open:
        told.presented_on = told.day
        told.steps.append(Filed(at, told.filing, token))
    else:
        intake = _intake(told, channel)
        told.presented_on = intake.presented_on
        told.steps.append(_registered(told, intake, token, at=at))
    told.due_on = answer_term(told.presented_on, told.days).due_on


def first_days(told: Told, fate: Fate, desks: Sequence[Desk]) -> None:
    """Take the request in charge, ask what is meant, send it on: each now and then."""
    if told.rng.random() < fates.IS_TAKEN_IN_CHARGE[fate]:
        _take(told, told.business_day(told.next_number() + between(told.rng, 0, 1)))
    if fate is not Fate.WITHDRAWN and told.rng.random() < fates.IS_CLARIFIED:
        _clarify(told)
    if fate in {Fate.IN_TERM, Fate.LATE} and told.rng.random() < fates.IS_FORWARDED:
        _send_on(told, pick(told.rng, desks))


def _registered(told: Told, intake: Intake, token: str, *, at: datetime) -> Registered:
    """Have the institution's own office write it down or, now and then, the service centre."""
    spoken = intake.channel in {Channel.COUNTER, Channel.VERBAL}
    if not spoken or told.minute % ONE_IN:
        return Registered(at, told.filing, intake, token, told.desk.officer)
    took = timedelta(minutes=2, seconds=told.minute % 60)
    here = replace(intake, centre=told.desk.centre, started_at=at - took)
    return Registered(at, told.filing, here, token, told.desk.clerk)


def _intake(told: Told, channel: Channel) -> Intake:
    presented_on, evidence = told.day, ""
    if channel == Channel.WRITTEN and told.rng.random() < CAME_BEFORE:
        presented_on = told.day - timedelta(days=between(told.rng, 1, 3))
        evidence = replies.EVIDENCE
    verbal = channel == Channel.VERBAL
    return Intake(
        channel=channel,
        presented_on=presented_on,
        paper_number=f"ME-{between(told.rng, 1, 9999):04}/{told.day.year}",
        evidence=evidence,
        verbal_record=replies.VERBAL_RECORD.format(description=told.filing.description)
        if verbal
        else "",
    )


def _take(told: Told, day: date) -> None:
    officer = told.desk.officer
    told.steps.append(TakenInCharge(told.in_office(day), officer))
    screening = fates.SCREENINGS.draw(told.rng)
    told.steps.append(Screened(told.in_office(day), officer, screening))


def _clarify(told: Told) -> None:
    number = told.next_number()
    if number > LAST_DAY_TO_ASK:
        return
    at = told.in_office(told.business_day(number))
    told.steps.append(ClarificationAsked(at, told.desk.officer, pick(told.rng, replies.QUESTIONS)))
    if told.rng.random() < fates.ANSWERS_THE_QUESTION:
        day = told.day + timedelta(days=between(told.rng, 0, 2))
        told.steps.append(Clarified(told.at_home(day), pick(told.rng, replies.CLARIFICATIONS)))


def _send_on(told: Told, to: Desk) -> None:
    if to.institution.pk == told.desk.institution.pk:
        return
    day = told.business_day(told.next_number() + between(told.rng, 0, 3))
    reason = pick(told.rng, replies.FORWARDING)
    at = told.in_office(day)
    told.steps.append(Forwarded(at, told.desk.officer, to.institution, reason))
    told.desk = to
    _take(told, told.business_day(told.next_number()))
