"""Asks clamd, if there is one, whether a file is infected; the file is streamed to it."""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path

from release.report import Scan

_BLOCK = 1 << 16
_MOST_SAID = 4096
_LEAST_SECONDS = 0.5


def scan(path: Path, address: str, *, seconds: float) -> Scan:
    """Return what clamd at `address` (a socket's path, or host:port) says of the file.

    Whatever keeps it from saying so within `seconds` makes it UNAVAILABLE; nothing is raised.
    """
    deadline = time.monotonic() + max(seconds, _LEAST_SECONDS)
    try:
        with _connected(address, deadline) as connection:
            said = _asked(connection, path, deadline)
    except (OSError, ValueError):
        return Scan.UNAVAILABLE
    if said.endswith("FOUND"):
        return Scan.INFECTED
    return Scan.CLEAN if said == "stream: OK" else Scan.UNAVAILABLE


def _connected(address: str, deadline: float) -> socket.socket:
    seconds = deadline - time.monotonic()
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def _asked(connection: socket.socket, path: Path, deadline: float) -> str:
    """Send the file as clamd's INSTREAM wants it: blocks with their length, then a zero."""
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            _wait_no_longer_than(connection, deadline)
            connection.sendall(struct.pack(">I", len(block)) + block)
    connection.sendall(struct.pack(">I", 0))
    said = b""
    while not said.endswith(b"\0") and len(said) < _MOST_SAID:
        _wait_no_longer_than(connection, deadline)
        piece = connection.recv(_MOST_SAID)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _wait_no_longer_than(connection: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("clamd took too long")
    connection.settimeout(left)
