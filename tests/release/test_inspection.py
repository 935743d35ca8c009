"""The limited process: what it may do, and that whatever goes wrong holds the file."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from release import limited
from release.inspection import inspect
from release.inspector import answer
from release.known import Known
from release.limited import TaskFailed, run
from release.report import Finding, FindingKind, Report, Scan, Verdict
from tests.release.office_files import PNG, document, with_parts, workbook

Kind = FindingKind
ROOT = Path(__file__).resolve().parents[2]
CONFINED = "from release.confinement import confine\nprint(confine(cpu_seconds=1), flush=True)\n"


def kinds(report: Report) -> list[FindingKind]:
    return [finding.kind for finding in report.findings]


def confined(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CONFINED + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


def test_a_file_is_inspected_in_a_process_of_its_own(tmp_path: Path) -> None:
    report = inspect(workbook(tmp_path / "a.xlsx"), name="a.xlsx")
    assert (report.file_type, report.verdict, report.scan) == (
        "xlsx",
        Verdict.CLEAN,
        Scan.NOT_CONFIGURED,
    )


def test_the_requesters_own_data_reaches_it(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", lambda letter: letter.add_paragraph("Para Rosa Canario"))
    report = inspect(path, name="a.docx", known=Known(name="Rosa Canario"))
    assert kinds(report) == [Kind.PERSONAL_REQUESTER]
    assert Report.from_dict(report.as_dict()) == report


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import socket; socket.socket()", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.fork()", "PermissionError"),
        ("bytearray(2 << 30)", "MemoryError"),
        ("open('/tmp/aip-too-big', 'wb').write(bytes(200 << 20))", "File too large"),
        ("import time\nwhile True: pass", ""),
    ],
)
def test_the_process_is_shut_in(code: str, says: str) -> None:
    ended = confined(code)
    Path("/tmp/aip-too-big").unlink(missing_ok=True)  # noqa: S108 - what the process could write
    assert ended.returncode != 0
    assert says in ended.stderr


def test_the_kernel_refuses_the_network_to_any_library() -> None:
    ended = confined(
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.socket(2, 1, 0), ctypes.get_errno())"
    )
    if ended.stdout.startswith("interpreter"):
        pytest.skip("this kernel has no filter of calls")
    assert ended.stdout.split() == ["kernel", "-1", "1"]


def test_the_process_reaches_no_file_but_its_own(tmp_path: Path) -> None:
    for folder in ("own", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text(folder)
    ended = confined(
        "from release.reach import leave_only\n"
        "from pathlib import Path\n"
        f"own, other = Path({str(tmp_path)!r}, 'own'), Path({str(tmp_path)!r}, 'other')\n"
        "print(leave_only(reads=[str(own / 'a'), '/no/such'], writes=[str(own)]), flush=True)\n"
        "print((own / 'a').read_text(), (own / 'b').write_text('new'), flush=True)\n"
        "import decimal\n"
        "print((other / 'a').read_text())"
    )
    if "False" in ended.stdout:
        pytest.skip("this kernel cannot refuse files")
    assert ended.stdout.split()[1:] == ["True", "own", "3"]
    assert "PermissionError" in ended.stderr


def test_what_a_task_writes_is_there_only_if_it_ends_well(tmp_path: Path) -> None:
    path, target = workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    arguments = {"path": str(path), "kind": "values_only_workbook", "target": str(target)}
    with pytest.raises(TaskFailed):
        run("fix", {**arguments, "kind": "rerendered_pdf"})
    assert not target.exists()
    assert run("fix", arguments) == "xlsx"
    assert target.stat().st_size > 1000


@pytest.mark.parametrize(
    "name", ["vacio.pdf", "no-existe.pdf", "cola.pdf", "carpeta.pdf", "a\0b.pdf"]
)
def test_what_is_no_file_is_held(tmp_path: Path, name: str) -> None:
    (tmp_path / "vacio.pdf").touch()
    (tmp_path / "carpeta.pdf").mkdir()
    os.mkfifo(tmp_path / "cola.pdf")
    report = inspect(tmp_path / name, name=name, antivirus="/no/socket")
    assert (report.file_type, report.verdict) == ("pdf", Verdict.UNINSPECTED)


def test_a_file_beyond_any_size_is_held_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as stream:
        stream.truncate(101 << 20)
    assert kinds(inspect(path, name="a.pdf")) == [Kind.TOO_LARGE]


def test_the_worst_files_cost_the_caller_neither_time_nor_memory(tmp_path: Path) -> None:
    swollen = {"xl/worksheets/sheet1.xml": b"<worksheet>" + b"<row/>" * (15 << 20)}
    files = [
        with_parts(workbook(tmp_path / "bomba.xlsx"), swollen),
        tmp_path / "enorme.png",
        tmp_path / "larga.csv",
    ]
    files[1].write_bytes(PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:])
    files[2].write_text("(0" * 9_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in files:
        begun = time.monotonic()
        assert inspect(path, name=path.name).verdict == Verdict.UNINSPECTED
        assert time.monotonic() - begun < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_task_out_of_time_is_killed(tmp_path: Path) -> None:
    arguments = {"path": str(workbook(tmp_path / "a.xlsx")), "name": "a.xlsx", "known": {}}
    with pytest.raises(TaskFailed) as failure:
        run("inspect", arguments, seconds=0.01)
    assert failure.value.kind == Kind.TIMED_OUT


def test_too_many_at_once_wait_and_are_then_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "_AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(limited, "_WAIT_SECONDS", 0.01)
    with limited._AT_ONCE:  # noqa: SLF001 - the only place is taken
        report = inspect(workbook(tmp_path / "a.xlsx"), name="a.xlsx")
    assert kinds(report) == [Kind.TIMED_OUT]


def test_an_answer_that_cannot_be_read_is_a_failure() -> None:
    with pytest.raises(TaskFailed):
        run("nothing of the kind", {})


@pytest.mark.parametrize(
    ("error", "kind"),
    [(MemoryError(), Kind.TOO_LARGE), (ValueError(), Kind.NOT_READABLE)],
)
def test_whatever_a_file_does_to_the_task_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: FindingKind
) -> None:
    def fail(**_arguments: str) -> None:
        raise error

    monkeypatch.setattr("release.look_inside.inspect_file", fail)
    assert answer("inspect", {})["failed"] == kind.value


def test_the_gravest_finding_decides() -> None:
    def verdict(*found: FindingKind) -> Verdict:
        return Report("pdf", tuple(Finding(kind, "", "") for kind in found)).verdict

    assert verdict() == Verdict.CLEAN
    assert verdict(Kind.COMMENT) == Verdict.HOLD
    assert verdict(Kind.COMMENT, Kind.ENCRYPTED) == Verdict.UNINSPECTED
    assert verdict(Kind.ENCRYPTED, Kind.MACRO) == Verdict.REFUSED
