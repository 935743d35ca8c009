"""Announcing an audit, with its population frozen, and drawing its sample once the seed is known.

Nobody can choose the sample: the list of requests, the sizes and the source of the seed are
published first, and the seed is a public fact of a later day (docs/decisions/audit-samples.md).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from accounts.actors import Actor
from accounts.models import User
from law.audits import edition_on
from offices.calendars import local_date
from offices.models import Duty, Institution, Post
from oversight.audits import redraw
from oversight.audits.journal import acting_on, move, require_director, write
from oversight.audits.models import Audit, Review, Stratum
from oversight.audits.states import AuditStage, Covers, Sizing, StepKind
from requests_app.actions.base import one_transaction
from requests_app.errors import Incomplete
from requests_app.models import InformationRequest

# More than a few people can read; a greater one is a mistake of whoever typed it.
LARGEST_SAMPLE = 1000
FEWEST_DIGITS, MOST_DIGITS = 4, 64
HEADERS = ("institucion", "pedido")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAudit:
    """What is announced; no `bodies` means all. `size` is of each body, or of all together."""

    title: str
    covers: Covers
    period_from: date
    period_to: date
    bodies: tuple[Institution, ...]
    sizing: Sizing
    size: int
    least: int
    seed_source: str
    seed_on: date


class Size(NamedTuple):
    """How many requests a body has in the population, and how many of them are drawn."""

    code: str
    size: int
    sample: int


@dataclass(frozen=True, slots=True)
class Population:
    """The requests of an audit by body: the file that is published, and the sizes."""

    file: str
    sizes: Sequence[Size]

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.file.encode()).hexdigest()

    @property
    def size(self) -> int:
        """How many requests there are."""
        return sum(one.size for one in self.sizes)

    @property
    def sample(self) -> int:
        """How many are drawn."""
        return sum(one.sample for one in self.sizes)


def population_of(new: NewAudit) -> Population:
    """Return the population an audit would have, in order of body and number. One query."""
    day = "answered_on" if new.covers == Covers.ANSWERED else "tacitly_denied_on"
    rows = InformationRequest.objects.filter(**{f"{day}__range": (new.period_from, new.period_to)})
    if new.bodies:
        rows = rows.filter(institution__in=new.bodies)
    found = sorted(rows.values_list("institution__code", "number"))
    file = io.StringIO()
    written = csv.writer(file, lineterminator="\n")
    written.writerow(HEADERS)
    written.writerows(found)
    counted = Counter(code for code, _number in found)
    sizes = [Size(code, size, _sample(new, size, len(found))) for code, size in counted.items()]
    return Population(file.getvalue(), sizes)


def announce(new: NewAudit, *, by: Actor, at: datetime) -> Audit:
    """Freeze the population and publish it with the sizes and the source of the seed.

    Raises NotYourAudit, Incomplete.
    """
    on = local_date(at)
    with one_transaction():
        director = require_director(by, on=on)
        population = population_of(new)
        _check(new, population, on=on)
        _refuse_twice(new, population, on=on)
        audit = Audit.objects.create(
            number=_next_number(on.year),
            title=new.title,
            covers=new.covers,
            period_from=new.period_from,
            period_to=new.period_to,
            sizing=new.sizing,
            size=new.size,
            least=new.least,
            edition=edition_on(on).id,
            population=population.file,
            digest=population.digest,
            seed_source=new.seed_source,
            seed_on=new.seed_on,
            announced_by=director,
            announced_on=on,
        )
        codes = [one.code for one in population.sizes]
        places = Institution.objects.in_bulk(codes, field_name="code")
        Stratum.objects.bulk_create(
            Stratum(
                audit=audit,
                institution=places[one.code],
                code=one.code,
                size=one.size,
                sample=one.sample,
            )
            for one in population.sizes
        )
        write(audit, StepKind.ANNOUNCED, by=director, at=at, about=audit.digest)
    return audit


def draw(number: str, *, by: Actor, at: datetime, seed: str) -> Audit:
    """Draw the sample with the digits of the seed's source, and share it among the auditors.

    Everything but digits is left out, so that how a source writes them changes nothing.
    Raises NotYourAudit, AuditMoved, Incomplete, UnknownAudit.
    """
    on = local_date(at)
    with acting_on(number, AuditStage.ANNOUNCED) as audit:
        director = require_director(by, on=on)
        if on < audit.seed_on:
            raise Incomplete({"seed": "El día de la semilla todavía no llegó."})
        audit.seed = digits_of(seed)
        if not FEWEST_DIGITS <= len(audit.seed) <= MOST_DIGITS:
            raise Incomplete(
                {"seed": f"La semilla lleva de {FEWEST_DIGITS} a {MOST_DIGITS} cifras."}
            )
        audit.drawn_by, audit.drawn_on = director, on
        move(audit, AuditStage.REVIEWING)
        audit.save(update_fields=["seed", "drawn_by", "drawn_on", "stage"])
        _take(audit, on=on)
        write(audit, StepKind.DRAWN, by=director, at=at, about=audit.seed)
    return audit


def cancel(number: str, *, by: Actor, at: datetime, because: str) -> Audit:
    """Give the audit up, for everybody to see; it stays published with the reason.

    Raises NotYourAudit, AuditMoved, Incomplete, UnknownAudit.
    """
    with acting_on(number, AuditStage.ANNOUNCED, AuditStage.REVIEWING) as audit:
        director = require_director(by, on=local_date(at))
        if not because.strip():
            raise Incomplete({"because": "Escriba por qué se anula: se publica."})
        audit.cancelled_because = because.strip()
        move(audit, AuditStage.CANCELLED)
        audit.save(update_fields=["cancelled_because", "stage"])
        write(audit, StepKind.CANCELLED, by=director, at=at, about=audit.cancelled_because)
    return audit


def digits_of(seed: str) -> str:
    """Return the digits of a seed, in their order."""
    return "".join(sign for sign in seed if sign.isascii() and sign.isdecimal())


def _sample(new: NewAudit, size: int, total: int) -> int:
    wanted = new.size
    if new.sizing == Sizing.PROPORTIONAL:
        # Rounded up, so that the same numbers give the same sizes everywhere.
        wanted = max(-(-new.size * size // total), new.least)
    return min(wanted, size)


def _check(new: NewAudit, population: Population, *, on: date) -> None:
    wrong = {
        "period_from": "El período empieza después de terminar."
        if new.period_from > new.period_to
        else "",
        "period_to": "El período tiene que haber terminado: elija un día anterior a hoy."
        if new.period_to >= on
        else "",
        "seed_on": "La semilla tiene que ser de un día que todavía no llegó."
        if new.seed_on <= on
        else "",
        "size": f"Se sortearían {population.sample}: son más de {LARGEST_SAMPLE}."
        if population.sample > LARGEST_SAMPLE
        else "",
    }
    if not any(wrong.values()) and not population.size:
        wrong["covers"] = "No hay ningún pedido así en ese período."
    if found := {name: text for name, text in wrong.items() if text}:
        raise Incomplete(found)


def _refuse_twice(new: NewAudit, population: Population, *, on: date) -> None:
    """Refuse what the same form announced a moment ago: what is public cannot be taken back."""
    same = Audit.objects.filter(
        announced_on=on,
        title=new.title,
        digest=population.digest,
        sizing=new.sizing,
        size=new.size,
        least=new.least,
    )
    if same.exclude(stage=AuditStage.CANCELLED).exists():
        raise Incomplete({"title": "Hoy ya se anunció esta misma auditoría."})


def _next_number(year: int) -> str:
    """Return the next number of the year; none is ever deleted, and none can be given twice."""
    return f"{year}-{Audit.objects.filter(announced_on__year=year).count() + 1}"


def _take(audit: Audit, *, on: date) -> None:
    listed = redraw.strata(audit.population.encode())
    strata = {one.code: one for one in audit.strata.all()}
    drawn = [
        (strata[code], place, number)
        for code, numbers in listed.items()
        for place, number in enumerate(
            redraw.draw(audit.number, audit.seed, numbers, strata[code].sample), start=1
        )
    ]
    auditors = _auditors(on)
    keys = dict(
        InformationRequest.objects.filter(
            number__in=[number for _stratum, _place, number in drawn]
        ).values_list("number", "pk")
    )
    Review.objects.bulk_create(
        Review(
            stratum=stratum,
            info_request_id=keys[number],
            place=place,
            auditor=auditors[turn % len(auditors)] if auditors else None,
        )
        for turn, (stratum, place, number) in enumerate(drawn)
    )


def _auditors(on: date) -> list[User]:
    posts = Post.objects.held_on(on).filter(duty=Duty.AUDITOR)
    return list(User.objects.filter(pk__in=posts.values("holder")).order_by("pk"))
