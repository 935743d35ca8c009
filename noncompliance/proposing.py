"""The acts that propose a file: by rule, once for the same facts, or by a person with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from law.articles import Article, Statute
from law.ladder import ladder_on
from law.terms import TermKind
from noncompliance import policies
from noncompliance.facts import Fact, Met, met_by
from noncompliance.journal import write_step
from noncompliance.models import FileCounter, FileRequest, NonComplianceFile
from noncompliance.states import Cause, StepKind
from offices.calendars import local_date
from offices.models import Institution
from requests_app.actions.base import one_transaction
from requests_app.errors import Incomplete
from requests_app.models import InformationRequest, Term

# A file about more than these is several files.
MOST_REQUESTS = 50
_BY_HAND = Article(Statute.ACCESS_DECREE)


def propose_by_rule(
    *, on: date, at: datetime, institutions: Collection[int] | None = None
) -> list[str]:
    """Propose a file for every rule that facts have met by `on`; return their numbers.

    Each carries the day on which its rule was met, however late this runs; run twice or by two
    workers it proposes once. One short transaction per institution; of all, unless `institutions`
    names some by key.
    """
    numbers: list[str] = []
    for key in met_by(on, institutions=institutions):
        numbers += _propose_for(key, on=on, at=at)
    return numbers


def propose_by_hand(
    institution: Institution, numbers: Sequence[str], *, by: Actor, at: datetime, reason: str
) -> NonComplianceFile:
    """Propose a file about some late requests of one institution, with the reasons.

    By anybody of the Directorate; another person opens it.
    Raises NotYourStep, Incomplete, which names the requests that are not of that institution or
    were not answered late.
    """
    on = local_date(at)
    user = policies.require_member(by, on=on)
    with one_transaction():
        facts, wrong = _facts_by_hand(institution, numbers, on=on)
        fields = {"requests": _wrong_words(numbers, wrong)} if wrong or not facts else {}
        if not reason.strip():
            fields["reason"] = _("Escriba por qué se propone el expediente.")
        if fields:
            raise Incomplete(fields)
        met = Met(Cause.BY_HAND, on, ladder_on(on).id, str(_BY_HAND), facts)
        return _write(institution, met, by=user, on=on, at=at, reason=reason.strip())


def _propose_for(key: int, *, on: date, at: datetime) -> list[str]:
    with one_transaction():
        # The institution's row is the lock under which its facts are read and taken.
        institution = Institution.objects.select_for_update(of=("self",)).get(pk=key)
        found = met_by(on, institutions=[key]).get(key, [])
        files = [_write(institution, met, by=None, on=on, at=at) for met in found]
    return [file.number for file in files]


def _write(
    institution: Institution,
    met: Met,
    *,
    by: User | None,
    on: date,
    at: datetime,
    reason: str = "",
) -> NonComplianceFile:
    file = NonComplianceFile.objects.create(
        number=f"INC-{on.year}-{FileCounter.take(on.year):04}",
        institution=institution,
        cause=met.cause,
        met_on=met.met_on,
        rule_set=met.rule_set,
        article=met.article,
        proposed_by=by,
        proposed_at=at,
        reason=reason,
    )
    FileRequest.objects.bulk_create(
        FileRequest(
            file=file,
            info_request_id=fact.info_request_id,
            fact=fact.fact,
            due_on=fact.due_on,
            act_on=fact.act_on,
        )
        for fact in met.facts
    )
    keys = [fact.info_request_id for fact in met.facts]
    named = InformationRequest.objects.filter(pk__in=keys).order_by("pk")
    write_step(
        file,
        StepKind.PROPOSED,
        by=by,
        on=met.met_on,
        at=at,
        cause=met.cause.value,
        institution=institution.code,
        requests=list(named.values_list("number", flat=True)),
        rule_set=met.rule_set,
        article=met.article,
        text=reason,
    )
    return file


def _facts_by_hand(
    institution: Institution, numbers: Iterable[str], *, on: date
) -> tuple[tuple[Fact, ...], list[str]]:
    """Return the facts of the requests that were late, and the numbers of the others."""
    asked = sorted({number.strip().upper() for number in numbers if number.strip()})
    terms = Term.objects.filter(
        kind=TermKind.ANSWER,
        replaced_by=None,
        info_request__number__in=asked[: MOST_REQUESTS + 1],
        institution=institution,
        info_request__tacitly_denied_on__isnull=False,
    )
    rows = dict(terms.values_list("info_request__number", "pk"))
    kept = terms.filter(due_on__lt=on).order_by("due_on", "pk")
    facts = tuple(
        Fact(info_request, "", due_on)
        for info_request, due_on in kept.values_list("info_request", "due_on")
    )
    return facts, [number for number in asked if number not in rows]


def _wrong_words(numbers: Sequence[str], wrong: Sequence[str]) -> str:
    if not wrong:
        return _("Indique al menos un pedido que la institución dejó vencer.")
    if len(numbers) > MOST_REQUESTS:
        return _("Indique como máximo %(most)s pedidos.") % {"most": MOST_REQUESTS}
    return _("No son pedidos que esta institución dejó vencer: %(numbers)s.") % {
        "numbers": ", ".join(wrong[:5])
    }
