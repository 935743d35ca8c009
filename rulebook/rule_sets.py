"""The acts that change the rules: one person proposes, another sees what would change and decides.

A set begins on a day to come and is never edited: what follows it is another set, or its
withdrawal while it has not begun.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.errors import ChangeDecided, ChangeIncomplete, OwnChange
from offices.models import Duty
from offices.models.post import DIRECTORATE_DUTIES
from rulebook.errors import NotTheLast, OtherPreview, RulesMovedOn, SetTooLate
from rulebook.models import ChangedRule, DecisionState, RuleSetChange
from rulebook.preview import preview_of
from rulebook.proposed import RuleSetProposal, faults_of
from rulebook.shelf import SHELF
from rulebook.standing import newest

# Every process learns of a decision within a minute (`rulebook.shelf`): five leave room to spare.
NOTICE = timedelta(minutes=5)


def propose_rule_set(proposal: RuleSetProposal, *, by: Actor, at: datetime) -> RuleSetChange:
    """Write down a set that follows the last one, which rules nothing until another approves it.

    Raises NotAllowed, ChangeIncomplete.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        base = newest()
        wrong = faults_of(proposal, base, on=local_date(at), last_day=local_date(at + NOTICE))
        if wrong or proposal.published_on is None:
            raise ChangeIncomplete(wrong)
        change = RuleSetChange.objects.create(
            base=base.id,
            in_force_from=proposal.in_force_from,
            reason=proposal.reason.strip(),
            instrument=proposal.instrument.strip(),
            source=proposal.source.strip(),
            published_on=proposal.published_on,
            proposed_by=user,
            proposed_at=at,
        )
        ChangedRule.objects.bulk_create(
            ChangedRule(
                change=change,
                rule=rule.name,
                value=rule.value,
                statute=rule.statute,
                number=rule.number,
                reading=rule.reading,
            )
            for rule in proposal.rules
        )
    return change


def propose_withdrawal(
    pk: int, *, by: Actor, at: datetime, reason: str, instrument: str
) -> RuleSetChange:
    """Write down that an approved set should not begin; it takes a second person too.

    Raises RuleSetChange.DoesNotExist, NotAllowed, NotTheLast, ChangeIncomplete.
    """
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    with transaction.atomic(durable=True):
        withdrawn = RuleSetChange.objects.get(pk=pk)
        _require_withdrawable(withdrawn, at=at)
        given = {
            "reason": (reason, _("Escriba por qué no debe regir.")),
            "instrument": (instrument, _("Escriba qué acto lo dispone, con su número.")),
        }
        wrong: dict[str, str | Promise] = {
            name: message for name, (text, message) in given.items() if not text.strip()
        }
        if wrong:
            raise ChangeIncomplete(wrong)
        return RuleSetChange.objects.create(
            base=withdrawn.edition_id,
            withdraws=withdrawn,
            reason=reason.strip(),
            instrument=instrument.strip(),
            source=withdrawn.source,
            published_on=local_date(at),
            proposed_by=user,
            proposed_at=at,
        )


def approve_rule_set(pk: int, *, by: Actor, at: datetime, seen: str) -> RuleSetChange:
    """Approve the very preview that was looked at, as a second person; `seen` is its digest.

    Terms that begin on or after its first day follow the set; those that began keep theirs.
    Raises RuleSetChange.DoesNotExist, NotAllowed, ChangeDecided, OwnChange, RulesMovedOn,
    NotTheLast, SetTooLate, OtherPreview.
    """
    with transaction.atomic(durable=True):
        change, user = _locked(pk, by=by, on=local_date(at))
        require_timely(change, at=at)
        if preview_of(change).digest != seen:
            raise OtherPreview
        change.seen_digest = seen
        _decide(change, DecisionState.APPROVED, by=user, at=at)
    SHELF.forget()
    return change


def reject_rule_set(pk: int, *, by: Actor, at: datetime, note: str) -> RuleSetChange:
    """Close a proposal; who proposed it may not.

    Raises RuleSetChange.DoesNotExist, NotAllowed, ChangeDecided, OwnChange, ChangeIncomplete.
    """
    with transaction.atomic(durable=True):
        change, user = _locked(pk, by=by, on=local_date(at))
        if not note.strip():
            raise ChangeIncomplete({"note": _("Escriba por qué se rechaza.")})
        change.note = note.strip()
        _decide(change, DecisionState.REJECTED, by=user, at=at)
    return change


def require_timely(change: RuleSetChange, *, at: datetime) -> None:
    """Make sure that a proposal still follows what stands, and begins on a day to come.

    Raises RulesMovedOn, NotTheLast, SetTooLate.
    """
    if change.withdraws is not None:
        _require_withdrawable(change.withdraws, at=at)
    elif change.base != newest().id:
        raise RulesMovedOn
    elif change.in_force_from is None or change.in_force_from <= local_date(at + NOTICE):
        raise SetTooLate


def _require_withdrawable(change: RuleSetChange, *, at: datetime) -> None:
    begins = change.in_force_from
    if begins is None or begins <= local_date(at + NOTICE) or newest().id != change.edition_id:
        raise NotTheLast


def _locked(pk: int, *, by: Actor, on: date) -> tuple[RuleSetChange, User]:
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    # All of them, as they are few: of two approvals at once, the second sees what the first made.
    rows = {row.pk: row for row in RuleSetChange.objects.select_for_update().order_by("pk")}
    if pk not in rows:
        raise RuleSetChange.DoesNotExist
    change = rows[pk]
    if change.state != DecisionState.PROPOSED:
        raise ChangeDecided
    if change.proposed_by_id == user.pk:
        raise OwnChange
    return change, user


def _decide(change: RuleSetChange, state: DecisionState, *, by: User, at: datetime) -> None:
    change.state, change.decided_by, change.decided_at = state, by, at
    change.save(update_fields=["state", "decided_by", "decided_at", "note", "seen_digest"])
