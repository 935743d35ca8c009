"""Runs one task on a file in a limited process of its own and returns what it says."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from release.report import FindingKind

SECONDS: Final = 7.5
# So many at a time in one server process: each may take a gigabyte. Long tasks have a place of
# their own, so that no inspection waits for a document to be drawn again.
_AT_ONCE = threading.BoundedSemaphore(2)
_LONG_AT_ONCE = threading.BoundedSemaphore(1)
_LONG_SECONDS = 10.0
_WAIT_SECONDS = 1.5
_MOST_SAID = 4 * 1024 * 1024
_ROOT = Path(__file__).resolve().parent.parent
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


class TaskFailed(Exception):
    """The task could not be done; `kind` says why, as a finding would."""

    def __init__(self, kind: FindingKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def run(task: str, arguments: Mapping[str, Any], *, seconds: float = SECONDS) -> Any:
    """Do a task of `release.inspector` with JSON arguments; return the JSON it answers.

    Of all files, the task may read the one whose absolute path is its argument `path`; what it
    writes at `target` is put there only if it ends well. Raises TaskFailed for whatever goes
    wrong: out of time or memory, a crash, a file that cannot be read, too many tasks at once.
    """
    places = _AT_ONCE if seconds <= _LONG_SECONDS else _LONG_AT_ONCE
    if not places.acquire(timeout=_WAIT_SECONDS):
        raise TaskFailed(FindingKind.TIMED_OUT, "Hay otras revisiones en curso.")
    try:
        with tempfile.TemporaryDirectory(prefix="aip-release-") as folder:
            return _run(task, arguments, Path(folder), seconds)
    except OSError as error:
        raise TaskFailed(FindingKind.NOT_READABLE, "No se pudo empezar la revisión.") from error
    finally:
        places.release()


def _run(task: str, arguments: Mapping[str, Any], folder: Path, seconds: float) -> Any:
    target = arguments.get("target")
    if target is None:
        return _answer(*_ended(task, arguments, folder, seconds))
    written = folder / f"written{Path(target).suffix}"
    answer = _answer(*_ended(task, {**arguments, "target": str(written)}, folder, seconds))
    if written.exists():
        shutil.move(written, target)
    return answer


def _ended(
    task: str, arguments: Mapping[str, Any], folder: Path, seconds: float
) -> tuple[Path, int]:
    """Run the process; return the file with what it said, and how it ended."""
    order = {
        "task": task,
        "arguments": arguments,
        "cpu_seconds": max(int(seconds), 1),
        "reads": [arguments["path"]] if "path" in arguments else [],
        "writes": [str(folder)],
    }
    asked, said = folder / "asked.json", folder / "said.json"
    asked.write_text(json.dumps(order), encoding="utf-8")
    with asked.open("rb") as stdin, said.open("wb") as stdout:
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "release.inspector"],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PYTHONPATH": str(_ROOT), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        return said, _wait(process, seconds)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> int:
    """Return how the process ended; whatever it still runs then is killed."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer(said: Path, returned: int) -> Any:
    if returned in _OUT_OF_TIME:
        raise TaskFailed(FindingKind.TIMED_OUT, "La revisión no terminó en el tiempo permitido.")
    try:
        with said.open("rb") as stream:
            answer = json.loads(stream.read(_MOST_SAID))
    except ValueError as error:
        raise TaskFailed(FindingKind.NOT_READABLE, "La revisión se interrumpió.") from error
    if "failed" in answer:
        raise TaskFailed(FindingKind(answer["failed"]), str(answer["reason"]))
    return answer["answer"]
