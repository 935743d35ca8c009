"""Runs the whole system on one machine to try it: web, worker, beat and the demonstration data.

Called by `make run`. Prepares the database, starts the parts, prints where to look, and stops
them all on Ctrl-C or when one of them ends by itself.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command

GRACE_SECONDS = 8
PYTHON = sys.executable
BIN = Path(PYTHON).parent


class Stopped(Exception):
    """Somebody asked the run to end."""


def main() -> int:
    """Run until stopped; return the exit code of the shell."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if _is_taken(host, port):
        _say(f"El puerto {port} está ocupado. Pruebe: make run PORT={port + 1}")
        return 1
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    django.setup()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        _prepare()
        with _running(_parts(host, port)) as children:
            _wait_until_listening(host, port, children[0])
            _greet(port)
            return _watch(children)
    except Stopped:
        return 0


def _prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if _static_files_changed():
        call_command("collectstatic", verbosity=0, interactive=False)
    call_command("demo", prepare=True)
    call_command("preflight")


def _static_files_changed() -> bool:
    # Collecting compresses every file again: seconds that a second start need not wait.
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected_at = manifest.stat().st_mtime
    sources = [*Path(settings.BASE_DIR).glob("static/**/*"), Path(settings.BASE_DIR) / "uv.lock"]
    return any(source.stat().st_mtime > collected_at for source in sources)


def _parts(host: str, port: int) -> list[list[str]]:
    """Return the commands to run side by side; the first is the web server."""
    granian = [str(BIN / "granian"), "--interface", "wsgi", "--host", host, "--port", str(port)]
    celery = [PYTHON, "-m", "celery", "--app", "aip"]
    requests = os.environ.get("DEMO_REQUESTS", "3000")
    return [
        [*granian, "--workers", "1", "--blocking-threads", "4", "--no-ws", "aip.wsgi:application"],
        [*celery, "worker", "--pool", "solo", "--loglevel", "WARNING", "--without-gossip"],
        [*celery, "beat", "--pidfile", _fresh_pidfile(), "--loglevel", "WARNING"],
        [PYTHON, "manage.py", "demo", "--requests", requests, "--seed", "1"],
    ]


def _fresh_pidfile() -> str:
    # A beat killed the hard way leaves its file behind, and the next one would refuse to start.
    pidfile = Path(settings.VAR_DIR) / "beat.pid"
    pidfile.unlink(missing_ok=True)
    return str(pidfile)


@contextmanager
def _running(commands: list[list[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            children.append(_start(command))  # noqa: PERF401  what has started must be stopped
        yield children
    finally:
        _end(children)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process alone, which then stops each.
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  our own words


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        _signal(child, signal.SIGKILL)
        child.wait()


def _signal(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait; the last child, which loads the data, is the only one that may end well."""
    *services, loader = children
    while True:
        ended = [child for child in services if child.poll() is not None]
        if ended or (loader.poll() or 0) != 0:
            _say("Una parte del sistema terminó por sí sola; se detiene todo. Vea el mensaje.")
            return 1
        time.sleep(0.5)


def _wait_until_listening(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    while not _is_taken(host, port):
        if web.poll() is not None:
            raise SystemExit(1)
        time.sleep(0.1)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _greet(port: int) -> None:
    _say(
        f"\n  Acceso a la Información Pública — demostración\n\n"
        f"  Sitio:    http://localhost:{port}/\n"
        f"  Ingreso:  http://localhost:{port}/cuenta/login/  "
        f"(usuarios de demostración en esa página)\n"
        f"  Correo:   los avisos quedan como archivos en {settings.EMAIL_FILE_PATH}\n\n"
        f"  Los pedidos ficticios se cargan mientras tanto. Ctrl-C detiene todo.\n"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    raise SystemExit(main())
