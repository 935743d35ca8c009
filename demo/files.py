"""Non-compliance files of the demonstration: proposed by rule, one notified, one closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from accounts.actors import Actor
from accounts.models import User
from demo.moments import NOON, instant
from demo.people import DOMAIN
from demo.roster import WORKED_BY_DEMO_USERS
from noncompliance import deciding, ending, hearing
from noncompliance.ending import Result
from noncompliance.models import FileMail, NonComplianceFile
from noncompliance.proposing import propose_by_rule
from noncompliance.states import Cause, FileStage, MailState, Outcome
from noncompliance.words import first_words
from offices.models import Duty, Institution, Post

_TRIED = "MOPC"
_FIRST_LOOK = timedelta(days=30)
_WHY = "Tres pedidos sin respuesta en menos de doce meses."
_SAID = (
    "La oficina estuvo sin encargada durante el traslado del archivo. Los tres pedidos se "
    "responden esta semana y la jefatura revisa cada lunes los plazos que vencen."
)


def fill(*, on: date) -> None:
    """Let the rules propose, and follow two of the files for some weeks; once, however often."""
    if NonComplianceFile.objects.exclude(stage=FileStage.PROPOSED).exists():
        return
    first = on - _FIRST_LOOK
    # The worker looks at the others within the hour.
    shown = Institution.objects.filter(code__in=WORKED_BY_DEMO_USERS)
    keys = set(shown.values_list("pk", flat=True))
    propose_by_rule(on=first, at=instant(first, NOON), institutions=keys)
    tried, other = _first_of(tried=True), _first_of(tried=False)
    if other is not None:
        _close(other, begun_on=first + timedelta(days=3))
    if tried is not None:
        _hear(tried, begun_on=on - timedelta(days=8))
    propose_by_rule(on=on, at=instant(on, NOON), institutions=keys)
    # Nobody is mailed about a fiction: what was to be said reads as said.
    for mail in FileMail.objects.filter(state=MailState.PENDING):
        mail.state, mail.sent_at = MailState.SENT, mail.created_at
        mail.save(update_fields=["state", "sent_at"])


def _first_of(*, tried: bool) -> NonComplianceFile | None:
    files = NonComplianceFile.objects.filter(cause=Cause.TACIT_DENIALS).order_by("pk")
    chosen = files.filter if tried else files.exclude
    return chosen(institution__code=_TRIED).first()


def _hear(file: NonComplianceFile, *, begun_on: date) -> None:
    """Open and notify a file, and let the institution speak some days later."""
    director = _named("direccion")
    deciding.open_file(file.number, by=director, at=_noon(begun_on), text=_WHY)
    _notify(file, by=director, at=_noon(begun_on + timedelta(days=1)))
    authority = Post.objects.filter(
        office__institution=file.institution, duty=Duty.HIGHEST_AUTHORITY
    ).select_related("holder")
    hearing.reply(
        file.number,
        by=Actor.official(authority[0].holder),
        at=_noon(begun_on + timedelta(days=6)),
        text=_SAID,
    )


def _close(file: NonComplianceFile, *, begun_on: date) -> None:
    """Take a file to its end: heard, archived by its authority and closed, with four eyes."""
    _hear(file, begun_on=begun_on)
    auditor, director = _named("auditoria"), _named("direccion")
    archived_on = begun_on + timedelta(days=9)
    result = Result(
        outcome=Outcome.ARCHIVED,
        outcome_on=archived_on,
        authority="Máxima autoridad de la institución (ficticio)",
        instrument="Resolución 00/0000 (ficticia)",
        text="Los pedidos fueron respondidos y la oficina tiene una nueva encargada.",
    )
    at = _noon(archived_on)
    step = ending.prepare_outcome(file.number, by=auditor, at=at, result=result)
    ending.confirm(file.number, by=director, at=at, step=step.pk)
    at = _noon(archived_on + timedelta(days=1))
    step = ending.prepare_closing(file.number, by=auditor, at=at, text="No queda nada por seguir.")
    ending.confirm(file.number, by=director, at=at, step=step.pk)


def _notify(file: NonComplianceFile, *, by: Actor, at: datetime) -> None:
    deciding.notify(file.number, by=by, at=at, text=first_words(file))


def _named(name: str) -> Actor:
    return Actor.official(User.objects.get(email=f"{name}@{DOMAIN}"))


def _noon(day: date) -> datetime:
    return instant(day, NOON)
