"""What every act of an audit shares: one lock, who may do it, one line in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from accounts.actors import Actor
from accounts.models import User
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.errors import NotAllowed
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from oversight.audits.errors import AuditMoved, NotYourAudit, UnknownAudit
from oversight.audits.models import Audit, AuditStep, Finding
from oversight.audits.states import MOVES, AuditStage, StepKind
from requests_app.actions.base import one_transaction
from requests_app.errors import Incomplete


@contextmanager
def acting_on(number: str, *stages: AuditStage) -> Iterator[Audit]:
    """Yield the audit, its row locked until the act commits, at one of `stages`.

    Raises UnknownAudit, AuditMoved.
    """
    with one_transaction():
        try:
            audit = Audit.objects.select_for_update().get(number=number)
        except Audit.DoesNotExist as error:
            raise UnknownAudit from error
        if audit.stage not in stages:
            raise AuditMoved
        yield audit


def move(audit: Audit, to: AuditStage) -> None:
    """Take the audit to a stage that may follow; the act saves it. Raises AuditMoved."""
    if to not in MOVES[audit.stage]:
        raise AuditMoved
    audit.stage = to


def finding_of(audit: Audit, pk: int) -> Finding:
    """Return a finding of the audit, locked by the audit's own lock. Raises UnknownAudit."""
    rows = Finding.objects.select_related("stratum__institution")
    try:
        return rows.get(pk=pk, stratum__audit=audit)
    except Finding.DoesNotExist as error:
        raise UnknownAudit from error


def write(
    audit: Audit, kind: StepKind, *, by: User, at: datetime, about: str = "", text: str = ""
) -> AuditStep:
    """Write down, in the act's own transaction, what happened."""
    return AuditStep.objects.create(
        audit=audit, kind=kind, by=by, on=local_date(at), at=at, about=about, text=text
    )


def require_director(by: Actor, *, on: date) -> User:
    """Return the director who acts. Raises NotYourAudit."""
    return _require(by, (Duty.DIRECTOR,), on=on)


def require_staff(by: Actor, *, on: date) -> User:
    """Return the person of the Directorate who acts. Raises NotYourAudit."""
    return _require(by, DIRECTORATE_DUTIES, on=on)


def require_words(**typed: str) -> None:
    """Raise Incomplete for each field that says nothing."""
    empty = {name: "Escriba algo." for name, text in typed.items() if not text.strip()}
    if empty:
        raise Incomplete(empty)


def _require(by: Actor, duties: tuple[Duty, ...], *, on: date) -> User:
    try:
        return require_duty(by, duties, on=on)
    except NotAllowed as error:
        raise NotYourAudit from error
