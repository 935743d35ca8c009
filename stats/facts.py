"""What each counter counts: the definitions, as queries over requests and their terms.

The answer term in force stands for its request, which has exactly one. Three days rule all the
counting, and none of them can precede the presentation:

- `silent_on`: the day a tacit denial took effect. Silence denies by itself (Ley 5282/2014,
  art. 20), so a request answered or withdrawn after its due date was denied by silence even if
  the sweep had not yet declared it. It stays counted whatever comes later.
- `ended_on`: the first of silence, final answer and withdrawal: when the request stopped being
  pending. A tacit denial closes; the late answer after it does not close again.
- `answered_on`: the first answer or denial by resolution. What an appeal or a court gives later
  changes neither this day nor the first outcome.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth

from law.terms import TermKind
from look.figures.periods import month_after
from requests_app.models import Answer, Term
from requests_app.states import Outcome, Stage
from stats.models import DaysKind

FIRST = "info_request__first_institution"
# Who owed the answer: the body in whose hands the term ran, or ended. A successor that takes a
# request over when its term has ended inherits the work, and not the figures.
COMPETENT = "institution"


class DayAfter(Func):
    """The following day, as both databases write it. A term ends at 24:00 of its last day, so
    what its end brings about belongs to the next."""

    template = "(%(expressions)s + 1)"
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Return the SQL for SQLite, where a date is text."""
        template = "date(%(expressions)s, '+1 day')"
        return super().as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True, slots=True)
class Counting:
    """One grouped count: of which rows, for whom, by which day, into which columns."""

    rows: QuerySet[Any]
    institution: str
    day: str
    columns: Mapping[str, Any]
    keys: Mapping[str, Any]

    def grouped(self, bodies: Iterable[int] | None, months: Iterable[date] | None) -> QuerySet[Any]:
        """Return rows of body, first_day, keys and columns, in that order; of all by default."""
        rows = self.rows
        if months is not None:
            rows = rows.filter(_in_months(self.day, months))
        if bodies is not None:
            rows = rows.filter(**{f"{self.institution}_id__in": bodies})
        cells = rows.values(
            body=F(f"{self.institution}_id"), first_day=TruncMonth(self.day), **self.keys
        )
        counts = {f"n_{name}": count for name, count in self.columns.items()}
        grouped: QuerySet[Any] = cells.annotate(**counts).order_by()
        return grouped


def _in_months(day: str, months: Iterable[date]) -> Q:
    within = Q()
    for month in months:
        within |= Q(**{f"{day}__gte": month, f"{day}__lt": month_after(month)})
    return within


def with_days() -> QuerySet[Any]:
    """Return the answer term of every request, with its `silent_on` and its `ended_on`."""
    answered, withdrawn = F("info_request__answered_on"), F("info_request__withdrawn_on")
    after_due = Q(info_request__answered_on__gt=F("due_on")) | Q(
        info_request__withdrawn_on__gt=F("due_on")
    )
    silent_on = Case(
        When(
            info_request__tacitly_denied_on__isnull=False,
            then=F("info_request__tacitly_denied_on"),
        ),
        When(after_due, then=DayAfter(F("due_on"))),
        output_field=DateField(),
    )
    rows: QuerySet[Any] = Term.objects.filter(kind=TermKind.ANSWER, replaced_by=None)
    ended_on = Coalesce(silent_on, answered, withdrawn)
    return cast("QuerySet[Any]", rows.annotate(silent_on=silent_on, ended_on=ended_on))


def _not_withdrawn_in_time() -> Q:
    return Q(info_request__withdrawn_on=None) | Q(info_request__withdrawn_on__gt=F("due_on"))


def month_countings(*, on: date) -> list[Counting]:
    """Return every count of a `MonthCell`; a due date before `on` has passed.

    Each fills columns of its own and leaves the others alone.
    """
    return [_received(), _closed(), _due(on), _silences(), _outcomes()]


def _received() -> Counting:
    """Requests presented, at the institution first asked."""
    rows = Term.objects.filter(kind=TermKind.ANSWER, replaced_by=None)
    return Counting(rows, FIRST, "info_request__presented_on", {"received": Count("pk")}, {})


def _closed() -> Counting:
    """Requests that stopped being pending, at the institution first asked."""
    withdrawn = Q(info_request__withdrawn_on__isnull=False, silent_on=None)
    columns = {"closed": Count("pk"), "withdrawn": Count("pk", filter=withdrawn)}
    return Counting(with_days().exclude(ended_on=None), FIRST, "ended_on", columns, {})


def _due(on: date) -> Counting:
    """Due dates that have passed and, of them, those answered or denied in time.

    A request withdrawn in time is left out; one still open counts against.
    """
    rows = with_days().filter(_not_withdrawn_in_time(), due_on__lt=on)
    in_term = Q(info_request__answered_on__lte=F("due_on"))
    columns = {"due": Count("pk"), "in_term": Count("pk", filter=in_term)}
    return Counting(rows, COMPETENT, "due_on", columns, {})


def _silences() -> Counting:
    """Tacit denials by the month they took effect, and those that nothing followed so far."""
    unanswered = Q(info_request__stage=Stage.TACITLY_DENIED)
    columns = {"tacit_denials": Count("pk"), "unanswered": Count("pk", filter=unanswered)}
    return Counting(with_days().exclude(silent_on=None), COMPETENT, "silent_on", columns, {})


def _outcomes() -> Counting:
    """First final outcomes, by the month of the answer."""
    earlier = Answer.objects.filter(info_request=OuterRef("info_request"), pk__lt=OuterRef("pk"))
    rows = Answer.objects.filter(
        ~Exists(earlier),
        info_request__answered_on__isnull=False,
        info_request__terms__kind=TermKind.ANSWER,
        info_request__terms__replaced_by=None,
    ).annotate(owed_by_id=F("info_request__terms__institution_id"))
    columns = {choice.value: Count("pk", filter=Q(outcome=choice)) for choice in Outcome}
    return Counting(rows, "owed_by", "info_request__answered_on", columns, {})


def histogram_countings() -> list[Counting]:
    """Return the counts of `HistogramCell`: days to the first answer, and days late."""
    rows = Term.objects.filter(
        kind=TermKind.ANSWER, replaced_by=None, info_request__answered_on__isnull=False
    )
    return [
        _days(rows.filter(info_request__response_days__isnull=False), "response_days"),
        _days(rows.filter(info_request__late_days__gt=0), "late_days"),
    ]


def _days(rows: QuerySet[Term], column: str) -> Counting:
    kind = DaysKind.RESPONSE if column == "response_days" else DaysKind.LATE
    keys = {"of_kind": Value(kind.value), "days": F(f"info_request__{column}")}
    return Counting(rows, COMPETENT, "info_request__answered_on", {"count": Count("pk")}, keys)
