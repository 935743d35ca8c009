"""The only door to an inspection: it runs in a limited process and never raises."""

from __future__ import annotations

import stat
import time
from pathlib import Path, PurePath

from release import antivirus as antivirus_door
from release.known import NOBODY, Known
from release.limited import TaskFailed, run
from release.report import Finding, FindingKind, Report, Scan

MOST_BYTES = 100 * 1024 * 1024
# All of it takes less than ten; without an antivirus to ask, the inspection has its part too.
_ALL_SECONDS = 9.5
_WITH_ANTIVIRUS = 7.0
_ALONE = 8.0


def inspect(path: Path, *, name: str, known: Known = NOBODY, antivirus: str = "") -> Report:
    """Return what the file at `path`, to be released as `name`, hides; within ten seconds.

    `antivirus` is clamd's socket (a path, or host:port); empty if there is none. Whatever goes
    wrong is a finding that leaves the file uninspected; nothing is raised.
    """
    begun = time.monotonic()
    seconds = _WITH_ANTIVIRUS if antivirus else _ALONE
    report = _inspected(path, name, known, seconds=seconds)
    if not antivirus or not _is_ordinary(path):
        return report
    left = _ALL_SECONDS - (time.monotonic() - begun)
    return _with_scan(report, antivirus_door.scan(path, antivirus, seconds=left))


def _inspected(path: Path, name: str, known: Known, *, seconds: float) -> Report:
    try:
        if not _is_ordinary(path) or not path.stat().st_size:
            return _held(name, FindingKind.NOT_READABLE, "Está vacío o no se puede abrir.")
        if path.stat().st_size > MOST_BYTES:
            return _held(name, FindingKind.TOO_LARGE, "Pesa más de 100 MB.")
        arguments = {"path": str(path.resolve()), "name": name, "known": known.as_dict()}
        return Report.from_dict(run("inspect", arguments, seconds=seconds))
    except TaskFailed as failure:
        return _held(name, failure.kind, str(failure))
    except (OSError, KeyError, TypeError, ValueError):
        return _held(name, FindingKind.NOT_READABLE, "No se pudo leer.")


def _is_ordinary(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _held(name: str, kind: FindingKind, reason: str) -> Report:
    promised = PurePath(name).suffix.lower().lstrip(".")
    return Report(promised, (Finding(kind, "archivo", reason),))


def _with_scan(report: Report, scan: Scan) -> Report:
    findings = report.findings
    if scan == Scan.INFECTED:
        findings += (Finding(FindingKind.INFECTED, "archivo", "El antivirus encontró un virus."),)
    elif scan != Scan.CLEAN:
        findings += (Finding(FindingKind.SCANNER_DOWN, "archivo", "El antivirus no responde."),)
    return Report(report.file_type, findings, scan)
