"""An antivirus that answers, finds, is down, is slow or talks nonsense."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from release.antivirus import scan
from release.inspection import inspect
from release.report import FindingKind, Scan, Verdict
from tests.release.office_files import workbook

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


class _Clamd(socketserver.StreamRequestHandler):
    """Speaks clamd's INSTREAM; what it says of a clean file is set by each test."""

    says = b"stream: OK\0"

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        found = b"stream: Eicar-Test FOUND\0" if EICAR in content else self.says
        self.wfile.write(found)


@contextmanager
def clamd(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def unix(tmp_path: Path, says: bytes = b"stream: OK\0") -> tuple[str, socketserver.BaseServer]:
    address = str(tmp_path / "clamd")
    handler = type("Says", (_Clamd,), {"says": says})
    return address, socketserver.UnixStreamServer(address, handler)


def test_a_clean_file_is_said_to_be_scanned(tmp_path: Path) -> None:
    address, server = unix(tmp_path)
    with clamd(server):
        report = inspect(workbook(tmp_path / "a.xlsx"), name="a.xlsx", antivirus=address)
    assert (report.scan, report.verdict) == (Scan.CLEAN, Verdict.CLEAN)


def test_a_virus_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(EICAR)
    address, server = unix(tmp_path)
    with clamd(server):
        report = inspect(path, name="a.txt", antivirus=address)
    assert (report.scan, report.verdict) == (Scan.INFECTED, Verdict.REFUSED)


def test_it_is_reached_over_the_network_too(tmp_path: Path) -> None:
    server = socketserver.TCPServer(("127.0.0.1", 0), _Clamd)
    port = server.server_address[1]
    with clamd(server):
        assert scan(workbook(tmp_path / "a"), f"127.0.0.1:{port}", seconds=5) == Scan.CLEAN


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"x" * 9000])
def test_an_answer_that_is_none_is_not_taken_for_one(tmp_path: Path, says: bytes) -> None:
    address, server = unix(tmp_path, says)
    with clamd(server):
        assert scan(workbook(tmp_path / "a"), address, seconds=5) == Scan.UNAVAILABLE


@pytest.mark.parametrize("address", ["/no/such/socket", "127.0.0.1:1", "nonsense"])
def test_one_that_is_down_holds_the_file(tmp_path: Path, address: str) -> None:
    report = inspect(workbook(tmp_path / "a.xlsx"), name="a.xlsx", antivirus=address)
    assert (report.scan, report.verdict) == (Scan.UNAVAILABLE, Verdict.UNINSPECTED)
    assert [one.kind for one in report.findings] == [FindingKind.SCANNER_DOWN]


def test_one_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        assert scan(workbook(tmp_path / "a"), address, seconds=0) == Scan.UNAVAILABLE
