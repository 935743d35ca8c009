"""The tables of the figures: one object is both what the page shows and what the file holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from look.figures.measures import Distribution, Share
from look.figures.periods import month_in_words
from look.figures.tables import Cell, Table, count_cell, days_cell, rate_cell, words_cell
from look.templatetags.look import number
from stats.figures import Figures
from stats.league import InstitutionFigures

Days = tuple[int, int | None]

NBSP = "\u00a0"


def response_bins(term_days: int) -> list[Days]:
    """Return the ranges of business days in which answers are grouped, given the legal term."""
    third = term_days // 3
    return [
        (0, third),
        (third + 1, 2 * third),
        (2 * third + 1, term_days),
        (term_days + 1, term_days + third),
        (term_days + third + 1, 2 * term_days),
        (2 * term_days + 1, 4 * term_days),
        (4 * term_days + 1, None),
    ]


LATE_BINS: list[Days] = [(1, 5), (6, 10), (11, 20), (21, 40), (41, None)]


def days_in_words(days: Days) -> str:
    """Return "6 a 10 días", "más de 60 días"."""
    fewest, most = days
    if most is None:
        return _("más de %(n)s días") % {"n": fewest - 1}
    return _("%(fewest)s a %(most)s días") % {"fewest": fewest, "most": most}


def summary(figures: Figures) -> Table:
    """Return the period's figures, one by one."""
    counts = (
        (_("Pendientes al empezar"), figures.pending_at_start),
        (_("Recibidos"), figures.received),
        (_("Cerrados (respuesta, denegación, retiro o silencio)"), figures.closed),
        (_("De ellos, retirados"), figures.withdrawn),
        (_("Pendientes al terminar"), figures.pending_at_end),
        (_("Con plazo vencido en el período"), figures.in_term.whole),
        (_("Respondidos a tiempo"), figures.in_term.part),
    )
    rows = [(words_cell(name), count_cell(value)) for name, value in counts]
    rows.append((words_cell(_("Respondidos a tiempo, de cada 100")), rate_cell(figures.in_term)))
    rows += [
        (words_cell(_("Denegaciones tácitas (silencio)")), count_cell(figures.tacit_denials)),
        (words_cell(_("De ellas, todavía sin respuesta")), count_cell(figures.unanswered)),
        (
            words_cell(_("Mediana de días hábiles hasta la respuesta")),
            days_cell(figures.response.median),
        ),
        (words_cell(_("Días hábiles en que llegan 9 de cada 10")), days_cell(figures.response.p90)),
        (words_cell(_("Mediana de días hábiles de atraso")), days_cell(figures.late.median)),
    ]
    return Table("resumen", _("Resumen del período"), [_("Indicador"), _("Cifra")], rows)


def by_month(figures: Figures) -> Table:
    """Return the period month by month."""
    headers = [
        _("Mes"),
        _("Recibidos"),
        _("Cerrados"),
        _("Pendientes"),
        _("Vencidos"),
        _("A tiempo"),
        _("% a tiempo"),
        _("Silencio"),
        _("Mediana de días"),
    ]
    rows = [
        (
            Cell(month_in_words(line.month).replace(" ", NBSP), f"{line.month:%Y-%m}"),
            count_cell(line.received),
            count_cell(line.closed),
            count_cell(line.pending_at_end),
            count_cell(line.in_term.whole),
            count_cell(line.in_term.part),
            rate_cell(line.in_term),
            count_cell(line.tacit_denials),
            days_cell(line.response.median),
        )
        for line in figures.months
    ]
    return Table("meses", _("Mes a mes"), headers, rows)


def response(figures: Figures, term_days: int) -> Table:
    """Return how long first answers took."""
    return Table(
        "respuesta",
        _("Días hábiles hasta la primera respuesta"),
        [_("Días hábiles"), _("Respuestas"), "%"],
        _spread(figures.response, response_bins(term_days)),
    )


def late(figures: Figures) -> Table:
    """Return how late the late answers were."""
    return Table(
        "atraso",
        _("Días hábiles de atraso de las respuestas tardías"),
        [_("Días hábiles de atraso"), _("Respuestas"), "%"],
        _spread(figures.late, LATE_BINS),
    )


def outcomes(figures: Figures) -> Table:
    """Return the first final outcomes."""
    total = sum(count for _outcome, count in figures.outcomes)
    rows = [
        (words_cell(str(outcome.label)), count_cell(count), _part(count, total))
        for outcome, count in figures.outcomes
    ]
    headers = [_("Primera respuesta final"), _("Pedidos"), "%"]
    return Table("resultados", _("Con qué resultado"), headers, rows)


def league(lines: Iterable[InstitutionFigures]) -> Table:
    """Return the institutions side by side."""
    headers = [
        _("Institución"),
        _("Puesto"),
        _("Recibidos"),
        _("Pendientes"),
        _("Vencidos"),
        _("% a tiempo"),
        _("Silencio"),
        _("Mediana de días"),
        _("Días de 9 de cada 10"),
    ]
    rows = [
        (
            Cell(line.name, line.name, reverse("stats:institution", args=[line.code])),
            Cell("–" if line.rank is None else str(line.rank), line.rank),
            count_cell(line.received),
            count_cell(line.pending_at_end),
            count_cell(line.in_term.whole),
            rate_cell(line.in_term),
            count_cell(line.tacit_denials),
            _days_of_enough(line.response, line.response.median),
            _days_of_enough(line.response, line.response.p90),
        )
        for line in lines
    ]
    return Table("instituciones", _("Por institución"), headers, rows)


def _spread(distribution: Distribution, bins: Iterable[Days]) -> list[Sequence[Cell]]:
    total = distribution.n
    counts = [(days, distribution.between(*days)) for days in bins]
    return [
        (words_cell(days_in_words(days)), count_cell(count), _part(count, total))
        for days, count in counts
    ]


def _part(part: int, whole: int) -> Cell:
    """A part of what is beside it in the same table: shown however small, as both are counts."""
    if not whole:
        return Cell("–", None)
    value = round(100 * part / whole, 1)
    return Cell(f"{number(value, 1)} %", value)


def _days_of_enough(distribution: Distribution, value: int | None) -> Cell:
    return days_cell(None if Share(0, distribution.n).is_small else value)
