"""A site of its own in a folder, with its worker, its clock and its broker as real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import migrated
from tests.notifications.mail import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


class Site:
    """SQLite in `folder`; processes are groups of their own, so that one blow kills each whole."""

    def __init__(self, folder: Path, *, broker_url: str = "filesystem://", mail_port: int) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "DEMO": "true",
            "DJANGO_SETTINGS_MODULE": "aip.settings",
            "VAR_DIR": str(folder),
            "BROKER_URL": broker_url,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
            "PYTHONUNBUFFERED": "1",
        }
        migrated.copy_to(folder / "aip.sqlite3")

    def run(self, *arguments: str) -> str:
        """Run Python with `arguments` to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
            timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def file(self, count: int) -> dict[str, Any]:
        """File `count` requests in a process of its own; return their numbers and durations."""
        printed: dict[str, Any] = json.loads(self.run("-m", "tests.worker.seed", str(count)))
        return printed

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        return self._start("worker", "worker", "--concurrency", "2", "--loglevel", "INFO")

    def start_beat(self) -> subprocess.Popen[bytes]:
        """Start the clock."""
        return self._start("beat", "beat", "--pidfile", str(self.folder / "beat.pid"))

    def start_broker(self, port: int) -> subprocess.Popen[bytes]:
        """Start a Redis that keeps nothing on disk."""
        return self._spawn(
            "redis",
            [redis_server(), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
             "--dir", str(self.folder)],
        )  # fmt: skip

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        return self._spawn(name, [sys.executable, "-m", "celery", "-A", "aip", *arguments])

    def _spawn(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def log_of(self, name: str) -> str:
        """Return what a process has written so far."""
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, or change rows, directly in the database."""
        with sqlite3.connect(self.folder / "aip.sqlite3", timeout=20) as database:
            return database.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        """Return the one number a query gives."""
        ((value,),) = self.rows(sql)
        return int(value)

    def stop(self) -> None:
        """Kill whatever still runs."""
        for process in self.processes:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill -9 a process with all its children; killing twice does nothing."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(true: Callable[[], bool], *, seconds: float, site: Site) -> None:
    """Wait for something to come true; fail with the logs when it does not."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            pytest.fail(site.log_of("worker") + site.log_of("beat"))
        time.sleep(0.1)


def redis_server() -> str:
    """Return the Redis program; without it skip the test, or fail it in CI."""
    found = shutil.which("redis-server")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("redis-server is not installed")
        pytest.skip("redis-server is not installed")
    return found


__all__ = ["Site", "free_port", "kill", "redis_server", "wait_until"]
