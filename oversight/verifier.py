"""Comprueba, sin el sistema que lo hizo, un expediente o la historia de un pedido.

    python3 verificar.py                  la carpeta en la que está este archivo
    python3 verificar.py expediente.zip   un expediente sin abrir
    python3 verificar.py historia.jsonl   la historia de un pedido

Usa solo la biblioteca estándar de Python (3.9 o posterior) y no se conecta a nada. Dice VERDE si
cada archivo tiene la huella de su manifiesto y si cada hecho sigue al anterior; ROJO, con el primer
hecho que no coincide, si algo fue cambiado, quitado o puesto en otro orden. Sale con 0 o con 1.

No prueba que se haya registrado todo lo que pasó, ni detecta una historia rehecha entera, con todas
sus huellas y su manifiesto: para eso, compare la huella del zip con la anotada cuando se entregó.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

MANIFEST, FACTS, EVENTS, FOLDER = "manifiesto.txt", "hechos.json", "eventos.jsonl", "pedidos/"
GREEN, RED = "\033[32m", "\033[31m"

Row = dict[str, Any]
ANSWERS = ("answered", "answered_late", "denied")


def read(place: Path) -> dict[str, bytes]:
    """Return each file by its name: of a folder, of a zip, or that one file."""
    if place.is_dir():
        return _of_folder(place)
    if not zipfile.is_zipfile(place):
        return {EVENTS: place.read_bytes()}
    with zipfile.ZipFile(place) as packed:
        names = packed.namelist()
        if len(set(names)) != len(names):
            raise ValueError("el zip tiene dos archivos con el mismo nombre")
        return {name: packed.read(name) for name in names}


def _of_folder(place: Path) -> dict[str, bytes]:
    """Leave alone what else may lie in the folder where somebody unpacked the file."""
    names = {MANIFEST, FACTS}
    if (place / MANIFEST).is_file():
        names |= {name for _digest, name in _listed((place / MANIFEST).read_bytes())}
    names |= {path.relative_to(place).as_posix() for path in place.glob(f"{FOLDER}**/*")}
    return {name: (place / name).read_bytes() for name in names if (place / name).is_file()}


def check(files: dict[str, bytes]) -> list[str]:
    """Return what is wrong with those files, in words; nothing when all agrees."""
    faults = _against_manifest(files)
    told = {}
    if FACTS in files:
        told = {one["numero"]: one for one in json.loads(files[FACTS])["pedidos"]}
    seen = set()
    for name in sorted(files):
        if name.rpartition("/")[2] == EVENTS:
            number, fault = _chain(files[name], told)
            seen.add(number)
            faults += [f"{name}: {fault}"] if fault else []
    missing = sorted(set(told) - seen)
    return faults + [f"{number}: falta su historia ({EVENTS})" for number in missing]


def _listed(manifest: bytes) -> list[tuple[str, str]]:
    pairs = [line.partition("  ") for line in manifest.decode("utf-8").splitlines()]
    return [(digest, name) for digest, _blanks, name in pairs]


def _against_manifest(files: dict[str, bytes]) -> list[str]:
    if MANIFEST not in files:
        return [f"falta {MANIFEST}"] if FACTS in files else []
    listed = _listed(files[MANIFEST])
    faults = []
    for digest, name in listed:
        if name not in files:
            faults.append(f"{name}: falta el archivo")
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            faults.append(f"{name}: su contenido no es el del manifiesto")
    unlisted = sorted(set(files) - {MANIFEST, *(name for _digest, name in listed)})
    return faults + [f"{name}: no está en el manifiesto" for name in unlisted]


def _chain(content: bytes, told: dict[str, Row]) -> tuple[str, str]:
    """Return the number of the request and the first fault of its history, or no fault."""
    previous, number = "", ""
    payloads: list[Row] = []
    lines = [line for line in content.decode("utf-8").split("\n") if line]
    for place, line in enumerate(lines, start=1):
        try:
            event = json.loads(line)
            payload = json.loads(event["payload"])
            number = number or payload["request"]
            fault = _fault(event, payload, previous, place, number)
        except (ValueError, KeyError, TypeError):
            fault = "no se puede leer; fue cambiado"
        if fault:
            return number, f"hecho {place}: {fault}"
        previous = event["hash"]
        payloads.append(payload)
    fact = told.get(number)
    if told and fact is None:
        return number, f"hecho 1: es del pedido {number}, que no es de este expediente"
    return number, _against_facts(fact, payloads, previous) if fact else ""


def _fault(event: Row, payload: Row, previous: str, place: int, number: str) -> str:
    written = bytes.fromhex(event["previous_hash"]) + event["payload"].encode("utf-8")
    if hashlib.sha256(written).hexdigest() != event["hash"]:
        return "su texto no da la huella anotada; fue cambiado"
    if payload["request"] != number:
        return f"es de otro pedido, {payload['request']}"
    if payload["sequence"] != place:
        return f"en su lugar está el hecho {payload['sequence']}: falta uno, o cambió el orden"
    if event["previous_hash"] != previous:
        return "no lleva la huella del hecho anterior"
    return ""


def _against_facts(fact: Row, payloads: list[Row], head: str) -> str:
    """Say what hechos.json tells otherwise than the chained events do."""
    if len(payloads) != fact["hechos"]:
        return f"hecho {len(payloads) + 1}: falta; el pedido tiene {fact['hechos']} hechos"
    if head != fact["cabeza"]:
        return f"hecho {len(payloads)}: su huella no es la última que recuerda el pedido"
    for name, day in _dates(payloads).items():
        if fact[name] != day:
            return f"{FACTS} dice «{name}: {fact[name]}» y los hechos dicen «{day}»"
    return ""


def _dates(payloads: list[Row]) -> dict[str, str | None]:
    """Read the legal dates of a request from its events alone."""
    days: dict[str, str | None] = dict.fromkeys(("presentado", "vence", "denegado", "respondido"))
    for payload in payloads:
        kind, data = payload["kind"], payload["data"]
        days["presentado"] = days["presentado"] or data.get("presented_on")
        if data.get("term") == "answer":
            days["vence"] = data["due_on"]
        if "answer" in data.get("moved", {}):
            days["vence"] = data["moved"]["answer"]["to"]
        if kind == "tacitly_denied":
            days["denegado"] = payload["on"]
        if kind in ANSWERS:
            days["respondido"] = payload["on"]
    return days


def say(words: str, colour: str = "") -> None:
    """Print a line, coloured where somebody looks at a terminal."""
    painted = f"{colour}{words}\033[0m" if colour and sys.stdout.isatty() else words
    sys.stdout.write(painted + "\n")


def main(given: list[str]) -> int:
    """Check what was given, say what came out, and return 0 for green or 1 for red."""
    place = Path(given[0]) if given else Path(__file__).resolve().parent
    try:
        files = read(place)
        faults = check(files)
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RuntimeError,
        zipfile.BadZipFile,
    ) as error:
        say(f"ROJO: no se puede leer {place} ({error}).", RED)
        return 1
    for fault in faults:
        say(f"ROJO  {fault}", RED)
    histories = sum(name.rpartition("/")[2] == EVENTS for name in files)
    if not histories:
        faults.append("no hay ninguna historia")
        say("ROJO  no hay ninguna historia que comprobar", RED)
    if place.is_file():
        say(f"SHA-256 de {place.name}: {hashlib.sha256(place.read_bytes()).hexdigest()}")
    if faults:
        say(f"ROJO: {len(faults)} cosas no coinciden.", RED)
        return 1
    say(f"VERDE: {len(files)} archivos y {histories} historias coinciden.", GREEN)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
