"""Recalcula las cifras de un mes a partir de sus pedidos y dice en qué difieren de las publicadas.

Uso:  python3 recalcular.py pedidos.csv mes.json

Los dos archivos se bajan de la página del mes, en /informes/. Solo se necesita Python 3.9 o más
nuevo. Termina con 0 si todo coincide y con 1 si no.

Qué cuenta cada cifra (también en /estadisticas/como-se-calcula/):

- Recibidos, cerrados, retirados y pendientes: en la institución a la que se pidió primero.
- Todo lo demás: en la institución competente o, si es de una derivación, un recurso o un juicio,
  en la que lo tenía.
- El silencio deniega el día siguiente al vencimiento (Ley 5282/2014, art. 20), aunque después
  llegue una respuesta. Un pedido se cierra con lo primero: silencio, respuesta o retiro.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

Row = Mapping[str, str]
Fact = tuple[str, str]
Figures = dict[str, Counter[str]]

STATE = "ESTADO"
COLUMNS = (
    "numero",
    "institucion_primera",
    "institucion_competente",
    "presentado_el",
    "vence_el",
    "respondido_el",
    "resultado",
    "silencio_declarado_el",
    "retirado_el",
    "situacion",
    "dias_respuesta",
    "dias_atraso",
    "dias_hasta_retiro",
    # fecha|institución que derivó|días hábiles desde la presentación
    "derivaciones",
    "aclaracion_pedida_el",
    "aclaracion_recibida_el",
    "dias_aclaracion",
    # presentada|institución|estado|cerrada|vencía
    "reconsideraciones",
    # presentado|institución|sentencia|fallo|cumplida
    "juicios",
    "valoracion",
    "valorado_el",
)
OUTCOMES = ("entregado", "en_parte", "ya_publico", "no_lo_tiene", "denegado")
# Lo que este programa sabe contar; «.N» al final de una clave es un número de días hábiles.
INDICATORS = (
    "pendientes_al_empezar", "recibidos", "cerrados", "retirados", "pendientes_al_terminar",
    "vencidos", "a_tiempo", "silencios", "silencios_sin_respuesta", *OUTCOMES,
    "respuesta_dias", "atraso_dias", "retiro_dias", "derivados", "derivacion_dias",
    "aclaraciones_pedidas", "aclaraciones_recibidas", "aclaracion_dias", "reconsideraciones",
    "reconsideracion_admitida", "reconsideracion_rechazada", "reconsideracion_sin_decision",
    "reconsideraciones_a_tiempo", "juicios", "juicio_con_orden", "juicio_rechazado",
    "ordenes_cumplidas", "valoracion_completa", "valoracion_parcial", "valoracion_otra_cosa",
)  # fmt: skip


class Month:
    """A month: its first day and the first day after it, as text (AAAA-MM-DD)."""

    def __init__(self, month: str) -> None:
        first = date.fromisoformat(f"{month}-01")
        self.first = first.isoformat()
        self.after = (first.replace(day=28) + timedelta(days=4)).replace(day=1).isoformat()

    def has(self, day: str) -> bool:
        """Say whether a day is within; no day is not."""
        return self.first <= day < self.after

    def is_pending_at_start(self, presented_on: str, ended_on: str) -> bool:
        """Say whether a request waited when the month began."""
        return presented_on < self.first and (not ended_on or ended_on >= self.first)

    def is_pending_at_end(self, presented_on: str, ended_on: str) -> bool:
        """Say whether a request waited when the month ended."""
        return presented_on < self.after and (not ended_on or ended_on >= self.after)


def figures_of(rows: Iterable[Row], month: str) -> Figures:
    """Return every figure that is not zero, by institution, and of the whole State."""
    within = Month(month)
    figures: Figures = {STATE: Counter()}
    for row in rows:
        for body, key in _facts(row, within):
            figures.setdefault(body, Counter())[key] += 1
            figures[STATE][key] += 1
    return figures


def silent_on(row: Row) -> str:
    """Return the day silence denied, or nothing."""
    if row["silencio_declarado_el"]:
        return row["silencio_declarado_el"]
    due_on = row["vence_el"]
    if row["respondido_el"] > due_on or row["retirado_el"] > due_on:
        return (date.fromisoformat(due_on) + timedelta(days=1)).isoformat()
    return ""


def _facts(row: Row, month: Month) -> Iterator[Fact]:
    first, competent = row["institucion_primera"], row["institucion_competente"]
    ended_on = silent_on(row) or row["respondido_el"] or row["retirado_el"]
    for key in _flow(row, month, ended_on):
        yield first, key
    for part in (_term, _answer, _clarification, _verdict):
        for key in part(row, month):
            yield competent, key
    yield from _forwardings(row, month)
    yield from _appeals(row, month)
    yield from _cases(row, month)


def _flow(row: Row, month: Month, ended_on: str) -> Iterator[str]:
    presented_on = row["presentado_el"]
    if month.is_pending_at_start(presented_on, ended_on):
        yield "pendientes_al_empezar"
    if month.has(presented_on):
        yield "recibidos"
    if month.has(ended_on):
        yield "cerrados"
        if row["retirado_el"] and not silent_on(row):
            yield "retirados"
            yield f"retiro_dias.{row['dias_hasta_retiro']}"
    if month.is_pending_at_end(presented_on, ended_on):
        yield "pendientes_al_terminar"


def _term(row: Row, month: Month) -> Iterator[str]:
    due_on, answered_on, withdrawn_on = row["vence_el"], row["respondido_el"], row["retirado_el"]
    is_withdrawn_in_time = bool(withdrawn_on) and withdrawn_on <= due_on
    if month.has(due_on) and not is_withdrawn_in_time:
        yield "vencidos"
        if answered_on and answered_on <= due_on:
            yield "a_tiempo"
    if month.has(silent_on(row)):
        yield "silencios"
        if row["situacion"] == "silencio":
            yield "silencios_sin_respuesta"


def _answer(row: Row, month: Month) -> Iterator[str]:
    if not month.has(row["respondido_el"]):
        return
    if row["resultado"]:
        yield row["resultado"]
    if row["dias_respuesta"]:
        yield f"respuesta_dias.{row['dias_respuesta']}"
    if row["dias_atraso"] not in {"", "0"}:
        yield f"atraso_dias.{row['dias_atraso']}"


def _clarification(row: Row, month: Month) -> Iterator[str]:
    if month.has(row["aclaracion_pedida_el"]):
        yield "aclaraciones_pedidas"
    if month.has(row["aclaracion_recibida_el"]):
        yield "aclaraciones_recibidas"
        yield f"aclaracion_dias.{row['dias_aclaracion']}"


def _verdict(row: Row, month: Month) -> Iterator[str]:
    if month.has(row["valorado_el"]):
        yield f"valoracion_{row['valoracion']}"


def _forwardings(row: Row, month: Month) -> Iterator[Fact]:
    for day, body, days in _listed(row["derivaciones"]):
        if month.has(day):
            yield body, "derivados"
            yield body, f"derivacion_dias.{days}"


def _appeals(row: Row, month: Month) -> Iterator[Fact]:
    for filed_on, body, state, closed_on, due_on in _listed(row["reconsideraciones"]):
        if month.has(filed_on):
            yield body, "reconsideraciones"
        if month.has(closed_on):
            yield body, f"reconsideracion_{state}"
            if state != "sin_decision" and closed_on <= due_on:
                yield body, "reconsideraciones_a_tiempo"


def _cases(row: Row, month: Month) -> Iterator[Fact]:
    for filed_on, body, ruled_on, ruling, complied_on in _listed(row["juicios"]):
        if month.has(filed_on):
            yield body, "juicios"
        if month.has(ruled_on):
            yield body, f"juicio_{ruling}"
        if month.has(complied_on):
            yield body, "ordenes_cumplidas"


def _listed(text: str) -> list[list[str]]:
    return [item.split("|") for item in text.split(" ") if item]


def differences(
    published: Mapping[str, Mapping[str, int]], counted: Figures, indicators: Iterable[str]
) -> list[tuple[str, str, int, int]]:
    """Return institution, key, published and counted figure wherever the two are not the same.

    Only the keys of `indicators` are compared.
    """
    known = set(indicators)
    found = []
    for body in sorted({*published, *counted}):
        told, mine = published.get(body, {}), counted.get(body, Counter())
        found += [
            (body, key, told.get(key, 0), mine.get(key, 0))
            for key in sorted({*told, *mine})
            if key.split(".")[0] in known and told.get(key, 0) != mine.get(key, 0)
        ]
    return found


def unbalanced(figures: Mapping[str, Mapping[str, int]]) -> list[tuple[str, int]]:
    """Return each institution where pending at start + received is not closed + pending at end,
    with the difference."""
    found = []
    for body, keys in sorted(figures.items()):
        came = keys.get("pendientes_al_empezar", 0) + keys.get("recibidos", 0)
        left = keys.get("cerrados", 0) + keys.get("pendientes_al_terminar", 0)
        if came != left:
            found.append((body, came - left))
    return found


def main(arguments: list[str]) -> int:
    """Compare two files; return 0 when nothing differs, 1 when something does, 2 when misused."""
    if len(arguments) != 2:  # noqa: PLR2004  the two files
        sys.stdout.write(f"{__doc__}\n")
        return 2
    dataset = Path(arguments[0]).read_bytes()
    text = Path(arguments[1]).read_bytes()
    told = json.loads(text)
    rows = list(csv.DictReader(dataset.decode("utf-8-sig").splitlines()))
    counted = figures_of(rows, told["mes"])
    said = [
        f"Mes {told['mes']}: {len(rows)} pedidos.",
        f"Huella SHA-256 de {arguments[1]}: {hashlib.sha256(text).hexdigest()}",
    ]
    wrong = _of_another_dataset(told, dataset)
    wrong += [
        f"{body} {key}: publicado {published}, recalculado {mine}"
        for body, key, published, mine in differences(told["cifras"], counted, told["indicadores"])
    ]
    wrong += [f"{body}: la identidad no cierra por {by}" for body, by in unbalanced(counted)]
    figures = sum(len(keys) for keys in counted.values())
    said += [*wrong, f"Diferencia: {len(wrong)} ({figures} cifras recalculadas)."]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if wrong else 0


def _of_another_dataset(told: Mapping[str, str], dataset: bytes) -> list[str]:
    expected = told.get("pedidos_sha256", "")
    found = hashlib.sha256(dataset).hexdigest()
    return [f"pedidos.csv no es el de ese mes: {found}"] if expected not in {"", found} else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
