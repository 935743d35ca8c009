"""The figures of one month: counted from its requests, and again by the database to be sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.module_loading import import_string

from offices.models import Institution
from reports.dataset import RESULTS, within
from reports.recompute import STATE, Figures
from requests_app.models import Escalation, InformationRequest, ReasonedResolution
from requests_app.models.escalation import EscalationKind
from requests_app.states import Channel, Language
from stats.facts import Counting, histogram_countings, month_countings
from stats.models import DaysKind, HistogramCell, MonthCell

# What `stats` calls what the public file calls otherwise.
NAMES = {
    "received": "recibidos",
    "closed": "cerrados",
    "withdrawn": "retirados",
    "due": "vencidos",
    "in_term": "a_tiempo",
    "tacit_denials": "silencios",
    "unanswered": "silencios_sin_respuesta",
    **{outcome.value: name for outcome, name in RESULTS.items()},
}
DAYS = {DaysKind.RESPONSE.value: "respuesta_dias", DaysKind.LATE.value: "atraso_dias"}
# Counted twice, by this room and by the database: every counter and histogram of `stats`.
CONTROLLED = (*NAMES.values(), *DAYS.values())
# Told by institution and month only, because what they count has no public page.
REGISTERED = (
    "llamados_de_atencion",
    "observaciones",
    "advertencias_respondidas",
    "denegados_por_reserva",
    "denegados_por_otro_motivo",
)


def control_of(month: date, *, on: date) -> Figures:
    """Return the month as the database counts it, by the definitions of `stats.facts`.

    Due dates before `on` have passed. Seven grouped queries.
    """
    codes = dict(Institution.objects.values_list("pk", "code"))
    figures: Figures = {STATE: Counter()}
    for counting in (*month_countings(on=on), *histogram_countings()):
        for row in counting.grouped(None, [month]).values():
            _add(figures, codes[row["body"]], _counts(row, counting))
    return figures


def registered_in(month: date) -> Figures:
    """Return what is counted of acts that no public page shows, by institution.

    Three queries, and those of the rooms that settings name, which count for the State alone.
    """
    figures: Figures = {STATE: Counter()}
    for counted in map(import_string, settings.REPORT_COUNTS):
        figures[STATE].update(+Counter(counted(month)))
    escalations = Escalation.objects.sent()
    rows = escalations.filter(within("decided_on", month)).values_list("institution__code", "kind")
    for code, kind, count in rows.annotate(n=Count("pk")).order_by():
        is_warning = kind == EscalationKind.WARNING
        _add(figures, code, {"llamados_de_atencion" if is_warning else "observaciones": count})
    answered = escalations.filter(within("answered_on", month)).values_list("institution__code")
    for code, count in answered.annotate(n=Count("pk")).order_by():
        _add(figures, code, {"advertencias_respondidas": count})
    denials = ReasonedResolution.objects.filter(within("answer__answered_on", month))
    for code, law in denials.values_list("answer__institution__code", "reserve_law").order_by():
        _add(figures, code, {f"denegados_por_{'reserva' if law else 'otro_motivo'}": 1})
    return figures


def traits_of(month: date) -> dict[str, dict[str, int]]:
    """Return how many requests came by each channel and in each language, of the whole State."""
    received = InformationRequest.objects.filter(within("presented_on", month))
    return {
        name: dict(received.values_list(name).annotate(n=Count("pk")).order_by())
        for name in ("channel", "language")
    }


def cells_of(month: date) -> Figures:
    """Return the month as the public pages of figures have it now, from the counted cells."""
    fields = ("institution__code", *MonthCell.COUNTERS)
    figures: Figures = {STATE: Counter()}
    cells = MonthCell.objects.of_institutions()
    for code, *counts in cells.filter(month=month).values_list(*fields):
        named = zip(MonthCell.COUNTERS, counts, strict=True)
        _add(figures, code, {NAMES[name]: count for name, count in named})
    bars = HistogramCell.objects.of_institutions().filter(month=month)
    for code, kind, days, count in bars.values_list(
        "institution__code", "kind", "business_days", "count"
    ):
        _add(figures, code, {f"{DAYS[kind]}.{days}": count})
    for code, received, closed in _before(month):
        _add(figures, code, {"pendientes_al_empezar": received - closed})
    for keys in figures.values():
        came = keys["pendientes_al_empezar"] + keys["recibidos"]
        keys["pendientes_al_terminar"] = came - keys["cerrados"]
    return {code: +keys for code, keys in figures.items() if +keys or code == STATE}


def plus(*parts: Mapping[str, Mapping[str, int]]) -> Figures:
    """Return the sum of several figures, institution by institution."""
    total: Figures = {}
    for figures in parts:
        for code, keys in figures.items():
            total.setdefault(code, Counter()).update(keys)
    return total


def hide_few(
    counts: Mapping[str, int], names: Iterable[str], *, fewest: int
) -> dict[str, int | None]:
    """Return each name's count, None where so few could point at a person.

    The total would tell a single hidden figure, or that of few together: the next smallest go
    with them until what is hidden adds up to `fewest` or more.
    """
    shown = {name: counts.get(name, 0) for name in names}
    by_size = sorted((name for name in shown if shown[name]), key=lambda name: shown[name])
    hidden = [name for name in by_size if shown[name] < fewest]
    for name in by_size[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(shown[few] for few in hidden) >= fewest):
            break
        hidden.append(name)
    return {name: None if name in hidden else count for name, count in shown.items()}


CHANNELS, LANGUAGES = tuple(Channel.values), tuple(Language.values)


def last_day_of(after: date) -> date:
    """Return the last day of the month that ends when the month `after` begins."""
    return after - timedelta(days=1)


def _before(month: date) -> Iterable[tuple[str, int, int]]:
    rows = MonthCell.objects.of_institutions().filter(month__lt=month)
    sums = rows.values_list("institution__code").annotate(came=Sum("received"), left=Sum("closed"))
    return list(sums.order_by())


def _counts(row: Mapping[str, Any], counting: Counting) -> dict[str, int]:
    if "days" in row:
        return {f"{DAYS[row['of_kind']]}.{row['days']}": row["n_count"]}
    return {NAMES[name]: row[f"n_{name}"] for name in counting.columns}


def _add(figures: Figures, code: str, counts: Mapping[str, int]) -> None:
    for key, count in counts.items():
        if count:
            figures.setdefault(code, Counter())[key] += count
            figures[STATE][key] += count
