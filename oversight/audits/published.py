"""What anybody reads of an audit: an allow-list, filled field by field, never a model.

From the announcement: the population, the sizes, the seed and the sample. Only once it is
published: results, findings and replies. Never who wrote or reviewed, nor a request's text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oversight.audits import redraw
from oversight.audits.models import Audit, Finding, Stratum
from oversight.audits.results import BodyResult, results_of
from oversight.audits.states import AuditStage


@dataclass(frozen=True, slots=True)
class PublicFollowUp:
    """What was seen of a recommendation, and when."""

    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class PublicFinding:
    """A finding that was sent, in the Directorate's words, with the body's own."""

    severity: str
    text: str
    article: str
    recommendation: str
    requests: Sequence[str]
    sent_on: date | None
    due_on: date | None
    reply: str
    replied_on: date | None
    follow_ups: Sequence[PublicFollowUp]
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class PublicBody:
    """One body: its sizes, the sample and, once published, its results and findings."""

    name: str
    code: str
    size: int
    sample: int
    drawn: Sequence[str]
    result: BodyResult | None
    findings: Sequence[PublicFinding]


def bodies_of(audit: Audit) -> list[PublicBody]:
    """Return what is public of each body today. A fixed number of queries."""
    is_out = audit.stage == AuditStage.PUBLISHED
    strata = list(audit.strata.select_related("institution"))
    results = {one.stratum.pk: one for one in results_of(audit)} if is_out else {}
    found = _findings(audit) if is_out else {}
    drawn = drawn_of(audit, strata)
    return [
        PublicBody(
            name=one.institution.name,
            code=one.code,
            size=one.size,
            sample=one.sample,
            drawn=drawn.get(one.code, []),
            result=results.get(one.pk),
            findings=found.get(one.pk, []),
        )
        for one in strata
    ]


def drawn_of(audit: Audit, strata: Sequence[Stratum]) -> dict[str, list[str]]:
    """Return the sample by body, in the order of the draw; nothing before it is drawn."""
    if not audit.seed:
        return {}
    listed = redraw.strata(audit.population.encode())
    return {
        one.code: redraw.draw(audit.number, audit.seed, listed[one.code], one.sample)
        for one in strata
    }


def draw_file(audit: Audit) -> str:
    """Return the draw as the program that repeats it reads it, in JSON."""
    strata = list(audit.strata.all())
    told = {
        "auditoria": audit.number,
        "anunciada": audit.announced_on.isoformat(),
        "huella": audit.digest,
        "fuente": audit.seed_source,
        "dia_de_la_semilla": audit.seed_on.isoformat(),
        "semilla": audit.seed,
        "tamanos": {one.code: one.sample for one in strata},
        "muestra": drawn_of(audit, strata),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _findings(audit: Audit) -> dict[int, list[PublicFinding]]:
    rows = Finding.objects.filter(stratum__audit=audit, sent_on__isnull=False)
    found: dict[int, list[PublicFinding]] = {}
    for row in rows.prefetch_related("reviews__info_request", "follow_ups"):
        found.setdefault(row.stratum_id, []).append(_public(row))
    return found


def _public(row: Finding) -> PublicFinding:
    return PublicFinding(
        severity=row.get_severity_display(),
        text=row.text,
        article=row.article,
        recommendation=row.recommendation,
        requests=sorted(review.info_request.number for review in row.reviews.all()),
        sent_on=row.sent_on,
        due_on=row.due_on,
        reply=row.reply,
        replied_on=row.replied_on,
        follow_ups=[
            PublicFollowUp(one.get_outcome_display(), one.on) for one in row.follow_ups.all()
        ],
        closed_on=row.closed_on,
    )
