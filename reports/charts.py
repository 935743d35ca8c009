"""A year drawn month by month; the table below it has the same figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from look.figures import charts
from look.figures.charts import Bar, Chart
from look.figures.measures import Share
from look.templatetags.look import number

Months = Mapping[str, Mapping[str, int | None]]


def charts_of(months: Months) -> list[tuple[str, SafeString]]:
    """Return the year's charts, each with its title; none without months."""
    if not months:
        return []
    drawn = [
        Chart(
            name="recibidos",
            title=_("Pedidos recibidos por mes"),
            description=_("Uno por mes, de enero a diciembre; están en la tabla «Mes a mes»."),
            bars=[_received(month, line) for month, line in sorted(months.items())],
        ),
        Chart(
            name="tasa",
            title=_("De cada 100 plazos vencidos en el mes, cuántos se respondieron a tiempo"),
            description=_("Sin columna: menos de diez plazos vencidos."),
            bars=[_rate(month, line) for month, line in sorted(months.items())],
            top=100,
        ),
    ]
    return [(chart.title, charts.columns(chart)) for chart in drawn]


def _received(month: str, line: Mapping[str, int | None]) -> Bar:
    count = line["recibidos"] or 0
    return Bar(_name(month), count, number(count))


def _rate(month: str, line: Mapping[str, int | None]) -> Bar:
    share = Share(line["a_tiempo"] or 0, line["vencidos"] or 0)
    words = "–" if share.of_hundred is None else str(share.of_hundred)
    return Bar(_name(month), share.percent, words, "good")


def _name(month: str) -> str:
    return str(formats.date_format(date.fromisoformat(f"{month}-01"), "M"))
