"""One period of one scope, ready to be shown: sentences, charts, tables, and their cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from law.rules import rules_on
from look.figures import charts
from look.figures.charts import Bar, Chart
from look.figures.measures import Share
from look.figures.periods import Period
from look.figures.tables import Table, percent
from look.templatetags.look import number
from stats import tables
from stats.figures import EVERYBODY, Figures, Scope, cut_off, figures
from stats.league import by_institution
from stats.measures import CutOff
from stats.wording import sentences


@dataclass(frozen=True, slots=True)
class Panel:
    """A table, with the chart of the same figures where there is one."""

    table: Table
    charts: tuple[SafeString, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a page of figures shows. `about` names the figures in every file taken from it."""

    period: Period
    scope_in_words: str
    cut_off: CutOff
    figures: Figures
    sentences: list[str]
    panels: dict[str, Panel]
    term_days: int

    @property
    def rate_in_words(self) -> str:
        """The in-term rate, or a dash."""
        return percent(self.figures.in_term)

    @property
    def about(self) -> list[tuple[str, str]]:
        """Pairs of column and text that say of when, of whom and as of when."""
        cut = self.cut_off
        return [
            (_("Período desde"), f"{self.period.first:%Y-%m}"),
            (_("Período hasta"), f"{self.period.last:%Y-%m}"),
            (_("Ámbito"), self.scope_in_words),
            (_("Contado"), cut.counted_at.isoformat(timespec="seconds")),
            (_("Vencimientos anteriores a"), cut.counted_on.isoformat()),
            (_("Versión del calendario"), cut.calendar_version),
            (_("Reglas"), cut.rule_set),
        ]


def report(
    period: Period,
    scope: Scope = EVERYBODY,
    *,
    scope_in_words: str = "",
    on: date,
) -> Report | None:
    """Put together a report; None before the first count. An institution has no league."""
    cut = cut_off()
    if cut is None:
        return None
    found = figures(period, scope)
    term_days = rules_on(on).answer.value
    panels = _panels(found, term_days)
    if scope.institution_id is None:
        league = tables.league(by_institution(period, scope))
        panels[league.key] = Panel(league)
    return Report(
        period=period,
        scope_in_words=scope_in_words or _("Todo el Estado"),
        cut_off=cut,
        figures=found,
        sentences=sentences(found),
        panels=panels,
        term_days=term_days,
    )


def _panels(found: Figures, term_days: int) -> dict[str, Panel]:
    panels = [
        Panel(tables.summary(found)),
        Panel(tables.response(found, term_days), (_response_chart(found, term_days),)),
        Panel(tables.late(found), (_late_chart(found),)),
        Panel(tables.outcomes(found), (_outcomes_chart(found),)),
        Panel(tables.by_month(found), (_received_chart(found), _rate_chart(found))),
    ]
    return {panel.table.key: panel for panel in panels}


def _response_chart(found: Figures, term_days: int) -> SafeString:
    bins = tables.response_bins(term_days)
    within = sum(most is not None and most <= term_days for _fewest, most in bins)
    description = _(
        "%(n)s respuestas agrupadas por los días hábiles que tardaron. La línea marca los "
        "%(days)s días hábiles del plazo."
    ) % {"n": number(found.response.n), "days": term_days}
    total = found.response.n
    bars = [
        _bar(tables.days_in_words(days), found.response.between(*days), total, late=index >= within)
        for index, days in enumerate(bins)
    ]
    title = _("Días hábiles hasta la primera respuesta")
    return charts.rows(
        Chart(name="respuesta", title=title, description=description, bars=bars, limit=within)
    )


def _late_chart(found: Figures) -> SafeString:
    description = _("%(n)s respuestas tardías agrupadas por sus días hábiles de atraso.") % {
        "n": number(found.late.n)
    }
    bars = [
        _bar(tables.days_in_words(days), found.late.between(*days), found.late.n, late=True)
        for days in tables.LATE_BINS
    ]
    title = _("Días hábiles de atraso de las respuestas tardías")
    return charts.rows(Chart(name="atraso", title=title, description=description, bars=bars))


def _outcomes_chart(found: Figures) -> SafeString:
    total = sum(count for _outcome, count in found.outcomes)
    description = _("%(n)s pedidos por el resultado de su primera respuesta final.") % {
        "n": number(total)
    }
    bars = [
        _bar(_short(outcome.value), count, total, late=False) for outcome, count in found.outcomes
    ]
    title = _("Resultado de la primera respuesta final")
    return charts.rows(Chart(name="resultados", title=title, description=description, bars=bars))


def _short(outcome: str) -> str:
    """The outcome in the few words that fit before a bar on a telephone."""
    return {
        "granted": _("Entregada"),
        "partly_granted": _("En parte"),
        "already_public": _("Ya publicada"),
        "not_held": _("No la tiene"),
        "denied": _("Denegada"),
    }[outcome]


def _received_chart(found: Figures) -> SafeString:
    title = _("Pedidos recibidos por mes")
    description = _("En total %(n)s pedidos, %(period)s.") % {
        "n": number(found.received),
        "period": found.period,
    }
    bars = [Bar(_month(line.month), line.received, number(line.received)) for line in found.months]
    return charts.columns(Chart(name="recibidos", title=title, description=description, bars=bars))


def _rate_chart(found: Figures) -> SafeString:
    title = _("De cada 100 pedidos vencidos en el mes, cuántos se respondieron a tiempo")
    description = _("Sin columna: menos de diez pedidos, o plazos que todavía no vencieron.")
    bars = [
        Bar(_month(line.month), line.in_term.percent, _of_hundred(line.in_term), "good")
        for line in found.months
    ]
    chart = Chart(name="tasa", title=title, description=description, bars=bars, top=100)
    return charts.columns(chart)


def _bar(label: str, count: int, total: int, *, late: bool) -> Bar:
    part = f" ({number(100 * count / total, 0)} %)" if count else ""
    return Bar(label, count, f"{number(count)}{part}", "late" if late else "plain")


def _of_hundred(share: Share) -> str:
    return "–" if share.of_hundred is None else str(share.of_hundred)


def _month(month: date) -> str:
    return f"{month:%m/%Y}"
