"""Findings: written, sent to their body, replied to by who leads it, followed up and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from accounts.actors import Actor
from accounts.models import User
from law.audits import reply_due
from offices.calendars import calendar_for, local_date
from offices.models import Duty, Post
from offices.models.post import DESK_DUTIES
from oversight.audits.errors import AuditMoved, NotYourAudit, UnknownAudit
from oversight.audits.journal import (
    acting_on,
    finding_of,
    require_director,
    require_staff,
    require_words,
    write,
)
from oversight.audits.models import Audit, Finding, FollowUp, Review, Stratum
from oversight.audits.states import AFTER_THE_DRAW, AuditStage, Outcome, Severity, StepKind
from requests_app.actions.base import newest_version
from requests_app.errors import Incomplete

# Who reads what was found at a body; only the last two reply for it.
READING = tuple(dict.fromkeys((*DESK_DUTIES, Duty.HEAD, Duty.HIGHEST_AUTHORITY)))
REPLYING = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """What is wrong, by which article, in which requests of the sample, and what to do by when."""

    severity: Severity
    text: str
    article: str
    recommendation: str
    days: int
    requests: Sequence[str]


def add(number: str, code: str, new: NewFinding, *, by: Actor, at: datetime) -> Finding:
    """Write a finding down; its body reads nothing until it is sent.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.REVIEWING) as audit:
        person = require_staff(by, on=on)
        require_words(text=new.text, article=new.article, recommendation=new.recommendation)
        stratum = _stratum(audit, code)
        wanted = set(new.requests)
        reviews = list(Review.objects.filter(stratum=stratum, info_request__number__in=wanted))
        if not wanted or len(reviews) != len(wanted):
            raise Incomplete({"requests": "Elija al menos un pedido de la muestra."})
        finding = Finding.objects.create(
            stratum=stratum,
            severity=new.severity,
            text=new.text.strip(),
            article=new.article.strip(),
            recommendation=new.recommendation.strip(),
            days=new.days,
            written_by=person,
            written_on=on,
        )
        finding.reviews.set(reviews)
        write(audit, StepKind.FOUND, by=person, at=at, about=code, text=finding.text)
    return finding


def withdraw(number: str, pk: int, *, by: Actor, at: datetime) -> Finding:
    """Take back a finding that was not sent; it stays in the journal.

    Raises NotYourAudit, AuditMoved, UnknownAudit.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.REVIEWING) as audit:
        person = require_staff(by, on=on)
        finding = finding_of(audit, pk)
        if finding.sent_on or finding.withdrawn_on:
            raise AuditMoved
        finding.withdrawn_on = on
        finding.save(update_fields=["withdrawn_on"])
        about, text = finding.stratum.code, finding.text
        write(audit, StepKind.WITHDRAWN, by=person, at=at, about=about, text=text)
    return finding


def send(number: str, code: str, *, by: Actor, at: datetime) -> list[Finding]:
    """Send a body what was found at it, once its whole sample was reviewed; its days begin.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.REVIEWING) as audit:
        director = require_director(by, on=on)
        stratum = _stratum(audit, code)
        if stratum.reviews.filter(done_on=None).exists():
            raise Incomplete({"code": "Falta terminar la revisión de algún pedido."})
        found = list(stratum.findings.filter(sent_on=None, withdrawn_on=None))
        if not found:
            raise AuditMoved
        version = newest_version()
        days = calendar_for(stratum.institution, version=version).days
        for finding in found:
            finding.sent_on, finding.calendar_version = on, version
            finding.reply_due_on = reply_due(on, days)
            finding.due_on = days.due(on, finding.days)
            finding.save(update_fields=["sent_on", "calendar_version", "reply_due_on", "due_on"])
        write(audit, StepKind.SENT, by=director, at=at, about=code)
    return found


def reply(pk: int, *, by: Actor, at: datetime, text: str) -> Finding:
    """Say what the body has to say of a finding, once; late is still taken until it is closed.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    on = local_date(at)
    with acting_on(_audit_number(pk), *AFTER_THE_DRAW) as audit:
        finding = finding_of(audit, pk)
        if by.user is None or finding.sent_on is None:
            raise NotYourAudit
        if not _posts(by.user, on, REPLYING).filter(
            office__institution=finding.stratum.institution_id
        ):
            raise NotYourAudit
        if finding.replied_on or finding.closed_on:
            raise AuditMoved
        require_words(text=text)
        finding.reply, finding.replied_by, finding.replied_on = text.strip(), by.user, on
        finding.save(update_fields=["reply", "replied_by", "replied_on"])
        about = finding.stratum.code
        write(audit, StepKind.REPLIED, by=by.user, at=at, about=about, text=finding.reply)
    return finding


def check(
    number: str, pk: int, *, by: Actor, at: datetime, outcome: Outcome, note: str
) -> FollowUp:
    """Note what was seen of a recommendation that was sent.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, *AFTER_THE_DRAW) as audit:
        person = require_staff(by, on=on)
        finding = finding_of(audit, pk)
        if finding.sent_on is None or finding.closed_on:
            raise AuditMoved
        require_words(note=note)
        seen = FollowUp.objects.create(
            finding=finding, outcome=outcome, note=note.strip(), by=person, on=on
        )
        about, text = finding.stratum.code, f"{seen.get_outcome_display()}: {seen.note}"
        write(audit, StepKind.CHECKED, by=person, at=at, about=about, text=text)
    return seen


def close(number: str, pk: int, *, by: Actor, at: datetime) -> Finding:
    """Close a finding that somebody followed up; its last outcome stands.

    Raises NotYourAudit, AuditMoved, UnknownAudit.
    """
    on = local_date(at)
    with acting_on(number, *AFTER_THE_DRAW) as audit:
        director = require_director(by, on=on)
        finding = finding_of(audit, pk)
        if finding.closed_on or not finding.follow_ups.exists():
            raise AuditMoved
        finding.closed_on, finding.closed_by = on, director
        finding.save(update_fields=["closed_on", "closed_by"])
        about, text = finding.stratum.code, finding.text
        write(audit, StepKind.FINDING_CLOSED, by=director, at=at, about=about, text=text)
    return finding


def sent_to(user: User, *, on: date) -> QuerySet[Finding]:
    """Return what was sent to the institutions whose findings the person reads that day."""
    places = _posts(user, on, READING).values("office__institution")
    rows = Finding.objects.filter(stratum__institution__in=places, sent_on__isnull=False)
    return rows.exclude(stratum__audit__stage=AuditStage.CANCELLED).select_related(
        "stratum__audit", "stratum__institution", "replied_by"
    )


def reads_findings(user: User, *, on: date) -> bool:
    """Say whether the person works or leads at an institution that day."""
    return _posts(user, on, READING).exists()


def may_reply(user: User, finding: Finding, *, on: date) -> bool:
    """Say whether the person may reply to the finding now."""
    leading = _posts(user, on, REPLYING).filter(office__institution=finding.stratum.institution_id)
    return finding.replied_on is None and finding.closed_on is None and leading.exists()


def _posts(user: User, on: date, duties: tuple[Duty, ...]) -> QuerySet[Post]:
    return Post.objects.held_on(on).filter(holder=user, duty__in=duties)


def _stratum(audit: Audit, code: str) -> Stratum:
    try:
        return audit.strata.select_related("institution").get(code=code)
    except Stratum.DoesNotExist as error:
        raise UnknownAudit from error


def _audit_number(pk: int) -> str:
    found = Finding.objects.filter(pk=pk).values_list("stratum__audit__number", flat=True).first()
    if found is None:
        raise UnknownAudit
    return found
