"""The tables of a month or a year: the same objects on the page, in the PDF and in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from look.figures.measures import Distribution
from look.figures.periods import month_in_words
from look.figures.tables import Cell, Table, count_cell, days_cell, rate_cell, words_cell
from reports.figures import Keys, balance, distribution, in_term
from reports.recompute import STATE
from reports.wording import LABELS, TRAITS, label_of

NBSP = "\u00a0"
DIFFERENCE = "diferencia_de_la_identidad"
_ANSWERS = (
    "pendientes_al_empezar",
    "recibidos",
    "ajuste_entre_cortes",
    "entregado",
    "en_parte",
    "denegado",
    "denegados_por_reserva",
    "denegados_por_otro_motivo",
    "no_lo_tiene",
    "ya_publico",
    "silencios",
    "silencios_sin_respuesta",
    "retirados",
    "cerrados",
    "pendientes_al_terminar",
)
_APPEALS = (
    "reconsideraciones",
    "reconsideracion_admitida",
    "reconsideracion_rechazada",
    "reconsideracion_sin_decision",
    "reconsideraciones_a_tiempo",
    "juicios",
    "juicio_con_orden",
    "juicio_rechazado",
    "ordenes_cumplidas",
)
_WARNINGS = ("llamados_de_atencion", "observaciones", "advertencias_respondidas")
# Of the State alone; no row where there were none.
_FILES = (
    "expedientes_notificados",
    "sumarios_ordenados",
    "expedientes_con_resultado",
    "expedientes_cerrados",
)
_VERDICTS = ("valoracion_completa", "valoracion_parcial", "valoracion_otra_cosa")
_GIVEN = ("entregado", "en_parte", "ya_publico", "no_lo_tiene", "denegado")
_ONLY_IF_ANY = {"ajuste_entre_cortes"}


def sections(keys: Keys) -> list[Table]:
    """Return the tables of one institution, or of the State, in the order they are read."""
    return [_answers(keys), _days(keys), _appeals(keys), _on_the_way(keys), _verdicts(keys)]


def by_month(months: Mapping[str, Mapping[str, int | None]]) -> Table:
    """Return a year month by month."""
    headers = [_("Mes"), *(_short(key) for key in ("recibidos", "cerrados"))]
    headers += [_("Pendientes"), _("Vencidos"), _("A tiempo"), _("Silencio"), _("Mediana de días")]
    keys = ("recibidos", "cerrados", "pendientes_al_terminar", "vencidos", "a_tiempo", "silencios")
    rows = [
        (
            _month(month),
            *(count_cell(line[key] or 0) for key in keys),
            days_cell(line["mediana"]),
        )
        for month, line in sorted(months.items())
    ]
    return Table("meses", _("Mes a mes"), headers, rows)


def by_institution(
    figures: Mapping[str, Keys], names: Mapping[str, str], urls: Mapping[str, str]
) -> Table:
    """Return the institutions side by side; with fewer than ten due, without rate and rank."""
    codes = [code for code in figures if code != STATE]
    ordered = sorted(codes, key=lambda code: (-_rate(figures[code]), names.get(code, code)))
    rates = [_rate(figures[code]) for code in ordered]
    headers = [
        _("Institución"), _("Puesto"), _("Recibidos"), _("Pendientes"), _("Vencidos"),
        _("% a tiempo"), _("Silencio"), _("Mediana de días"),
    ]  # fmt: skip
    rows = []
    for code, rate in zip(ordered, rates, strict=True):
        keys, share = figures[code], in_term(figures[code])
        rank = None if share.is_small else rates.index(rate) + 1
        rows.append(
            (
                replace(words_cell(names.get(code, code)), url=urls.get(code, "")),
                Cell("–" if rank is None else str(rank), rank),
                count_cell(keys.get("recibidos", 0)),
                count_cell(keys.get("pendientes_al_terminar", 0)),
                count_cell(share.whole),
                rate_cell(share),
                count_cell(keys.get("silencios", 0)),
                days_cell(_median_of_enough(distribution(keys, "respuesta_dias"))),
            )
        )
    return Table("instituciones", _("Por institución"), headers, rows)


def by_trait(told: Mapping[str, Mapping[str, int | None]]) -> list[Table]:
    """Return the requests by channel and by language; what is hidden says so."""
    captions = {"canal": _("Por qué medio llegaron"), "idioma": _("En qué idioma")}
    return [
        Table(
            name,
            captions[name],
            [captions[name], _("Pedidos")],
            [
                (words_cell(str(label)), _hidden(told[name].get(value, 0)))
                for value, label in choices.choices
            ],
        )
        for name, choices in TRAITS.items()
        if name in told
    ]


def differences(
    before: Mapping[str, Keys], after: Mapping[str, Keys], names: Mapping[str, str]
) -> Table:
    """Return every figure that is not the same in two countings of a month."""
    rows = []
    for code in sorted({*before, *after}):
        one, other = before.get(code, {}), after.get(code, {})
        rows += [
            (
                words_cell(str(_("Todo el Estado")) if code == STATE else names.get(code, code)),
                words_cell(label_of(key)),
                count_cell(one.get(key, 0)),
                count_cell(other.get(key, 0)),
            )
            for key in sorted({*one, *other})
            if one.get(key, 0) != other.get(key, 0)
        ]
    headers = [_("Institución"), _("Cifra"), _("Antes"), _("Después")]
    return Table("diferencias", _("Qué cambió"), headers, rows)


def identity(figures: Mapping[str, Keys], names: Mapping[str, str]) -> Table:
    """Return, institution by institution, both sides of the identity and whether they are equal."""
    rows = []
    for code in sorted(figures, key=lambda code: (code != STATE, names.get(code, code))):
        sides = balance(figures[code])
        words = "✓" if sides.holds else f"{sides.difference:+}"
        counts = (sides.start, sides.received, sides.adjusted, sides.closed, sides.end)
        name = str(_("Todo el Estado")) if code == STATE else names.get(code, code)
        rows.append((words_cell(name), *map(count_cell, counts), Cell(words, sides.difference)))
    headers = [
        _("Institución"), _("Pendientes al empezar"), _("+ recibidos"), _("+ registrados después"),
        _("= cerrados"), _("+ pendientes al terminar"), _("Diferencia"),
    ]  # fmt: skip
    return Table("identidad", _("Que ningún pedido se pierda"), headers, rows)


def plain(figures: Mapping[str, Keys], names: Mapping[str, str]) -> Table:
    """Return every figure on a line of its own, for programs."""
    rows = [
        (
            words_cell(code),
            words_cell(names.get(code, str(_("Todo el Estado")))),
            words_cell(key),
            words_cell(label_of(key)),
            count_cell(count),
        )
        for code, keys in sorted(figures.items(), key=lambda pair: (pair[0] != STATE, pair[0]))
        for key, count in (*_in_order(keys), (DIFFERENCE, balance(keys).difference))
    ]
    headers = ["institucion", "nombre", "clave", "cifra", "valor"]
    return Table("cifras", _("Todas las cifras"), headers, rows)


def _answers(keys: Keys) -> Table:
    return Table(
        "pedidos",
        _("Pedidos y respuestas (forma del indicador ODS 16.10.2)"),
        [_("Pedidos"), _("Cantidad")],
        [_row(key, keys) for key in _ANSWERS if key not in _ONLY_IF_ANY or keys.get(key)],
    )


def _days(keys: Keys) -> Table:
    answers, late = distribution(keys, "respuesta_dias"), distribution(keys, "atraso_dias")
    share = in_term(keys)
    rows = [
        _row("vencidos", keys),
        _row("a_tiempo", keys),
        (words_cell(_("Respondidos a tiempo, de cada 100")), rate_cell(share)),
        (words_cell(_("Mediana de días hábiles hasta la respuesta")), days_cell(answers.median)),
        (words_cell(_("Días hábiles en que llegan 9 de cada 10")), days_cell(answers.p90)),
        (words_cell(_("Mediana de días hábiles de atraso")), days_cell(late.median)),
    ]
    return Table("plazos", _("Plazos"), [_("Plazos"), _("Cifra")], rows)


def _appeals(keys: Keys) -> Table:
    caption = _("Recursos y acciones judiciales")
    files = [key for key in _FILES if keys.get(key)]
    rows = [_row(key, keys) for key in (*_APPEALS, *_WARNINGS, *files)]
    return Table("recursos", _("Recursos, juicios y advertencias"), [caption, _("Cantidad")], rows)


def _on_the_way(keys: Keys) -> Table:
    rows = []
    for name, days in (
        ("derivados", "derivacion_dias"),
        ("aclaraciones_pedidas", ""),
        ("aclaraciones_recibidas", "aclaracion_dias"),
        ("retirados", "retiro_dias"),
    ):
        median = distribution(keys, days).median if days else None
        rows.append((*_row(name, keys), days_cell(median)))
    headers = [_("En el camino"), _("Cantidad"), _("Mediana de días hábiles")]
    return Table("tramite", _("Derivaciones, aclaraciones y retiros"), headers, rows)


def _verdicts(keys: Keys) -> Table:
    given = sum(keys.get(key, 0) for key in _VERDICTS)
    answers = sum(keys.get(key, 0) for key in _GIVEN)
    rows = [_row(key, keys) for key in _VERDICTS]
    rows.append((words_cell(_("Valoraciones en total")), count_cell(given)))
    rows.append((words_cell(_("Respuestas del mismo período")), count_cell(answers)))
    return Table("valoraciones", _("Qué dijo quien pidió"), [_("Valoración"), _("Cantidad")], rows)


def _row(key: str, keys: Keys) -> tuple[Cell, Cell]:
    return words_cell(str(LABELS[key])), count_cell(keys.get(key, 0))


def _in_order(keys: Keys) -> Iterable[tuple[str, int]]:
    places = {name: place for place, name in enumerate(LABELS)}

    def order(pair: tuple[str, int]) -> tuple[int, int]:
        name, _dot, days = pair[0].partition(".")
        return places.get(name, len(places)), int(days or 0)

    return sorted(keys.items(), key=order)


def _month(month: str) -> Cell:
    words = month_in_words(date.fromisoformat(f"{month}-01")).replace(" ", NBSP)
    return Cell(words, month)


def _short(key: str) -> str:
    return str(LABELS[key]).partition(" (")[0]


def _rate(keys: Keys) -> Fraction:
    """The exact rate; less than none for those without one, so that they come last."""
    share = in_term(keys)
    return Fraction(-1) if share.is_small else Fraction(share.part, share.whole)


def _median_of_enough(days: Distribution) -> int | None:
    return days.median if days.n >= _ENOUGH else None


_ENOUGH = 10


def _hidden(count: int | None) -> Cell:
    return Cell(_("menos de 5, o se deduciría"), None) if count is None else count_cell(count)


def texts_of(table: Table) -> Sequence[Sequence[str]]:
    """Return the table's cells as people read them."""
    rows: list[list[Any]] = [[cell.text for cell in row] for row in table.rows]
    return rows
