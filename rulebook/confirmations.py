"""The acts by which somebody competent stands behind a rule, or no longer does; two people each.

The mark "por confirmar" goes when a confirmation is approved, from every edition that says the
rule with the same number, citation and words; it comes back when its withdrawal is approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from law.rule_set import Rule
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.errors import ChangeDecided, ChangeIncomplete, OwnChange
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from rulebook.errors import NothingStands
from rulebook.models import Basis, Confirmation, DecisionState
from rulebook.shelf import SHELF
from rulebook.standing import UnknownEdition, fingerprint_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a confirmation rests on: who said it, in which document and of which day."""

    basis: Basis
    counsel: str
    instrument: str
    document_on: date | None
    remarks: str = ""


def confirm_rule(
    edition: str, rule: str, statement: Statement, *, by: Actor, at: datetime
) -> Confirmation:
    """Write down that a rule is confirmed as that edition reads it; another person approves it.

    `rule` is its field in the law's rule set. Raises UnknownEdition, NotAllowed, ChangeIncomplete.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        seal = fingerprint_of(rule_called(edition, rule))
        return _write(edition, rule, seal, statement, by=user, at=at, withdraws=None)


def end_confirmation(pk: int, statement: Statement, *, by: Actor, at: datetime) -> Confirmation:
    """Write down that nobody stands behind a rule any longer; another person approves it.

    Raises Confirmation.DoesNotExist, NotAllowed, NothingStands, ChangeIncomplete.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        former = Confirmation.objects.get(pk=pk)
        require_standing(former)
        return _write(
            former.edition,
            former.rule,
            former.fingerprint,
            statement,
            by=user,
            at=at,
            withdraws=former,
        )


def approve_confirmation(pk: int, *, by: Actor, at: datetime) -> Confirmation:
    """Approve what somebody else wrote down; citizens see it at once.

    Raises Confirmation.DoesNotExist, NotAllowed, ChangeDecided, OwnChange, NothingStands.
    """
    with transaction.atomic(durable=True):
        confirmation, user = _locked(pk, by=by, on=local_date(at))
        if confirmation.withdraws_id is not None:
            former = Confirmation.objects.select_for_update().get(pk=confirmation.withdraws_id)
            require_standing(former)
        _decide(confirmation, DecisionState.APPROVED, by=user, at=at)
    SHELF.forget()
    return confirmation


def reject_confirmation(pk: int, *, by: Actor, at: datetime, note: str) -> Confirmation:
    """Close it without effect; who wrote it down may not.

    Raises Confirmation.DoesNotExist, NotAllowed, ChangeDecided, OwnChange, ChangeIncomplete.
    """
    with transaction.atomic(durable=True):
        confirmation, user = _locked(pk, by=by, on=local_date(at))
        if not note.strip():
            raise ChangeIncomplete({"note": _("Escriba por qué se rechaza.")})
        confirmation.note = note.strip()
        _decide(confirmation, DecisionState.REJECTED, by=user, at=at)
    return confirmation


def rule_called(edition: str, rule: str) -> Rule:
    """Return a rule as an edition says it. Raises UnknownEdition for either."""
    sets = {one.id: one for one in read().editions}
    if edition not in sets or rule not in sets[edition].by_name:
        raise UnknownEdition(edition, rule)
    return sets[edition].by_name[rule]


def require_standing(confirmation: Confirmation) -> None:
    """Make sure that a confirmation is in effect and nobody withdrew it. Raises NothingStands."""
    is_end = confirmation.withdraws_id is not None
    if is_end or confirmation.state != DecisionState.APPROVED:
        raise NothingStands
    if Confirmation.objects.approved().filter(withdraws=confirmation).exists():
        raise NothingStands


def _write(
    edition: str,
    rule: str,
    seal: str,
    statement: Statement,
    *,
    by: User,
    at: datetime,
    withdraws: Confirmation | None,
) -> Confirmation:
    wrong = _faults(statement, on=local_date(at))
    if wrong or statement.document_on is None:
        raise ChangeIncomplete(wrong)
    return Confirmation.objects.create(
        edition=edition,
        rule=rule,
        fingerprint=seal,
        basis=statement.basis,
        counsel=statement.counsel.strip(),
        instrument=statement.instrument.strip(),
        document_on=statement.document_on,
        remarks=statement.remarks.strip(),
        withdraws=withdraws,
        proposed_by=by,
        proposed_at=at,
    )


def _faults(statement: Statement, *, on: date) -> dict[str, str | Promise]:
    given = {
        "counsel": (statement.counsel, _("Escriba quién lo dice y en qué cargo.")),
        "instrument": (statement.instrument, _("Escriba qué documento es, con su número.")),
    }
    wrong: dict[str, str | Promise] = {
        name: message for name, (text, message) in given.items() if not text.strip()
    }
    if statement.document_on is None:
        wrong["document_on"] = _("Escriba la fecha del documento.")
    elif statement.document_on > on:
        wrong["document_on"] = _("El documento no puede tener una fecha que no llegó.")
    return wrong


def _locked(pk: int, *, by: Actor, on: date) -> tuple[Confirmation, User]:
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    confirmation = Confirmation.objects.select_for_update().get(pk=pk)
    if confirmation.state != DecisionState.PROPOSED:
        raise ChangeDecided
    if confirmation.proposed_by_id == user.pk:
        raise OwnChange
    return confirmation, user


def _decide(row: Confirmation, state: DecisionState, *, by: User, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])
