"""What a requester does about a denial or a silence: appeals, goes to court, or lets it be."""

from __future__ import annotations

from datetime import timedelta

from demo.lives import fates
from demo.lives.answering import reply_to
from demo.lives.draw import between, pick
from demo.lives.told import Told
from demo.steps import (
    Appealed,
    AppealLapsed,
    AppealRejected,
    AppealUpheld,
    Complied,
    CourtFiled,
    Ruled,
)
from demo.texts import replies
from law.terms import reconsideration_decision_term
from requests_app.actions import Reply
from requests_app.states import Outcome

DAYS_TO_APPEAL, DAYS_WHEN_LATE = 9, 14
DAYS_TO_DECIDE = 19


def after_decision(told: Told) -> None:
    """Appeal, within the days for it, against what was decided on the last step's day."""
    _appeal(told, between(told.rng, 1, DAYS_TO_APPEAL))


def after_silence(told: Told) -> None:
    """Appeal, late now and then, or go straight to court, or do nothing."""
    drawn = told.rng.random()
    if drawn < fates.APPEALS_SILENCE:
        _appeal(told, between(told.rng, 1, DAYS_WHEN_LATE))
    elif drawn < fates.APPEALS_SILENCE + fates.GOES_TO_COURT:
        _go_to_court(told)


def _appeal(told: Told, number: int) -> None:
    filed_at = told.at_home(told.days.add(told.day, number))
    told.steps.append(Appealed(filed_at, pick(told.rng, replies.APPEALS)))
    due_on = reconsideration_decision_term(told.day, told.days).due_on
    drawn = told.rng.random()
    if drawn > fates.UPHOLDS + fates.REJECTS:
        told.steps.append(AppealLapsed(told.at_night(due_on + timedelta(days=1))))
    else:
        at = told.in_office(told.days.add(told.day, between(told.rng, 3, DAYS_TO_DECIDE)))
        authority = told.desk.authority
        if drawn < fates.UPHOLDS:
            reply = _delivery(told)
            told.steps.append(AppealUpheld(at, authority, replies.UPHELD, reply))
            return
        told.steps.append(AppealRejected(at, authority, replies.REJECTED))
    if told.rng.random() < fates.GOES_TO_COURT_AFTER_APPEAL:
        _go_to_court(told)


def _go_to_court(told: Told) -> None:
    rng = told.rng
    filed_on = told.day + timedelta(days=between(rng, 2, 25))
    at = told.at_home(filed_on + timedelta(days=between(rng, 0, 3)))
    case_number = f"{between(rng, 1, 980)}/{filed_on.year}"
    told.steps.append(CourtFiled(at, pick(rng, replies.COURTS), filed_on, case_number))
    if rng.random() > fates.RULES:
        return
    ruled_on = told.day + timedelta(days=between(rng, 8, 40))
    at = told.at_home(ruled_on + timedelta(days=between(rng, 0, 2)))
    if rng.random() > fates.ORDERS:
        told.steps.append(Ruled(at, ruled_on, orders_delivery=False, ruling=replies.DISMISSED))
        return
    told.steps.append(Ruled(at, ruled_on, orders_delivery=True, ruling=replies.ORDERED))
    if rng.random() < fates.OBEYS:
        at = told.in_office(told.days.add(told.day, between(rng, 1, 4)))
        told.steps.append(Complied(at, told.desk.officer, _delivery(told)))


def _delivery(told: Told) -> Reply:
    return reply_to(told.filing, Outcome.GRANTED, desk=told.desk, on=told.day, rng=told.rng)
