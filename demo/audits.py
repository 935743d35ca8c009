"""Two audits, made by the acts: one published, with a finding fulfilled, and one being reviewed."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.actors import Actor
from accounts.models import User
from demo.moments import NOON, instant
from demo.people import DOMAIN
from law.audits import edition_named
from offices.models import Duty, Institution, Post
from oversight.audits import concluding, findings, reviewing, sampling
from oversight.audits.findings import NewFinding
from oversight.audits.models import Audit, Finding, Review
from oversight.audits.reviewing import Said
from oversight.audits.sampling import NewAudit
from oversight.audits.states import Covers, Outcome, Severity, Sizing
from requests_app.errors import Incomplete

BODIES = ("MOPC", "MEC", "MSPBS")
SAMPLE, DAYS_COVERED = 6, 60
PUBLISHED_AGO, REVIEWED_AGO = 150, 12
# Days between the steps of the published one.
TO_SEED, TO_SEND, TO_REPLY, TO_END = 6, 14, 20, 45
SEEDS = ("20418", "73915")
# Which items failed in every third request; the rest was as it should be.
FAILED = "bc"
HALF = 3


def fill(*, on: date) -> None:
    """Leave both audits as of `on`; once, however often it is run."""
    bodies = tuple(Institution.objects.filter(code__in=BODIES).order_by("code"))
    if Audit.objects.exists() or not bodies:
        return
    try:
        _published(bodies, start=on - timedelta(days=PUBLISHED_AGO))
        _reviewed(bodies, start=on - timedelta(days=REVIEWED_AGO))
    except Incomplete:
        # A small load may have no answers of those days.
        return


def _announced(bodies: tuple[Institution, ...], title: str, *, start: date) -> Audit:
    new = NewAudit(
        title=title,
        covers=Covers.ANSWERED,
        period_from=start - timedelta(days=DAYS_COVERED),
        period_to=start - timedelta(days=1),
        bodies=bodies,
        sizing=Sizing.FIXED,
        size=SAMPLE,
        least=1,
        seed_source="Primer premio de un sorteo público (ficticio)",
        seed_on=start + timedelta(days=TO_SEED),
    )
    return sampling.announce(new, by=_person("direccion"), at=instant(start, NOON))


def _published(bodies: tuple[Institution, ...], *, start: date) -> None:
    audit = _announced(bodies, "Cómo se notifica y en qué plazo", start=start)
    seed_day = start + timedelta(days=TO_SEED)
    director, auditor = _person("direccion"), _person("auditoria")
    seeded, sent, ended = (
        instant(start + timedelta(days=days), NOON) for days in (TO_SEED, TO_SEND, TO_END)
    )
    sampling.draw(audit.number, by=director, at=seeded, seed=SEEDS[0])
    reviews = list(_reviews(audit))
    for turn, review in enumerate(reviews):
        _review(audit, review, failed=turn % 3 == 0, finish=True, by=auditor, on=seed_day)
    code = reviews[0].stratum.code
    finding = findings.add(audit.number, code, _finding(reviews[0]), by=auditor, at=seeded)
    findings.send(audit.number, code, by=director, at=sent)
    _reply(finding, on=start + timedelta(days=TO_REPLY))
    outcome, note = Outcome.FULFILLED, "Las últimas diez respuestas llevan su constancia."
    findings.check(audit.number, finding.pk, by=auditor, at=ended, outcome=outcome, note=note)
    findings.close(audit.number, finding.pk, by=director, at=ended)
    concluding.conclude(
        audit.number,
        by=auditor,
        at=ended,
        conclusion="En general se responde lo que se pide. Falta dejar constancia de cómo se "
        "notifica, y responder antes del vencimiento.",
    )
    concluding.publish(audit.number, by=director, at=ended)


def _reviewed(bodies: tuple[Institution, ...], *, start: date) -> None:
    audit = _announced(bodies, "Respuestas del último bimestre", start=start)
    seeded = start + timedelta(days=TO_SEED)
    director, auditor = _person("direccion"), _person("auditoria")
    sampling.draw(audit.number, by=director, at=instant(seeded, NOON), seed=SEEDS[1])
    reviews = list(_reviews(audit))
    first = reviews[0].stratum.code
    for turn, review in enumerate(reviews):
        if review.stratum.code == first or turn % 2:
            finish = review.stratum.code == first
            _review(audit, review, failed=turn % 3 == 0, finish=finish, by=auditor, on=seeded)
    at = instant(seeded, NOON)
    findings.add(audit.number, first, _finding(reviews[0]), by=auditor, at=at)
    findings.send(audit.number, first, by=director, at=at)


def _reviews(audit: Audit) -> list[Review]:
    rows = Review.objects.filter(stratum__audit=audit)
    found = rows.select_related("stratum", "info_request").order_by("stratum__code", "place")
    # First those of the body whose people one can sign in as.
    return sorted(found, key=lambda one: one.stratum.code != BODIES[0])


def _review(
    audit: Audit, review: Review, *, failed: bool, finish: bool, by: Actor, on: date
) -> None:
    said = {item.letter: Said("yes", "") for item in edition_named(audit.edition).items}
    said |= {letter: Said("na", "") for letter in "deh"}
    if failed:
        said |= {letter: Said("no", "No consta en el expediente (ficticio).") for letter in FAILED}
    if not finish:
        said = {letter: said[letter] for letter in list(said)[:HALF]}
    number = review.info_request.number
    reviewing.save(audit.number, number, said, by=by, at=instant(on, NOON), finish=finish)


def _finding(review: Review) -> NewFinding:
    return NewFinding(
        severity=Severity.MEDIUM,
        text="No consta cómo se notificó la respuesta a quien pidió.",
        article="Decreto 4064/2015, art. 25",
        recommendation="Agregar al expediente la constancia de cada notificación.",
        days=20,
        requests=[review.info_request.number],
    )


def _reply(finding: Finding, *, on: date) -> None:
    leading = Post.objects.held_on(on).filter(
        office__institution=finding.stratum.institution, duty=Duty.HIGHEST_AUTHORITY
    )
    post = leading.select_related("holder").first()
    if post is not None:
        text = "Desde este mes cada respuesta lleva su constancia."
        by = Actor.official(post.holder)
        findings.reply(finding.pk, by=by, at=instant(on, NOON), text=text)


def _person(local_part: str) -> Actor:
    return Actor.official(User.objects.get(email=f"{local_part}@{DOMAIN}"))
