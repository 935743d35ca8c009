"""Plays the steps of many lives through the real acts, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from accounts.actors import Actor
from demo import steps
from offices.calendars import local_date
from requests_app import actions


def act_out(lives: Sequence[Sequence[steps.Step]]) -> list[str]:
    """Perform every step of `lives`; return the number each life's request was given."""
    numbers = [""] * len(lives)
    in_order = sorted(
        ((place, step) for place, life in enumerate(lives) for step in life),
        key=lambda pair: pair[1].at,
    )
    for place, step in in_order:
        if isinstance(step, steps.Filed | steps.Registered):
            numbers[place] = _enter(step)
        else:
            _ACTS[type(step)](numbers[place], step)
    return numbers


def _enter(step: steps.Filed | steps.Registered) -> str:
    if isinstance(step, steps.Filed):
        receipt = actions.file_request(step.filing, token=step.token, at=step.at)
    else:
        receipt = actions.register(
            step.filing, step.intake, token=step.token, by=step.by, at=step.at
        )
    return receipt.info_request.number


def _by_requester(act: Callable[..., Any]) -> Callable[[str, Any], Any]:
    return lambda number, step: act(number, by=Actor.requester(number), **step._asdict())


def _by_official(act: Callable[..., Any]) -> Callable[[str, Any], Any]:
    return lambda number, step: act(number, **step._asdict())


def _by_sweep(act: Callable[..., Any]) -> Callable[[str, Any], Any]:
    return lambda _number, step: act(on=local_date(step.at), at=step.at)


_ACTS: Mapping[type, Callable[[str, Any], Any]] = {
    steps.TakenInCharge: _by_official(actions.take_in_charge),
    steps.Screened: _by_official(actions.screen_text),
    steps.ClarificationAsked: _by_official(actions.ask_clarification),
    steps.Clarified: _by_requester(actions.clarify),
    steps.Forwarded: _by_official(actions.forward),
    steps.Answered: _by_official(actions.answer),
    steps.Denied: _by_official(actions.deny),
    steps.SilenceDeclared: _by_sweep(actions.declare_tacit_denials),
    steps.Withdrawn: _by_requester(actions.withdraw),
    steps.VerdictGiven: _by_requester(actions.give_verdict),
    steps.Appealed: _by_requester(actions.file_reconsideration),
    steps.AppealUpheld: _by_official(actions.uphold_reconsideration),
    steps.AppealRejected: _by_official(actions.reject_reconsideration),
    steps.AppealLapsed: _by_sweep(actions.lapse_reconsiderations),
    steps.CourtFiled: _by_requester(actions.record_court_filing),
    steps.Ruled: _by_requester(actions.record_ruling),
    steps.Complied: _by_official(actions.record_compliance),
}
