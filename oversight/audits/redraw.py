"""Repite el sorteo de una auditoría y lo compara con el publicado.

    python3 sortear.py poblacion.csv sorteo.json

Usa solo la biblioteca estándar de Python (3.9 o posterior) y no se conecta a nada. Los dos archivos
se descargan de la página de la auditoría. Dice VERDE si la lista de pedidos tiene la huella
anunciada y el sorteo da los mismos; ROJO, con la primera institución que no coincide, si no. Sale
con 0 o con 1.

Cómo se sortea: en cada institución, por cada pedido se calcula el SHA-256 del texto
«auditoría:semilla:pedido»; los pedidos se ordenan por ese valor y se toman los primeros. La
semilla son las cifras de un hecho público posterior al anuncio; compárelas con su fuente.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

GREEN, RED = "VERDE", "ROJO"
FILES = 2


def draw(audit: str, seed: str, numbers: Iterable[str], size: int) -> list[str]:
    """Return the `size` numbers drawn, in the order of the draw."""

    def place(number: str) -> str:
        return hashlib.sha256(f"{audit}:{seed}:{number}".encode()).hexdigest()

    return sorted(numbers, key=place)[:size]


def strata(population: bytes) -> dict[str, list[str]]:
    """Return the numbers of each body in the published list of columns institucion, pedido."""
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(population.decode())):
        found.setdefault(row["institucion"], []).append(row["pedido"])
    return found


def first_fault(population: bytes, published: dict[str, Any]) -> str:
    """Return what is wrong with the draw as published, or nothing."""
    if hashlib.sha256(population).hexdigest() != published["huella"]:
        return "la lista de pedidos no tiene la huella anunciada"
    if not published["semilla"]:
        return "la auditoría todavía no se sorteó"
    listed = strata(population)
    if set(listed) != set(published["tamanos"]):
        return "las instituciones de la lista no son las anunciadas"
    for body, numbers in listed.items():
        size = published["tamanos"][body]
        drawn = draw(published["auditoria"], published["semilla"], numbers, size)
        if drawn != published["muestra"].get(body):
            return f"el sorteo de {body} no coincide"
    return ""


def main(names: list[str]) -> int:
    """Compare the two files named; return the exit code."""
    if len(names) != FILES:
        sys.stdout.write(__doc__ or "")
        return 1
    population, told = (Path(name).read_bytes() for name in names)
    fault = first_fault(population, json.loads(told))
    said = f"{RED}: {fault}." if fault else f"{GREEN}: el sorteo publicado es el que corresponde."
    sys.stdout.write(f"{said}\n")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
