"""The rule sets as they stand: those of the law's own code, those approved since, each rule marked
as confirmed while somebody competent stands behind it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from law.articles import Article
from law.editions import EDITIONS
from law.rule_set import Rule, RuleSet
from rulebook.models import ChangedRule, Confirmation, RuleSetChange


class UnknownEdition(LookupError):
    """A rule set rests on an edition that this program no longer has."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Every edition, oldest first, and when anything was last decided about one."""

    editions: tuple[RuleSet, ...]
    decided_at: datetime | None


AS_SHIPPED = Standing(EDITIONS, None)


@dataclass(frozen=True, slots=True)
class NewRule:
    """What a rule of a new set says: `name` is its field in the law's rule set."""

    name: str
    value: int
    statute: str
    number: str
    reading: str


def read(known_at: datetime | None = None) -> Standing:
    """Return what stands or, with `known_at`, what stood at that instant; three queries.

    Raises UnknownEdition.
    """
    changes, stated = RuleSetChange.objects.approved(), Confirmation.objects.approved()
    if known_at is not None:
        changes = changes.filter(decided_at__lte=known_at)
        stated = stated.filter(decided_at__lte=known_at)
    rows = list(changes.order_by("pk"))
    marks = list(stated.values_list("pk", "withdraws_id", "fingerprint", "decided_at"))
    instants = [row.decided_at for row in rows if row.decided_at] + [row[3] for row in marks]
    ended = {withdraws for _pk, withdraws, *_rest in marks}
    confirmed = {
        seal for pk, withdraws, seal, _at in marks if withdraws is None and pk not in ended
    }
    known = tuple(_marked(edition, confirmed) for edition in _editions(rows))
    return Standing(known, max(instants, default=None))


def newest() -> RuleSet:
    """Return the last edition, in force or to come, as it stands; what a new set is written on."""
    return read().editions[-1]


def after(
    base: RuleSet, rules: Iterable[NewRule], *, edition_id: str, in_force_from: date
) -> RuleSet:
    """Return the edition that follows `base` with those rules; what changes waits for counsel."""
    before = base.by_name
    changed = {
        rule.name: replace(
            before[rule.name],
            value=rule.value,
            article=Article(rule.statute, rule.number),
            reading=rule.reading,
            verified=False,
        )
        for rule in rules
    }
    return replace(base, id=edition_id, in_force_from=in_force_from, **changed)


def fingerprint_of(rule: Rule) -> str:
    """Return the SHA-256 of all a confirmation stands behind: number, citation and reading."""
    cited = [str(article) for article in (rule.article, *rule.also)]
    said = [rule.id, rule.value, rule.unit.value, cited, rule.reading]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def rules_of(change: RuleSetChange) -> list[NewRule]:
    """Return what a stored set changes."""
    return [_new(row) for row in change.rules.all()]


def _editions(rows: Sequence[RuleSetChange]) -> list[RuleSet]:
    """Return the shipped editions and those of the approved rows that nobody withdrew."""
    known = {edition.id: edition for edition in EDITIONS}
    withdrawn = {row.withdraws_id for row in rows}
    standing = [row for row in rows if row.in_force_from and row.pk not in withdrawn]
    by_change: dict[int, list[NewRule]] = {row.pk: [] for row in standing}
    for changed in ChangedRule.objects.filter(change__in=standing) if standing else ():
        by_change[changed.change_id].append(_new(changed))
    for row in standing:
        if row.base not in known:
            raise UnknownEdition(row.base)
        known[row.edition_id] = after(
            known[row.base],
            by_change[row.pk],
            edition_id=row.edition_id,
            in_force_from=row.in_force_from or date.max,
        )
    return sorted(known.values(), key=lambda edition: edition.in_force_from)


def _marked(edition: RuleSet, confirmed: set[str]) -> RuleSet:
    """Return the edition with its confirmed rules as verified; itself when there are none."""
    names = {
        name: replace(rule, verified=True)
        for name, rule in edition.by_name.items()
        if not rule.verified and confirmed and fingerprint_of(rule) in confirmed
    }
    return replace(edition, **names) if names else edition  # type: ignore[arg-type]


def _new(row: ChangedRule) -> NewRule:
    return NewRule(row.rule, row.value, row.statute, row.number, row.reading)
