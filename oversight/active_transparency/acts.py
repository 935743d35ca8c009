"""The acts of the monthly check: saved as it goes, closed once, corrected by another revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from law.active_transparency import items_on
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.models import Institution
from offices.models.post import DESK_DUTIES, DIRECTORATE_DUTIES
from oversight.active_transparency.errors import (
    CheckedAlready,
    CheckIncomplete,
    DecidedAlready,
    MonthAhead,
    NothingToReply,
    NotYourInstitution,
    ReasonMissing,
)
from oversight.active_transparency.models import (
    Check,
    CheckDraft,
    CheckedItem,
    Finding,
    ItemReply,
)
from requests_app.policies import holds_duty


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of one item: a value of `Finding` or nothing yet, where, and a note."""

    finding: str = ""
    url: str = ""
    note: str = ""


Answers = Mapping[str, Seen]


def save_draft(
    institution: Institution, month: date, answers: Answers, *, by: Actor, at: datetime
) -> CheckDraft:
    """Keep what was found so far. Raises NotAllowed, MonthAhead."""
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    _require_begun(month, on=on)
    kept = {letter: asdict(seen) for letter, seen in answers.items()}
    draft, _made = CheckDraft.objects.update_or_create(
        institution=institution,
        month=month,
        defaults={"answers": kept, "saved_by": user, "saved_at": at},
    )
    return draft


def close_check(
    institution: Institution,
    month: date,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
) -> Check:
    """Close a month's check; one closed before is corrected by another revision with its reason.

    Raises NotAllowed, MonthAhead, CheckIncomplete, CheckedAlready.
    """
    on = local_date(at)
    require_duty(by, DIRECTORATE_DUTIES, on=on)
    _require_begun(month, on=on)
    if wrong := _faults(answers, month):
        raise CheckIncomplete(wrong)
    with transaction.atomic(durable=True):
        check = _add_revision(institution, month, answers, by=by, at=at, because=because)
        CheckDraft.objects.filter(institution=institution, month=month).delete()
    return check


def reply(item_id: int, *, by: Actor, at: datetime, url: str, text: str) -> ItemReply:
    """Tell the Directorate where an item is published; once for each item of a check.

    Raises NotYourInstitution, NothingToReply.
    """
    on = local_date(at)
    item = CheckedItem.objects.select_related("check_of").get(pk=item_id)
    if by.user is None or not holds_duty(by.user, item.check_of.institution_id, DESK_DUTIES, on=on):
        raise NotYourInstitution
    if item.finding == Finding.PUBLISHED or not _stands(item.check_of):
        raise NothingToReply
    with transaction.atomic(durable=True):
        Institution.objects.select_for_update().get(pk=item.check_of.institution_id)
        if ItemReply.objects.filter(item=item).exists():
            raise NothingToReply
        return ItemReply.objects.create(item=item, url=url, text=text, by=by.user, on=on)


def decide_reply(
    reply_id: int, *, by: Actor, at: datetime, accepted: bool, decision: str
) -> ItemReply:
    """Take a reply or not; one that is taken makes a revision where the item is published.

    Raises NotAllowed, DecidedAlready, ReasonMissing without a reason not to take it.
    """
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    if not accepted and not decision.strip():
        raise ReasonMissing
    with transaction.atomic(durable=True):
        rows = ItemReply.objects.select_for_update(of=("self",))
        row = rows.select_related("item__check_of__institution").get(pk=reply_id)
        if row.accepted is not None:
            raise DecidedAlready
        row.accepted, row.decision = accepted, decision.strip()
        row.decided_by, row.decided_on = user, on
        row.save(update_fields=["accepted", "decision", "decided_by", "decided_on"])
        if accepted:
            _take(row, by=by, at=at)
    return row


def answers_of(check: Check) -> dict[str, Seen]:
    """Return what a closed check found, by letter."""
    return {row.letter: Seen(row.finding, row.url, row.note) for row in check.items.all()}


def standing_check(institution: Institution, month: date) -> Check | None:
    """Return the last revision of that month."""
    rows = Check.objects.filter(institution=institution, month=month)
    return rows.order_by("-revision").first()


def _take(row: ItemReply, *, by: Actor, at: datetime) -> None:
    check = row.item.check_of
    standing = standing_check(check.institution, check.month) or check
    answers = answers_of(standing)
    answers[row.item.letter] = replace(
        answers[row.item.letter], finding=Finding.PUBLISHED.value, url=row.url
    )
    because = _("La institución mostró dónde está el inciso %(letter)s.")
    _add_revision(
        check.institution,
        check.month,
        answers,
        by=by,
        at=at,
        because=str(because) % {"letter": row.item.letter},
    )


def _add_revision(
    institution: Institution,
    month: date,
    answers: Answers,
    *,
    by: Actor,
    at: datetime,
    because: str,
) -> Check:
    on = local_date(at)
    user = require_duty(by, DIRECTORATE_DUTIES, on=on)
    # Two people closing at once take turns here.
    Institution.objects.select_for_update().get(pk=institution.pk)
    former = standing_check(institution, month)
    if former is not None and not because.strip():
        raise CheckedAlready
    edition = items_on(month)
    findings = [answers[item.letter].finding for item in edition.items]
    check = Check.objects.create(
        institution=institution,
        month=month,
        revision=former.revision + 1 if former else 1,
        because=because.strip() if former else "",
        edition=edition.id,
        published=findings.count(Finding.PUBLISHED),
        applicable=len(findings) - findings.count(Finding.NOT_APPLICABLE),
        closed_by=user,
        closed_on=on,
        closed_at=at,
    )
    CheckedItem.objects.bulk_create(_rows(check, answers, former, on=on))
    return check


def _rows(
    check: Check, answers: Answers, former: Check | None, *, on: date
) -> Iterable[CheckedItem]:
    looked = {row.letter: row for row in former.items.all()} if former else {}
    for item in items_on(check.month).items:
        seen, before = answers[item.letter], looked.get(item.letter)
        same = before is not None and (before.finding, before.url) == (seen.finding, seen.url)
        yield CheckedItem(
            check_of=check,
            letter=item.letter,
            finding=seen.finding,
            url=seen.url,
            note=seen.note.strip(),
            # What a correction leaves alone was looked at when it was.
            looked_on=before.looked_on if before is not None and same else on,
        )


def _faults(answers: Answers, month: date) -> dict[str, str | Promise]:
    wrong: dict[str, str | Promise] = {}
    for item in items_on(month).items:
        seen = answers.get(item.letter, Seen())
        if seen.finding not in Finding.values:
            wrong[item.letter] = _("Falta decir qué encontró.")
        elif seen.finding == Finding.PUBLISHED and not seen.url:
            wrong[item.letter] = _("Falta la dirección donde está publicado.")
        elif seen.finding == Finding.NOT_APPLICABLE and not seen.note.strip():
            wrong[item.letter] = _("Falta decir en la nota por qué no corresponde.")
    return wrong


def _require_begun(month: date, *, on: date) -> None:
    if month > on:
        raise MonthAhead


def _stands(check: Check) -> bool:
    return standing_check(check.institution, check.month) == check
