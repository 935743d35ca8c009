"""What each kind of run does with one request, and how one knows that it was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from casework.actions import KEEP, Keep, assign, put_label
from casework.models import BulkKind, BulkRun, Label, Unit
from offices.models import Institution
from requests_app import actions
from requests_app.errors import ActionRefused, WrongStage
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.states import EventKind

M = TypeVar("M", User, Unit)

_WRONG_STAGE: dict[BulkKind, str | Promise] = {
    BulkKind.TAKE: _("Solo se toma un pedido recibido que nadie tomó todavía."),
    BulkKind.FORWARD: _("Solo se deriva un pedido abierto: recibido o en trámite."),
}
# What is left behind by an act that cannot be done twice; the others can.
_EVENTS = {
    BulkKind.TAKE: EventKind.TAKEN_IN_CHARGE,
    BulkKind.FORWARD: EventKind.FORWARDED,
}


def do(run: BulkRun, number: str, *, at: datetime) -> None:
    """Do with one request what the run asks for. Raises ActionRefused."""
    _DOINGS[BulkKind(run.kind)](run, number, at)


def was_done(run: BulkRun, info_request: InformationRequest, *, at: datetime) -> bool:
    """Say whether the act begun at `at` left its event: that instant was this run's alone."""
    kind = _EVENTS.get(BulkKind(run.kind))
    if kind is None:
        return False
    events = TimelineEvent.objects.filter(info_request=info_request, kind=kind, actor=run.by)
    return events.filter(recorded_at=at).exists()


def why_not(run: BulkRun, refusal: ActionRefused) -> str | Promise:
    """Return why a request was refused: of one in the wrong stage, which stage would be right."""
    if isinstance(refusal, WrongStage):
        return _WRONG_STAGE.get(BulkKind(run.kind), refusal.message)
    return refusal.message


def _assign(run: BulkRun, number: str, at: datetime) -> None:
    assign(
        number,
        by=_by(run),
        at=at,
        person=_chosen(run, "person", User),
        unit=_chosen(run, "unit", Unit),
    )


def _chosen(run: BulkRun, name: str, model: type[M]) -> M | Keep | None:
    """Return who was chosen; a part nobody chose stays as it is, an empty one is taken away."""
    if name not in run.details:
        return KEEP
    key = run.details[name]
    return None if key is None else model.objects.get(pk=key)


def _take(run: BulkRun, number: str, at: datetime) -> None:
    actions.take_in_charge(number, by=_by(run), at=at)


def _forward(run: BulkRun, number: str, at: datetime) -> None:
    competent = Institution.objects.get(pk=run.details["institution"])
    actions.forward(number, by=_by(run), at=at, to=competent, reason=run.details["reason"])


def _label(run: BulkRun, number: str, at: datetime) -> None:
    put_label(number, Label.objects.get(pk=run.details["label"]), by=_by(run), at=at)


def _by(run: BulkRun) -> Actor:
    return Actor.official(run.by)


_DOINGS: dict[BulkKind, Callable[[BulkRun, str, datetime], None]] = {
    BulkKind.ASSIGN: _assign,
    BulkKind.TAKE: _take,
    BulkKind.FORWARD: _forward,
    BulkKind.LABEL: _label,
}
