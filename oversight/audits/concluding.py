"""The end of an audit: one person concludes it, a director who is another publishes it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from accounts.actors import Actor
from offices.calendars import local_date
from oversight.audits.errors import SamePerson
from oversight.audits.journal import (
    acting_on,
    move,
    require_director,
    require_staff,
    require_words,
    write,
)
from oversight.audits.models import Audit, Finding, Review
from oversight.audits.states import AuditStage, StepKind
from requests_app.errors import Incomplete


def conclude(number: str, *, by: Actor, at: datetime, conclusion: str) -> Audit:
    """Write the conclusion once all was reviewed, sent, and replied to or left without a reply.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.REVIEWING) as audit:
        person = require_staff(by, on=on)
        require_words(conclusion=conclusion)
        if missing := missing_of(audit, on=on):
            raise Incomplete({"conclusion": missing})
        audit.conclusion = conclusion.strip()
        audit.concluded_by, audit.concluded_on = person, on
        move(audit, AuditStage.CONCLUDED)
        audit.save(update_fields=["conclusion", "concluded_by", "concluded_on", "stage"])
        write(audit, StepKind.CONCLUDED, by=person, at=at, text=audit.conclusion)
    return audit


def send_back(number: str, *, by: Actor, at: datetime, because: str) -> Audit:
    """Return a concluded audit to review, saying why.

    Raises NotYourAudit, AuditMoved, UnknownAudit, Incomplete.
    """
    with acting_on(number, AuditStage.CONCLUDED) as audit:
        director = require_director(by, on=local_date(at))
        require_words(because=because)
        move(audit, AuditStage.REVIEWING)
        audit.save(update_fields=["stage"])
        write(audit, StepKind.SENT_BACK, by=director, at=at, about=because.strip())
    return audit


def publish(number: str, *, by: Actor, at: datetime) -> Audit:
    """Publish results, findings and replies; whoever concluded it cannot.

    Raises NotYourAudit, SamePerson, AuditMoved, UnknownAudit.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.CONCLUDED) as audit:
        director = require_director(by, on=on)
        if audit.concluded_by_id == director.pk:
            raise SamePerson
        audit.published_by, audit.published_on = director, on
        move(audit, AuditStage.PUBLISHED)
        audit.save(update_fields=["published_by", "published_on", "stage"])
        write(audit, StepKind.PUBLISHED, by=director, at=at)
    return audit


def missing_of(audit: Audit, *, on: date) -> str:
    """Return what still stands in the way of concluding, in a sentence; empty if nothing."""
    findings = Finding.objects.filter(stratum__audit=audit, withdrawn_on=None)
    if Review.objects.filter(stratum__audit=audit, done_on=None).exists():
        return "Falta terminar la revisión de algún pedido."
    if findings.filter(sent_on=None).exists():
        return "Hay hallazgos sin enviar: envíelos o retírelos."
    if findings.filter(replied_on=None, reply_due_on__gte=on).exists():
        return "Corre el plazo de alguna institución para contestar."
    return ""


def waiting_count(*, on: date) -> int:
    """Return how many audits wait for a director that day: to be drawn or published."""
    to_draw = Q(stage=AuditStage.ANNOUNCED, seed_on__lte=on)
    return Audit.objects.filter(to_draw | Q(stage=AuditStage.CONCLUDED)).count()
