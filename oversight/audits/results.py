"""What the reviews of a sample say of each body, item by item, with the interval of a sample.

Bodies are not added into one rate: a sample with as many of each body is none of the country
(docs/decisions/audit-samples.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from law.audits import ChecklistItem, edition_named
from look.figures.measures import wilson
from look.figures.tables import Cell, Table, words_cell
from look.templatetags.look import number
from oversight.audits.models import Audit, ReviewAnswer, Stratum
from oversight.audits.states import Verdict


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item at one body: how many yes, no, doubtful and not applying."""

    item: ChecklistItem
    yes: int
    no: int
    doubt: int
    not_applying: int
    # Whether the whole population of the body was reviewed, so that nothing is estimated.
    is_all: bool

    @property
    def whole(self) -> int:
        """How many answers say yes or no."""
        return self.yes + self.no

    @property
    def interval(self) -> tuple[float, float] | None:
        """Per cent between which the body's rate lies with 95 % confidence; None for all or
        nothing reviewed."""
        return None if self.is_all or not self.whole else wilson(self.yes, self.whole)

    @property
    def interval_words(self) -> str:
        """The interval as it is read."""
        if self.interval is None:
            return _("se revisaron todos") if self.is_all and self.whole else "–"
        low, high = self.interval
        said = _("entre %(low)s y %(high)s de cada 100")
        return said % {"low": number(round(low)), "high": number(round(high))}


@dataclass(frozen=True, slots=True)
class BodyResult:
    """What was found at one body."""

    stratum: Stratum
    items: Sequence[ItemResult]


def results_of(audit: Audit) -> list[BodyResult]:
    """Return each body's results from finished reviews. Two queries."""
    finished = ReviewAnswer.objects.filter(
        review__stratum__audit=audit, review__done_on__isnull=False
    )
    counted: Counter[tuple[int, str, str]] = Counter()
    grouped = finished.values_list("review__stratum", "letter", "verdict").annotate(n=Count("pk"))
    for stratum_id, letter, verdict, count in grouped.order_by():
        counted[stratum_id, letter, verdict] = count
    edition = edition_named(audit.edition)
    return [
        BodyResult(stratum, [_item(counted, stratum, item) for item in edition.items])
        for stratum in audit.strata.select_related("institution")
    ]


def table_of(audit: Audit) -> Table:
    """Return the results as a table to take away: a row for each body and item."""
    headers = (
        _("Institución"),
        _("Ítem"),
        _("Artículo"),
        _("Pedidos del período"),
        _("Revisados"),
        _("Sí"),
        _("No"),
        _("Con dudas"),
        _("No corresponde"),
        _("Desde (%)"),
        _("Hasta (%)"),
    )
    rows = [_row(body.stratum, result) for body in results_of(audit) for result in body.items]
    return Table("auditoria", _("Resultados de la auditoría"), headers, rows)


def _item(
    counted: Counter[tuple[int, str, str]], stratum: Stratum, item: ChecklistItem
) -> ItemResult:
    def count(verdict: Verdict) -> int:
        return counted[stratum.pk, item.letter, verdict]

    return ItemResult(
        item,
        yes=count(Verdict.YES),
        no=count(Verdict.NO),
        doubt=count(Verdict.DOUBT),
        not_applying=count(Verdict.DOES_NOT_APPLY),
        is_all=stratum.sample == stratum.size,
    )


def _row(stratum: Stratum, result: ItemResult) -> list[Cell]:
    counts = (
        stratum.size,
        stratum.sample,
        result.yes,
        result.no,
        result.doubt,
        result.not_applying,
    )
    ends = [round(end, 1) for end in result.interval] if result.interval else [None, None]
    return [
        words_cell(stratum.institution.name),
        words_cell(result.item.question),
        words_cell(str(result.item.article)),
        *(Cell(str(value), value) for value in counts),
        *(Cell("" if end is None else str(end), end) for end in ends),
    ]
