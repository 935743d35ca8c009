"""How far the loading is, as a bar on a terminal and as a small file the pages look at."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from django.conf import settings

WIDTH = 30
# A loader that was killed leaves its file behind; one that works touches it every second or so.
STALE_SECONDS = 60


class Terminal(Protocol):
    """What a bar is drawn on: a stream, or a command's own."""

    def isatty(self) -> bool:
        """Say whether somebody looks."""

    def write(self, text: str, /) -> object:
        """Put text there."""

    def flush(self) -> None:
        """Show it now."""


def draw(stream: Terminal, *, done: int, total: int) -> None:
    """Draw the bar over itself; on something that is not a terminal, nothing."""
    if not stream.isatty():
        return
    filled = WIDTH * done // max(total, 1)
    bar = "█" * filled + "·" * (WIDTH - filled)
    stream.write(f"\r{bar} {percent(done, total):3} %  {done} de {total}")
    if done >= total:
        stream.write("\n")
    stream.flush()


def percent(done: int, total: int) -> int:
    """Return how much is done, in whole hundredths."""
    return 100 * done // max(total, 1)


def publish(done: int, total: int) -> None:
    """Let the pages know. A file, so that telling it costs no page a query."""
    _file().write_text(str(percent(done, total)), encoding="ascii")


def withdraw() -> None:
    """Let the pages know that nothing is being loaded any more."""
    _file().unlink(missing_ok=True)


def published() -> int | None:
    """Return the percentage being loaded now, None when nothing is."""
    try:
        if time.time() - _file().stat().st_mtime > STALE_SECONDS:
            return None
        return int(_file().read_text(encoding="ascii") or 0)
    except (FileNotFoundError, ValueError):
        return None


def _file() -> Path:
    return Path(settings.VAR_DIR) / "demo-loading"
