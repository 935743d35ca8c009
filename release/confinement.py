"""Shuts the inspecting process in: memory, time, files, no network, no other program.

Called once, before the first byte of the file is read. The kernel's own filter (seccomp) refuses
sockets and programs; where there is none, only the interpreter's audit hook does, which stops
Python code but not a hostile library: `confine` says which of them holds.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys
from typing import Any

MEGABYTE = 1024 * 1024
MEMORY_BYTES = 1024 * MEGABYTE
WRITTEN_BYTES = 128 * MEGABYTE
OPEN_FILES = 64

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 1  # the call fails with EPERM
_LOAD_WORD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_AT_LEAST = 0x35
_RETURN = 0x06
_X32_CALLS = 0x40000000

_AUDIT_NUMBER = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# The calls refused: socket and what opens or uses one, another program, another process's memory,
# io_uring (which can do all of these without a call), namespaces and BPF.
_REFUSED_CALLS = {
    "x86_64": (
        *(41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 62, 101, 272, 288, 307, 310, 311, 321, 322),
        *(425, 426, 427),
    ),
    "aarch64": (
        *(97, 117, 129, 198, 199, 200, 201, 202, 203, 206, 211, 221, 242, 269, 270, 271, 280, 281),
        *(425, 426, 427),
    ),
}
_REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def confine(*, cpu_seconds: int) -> str:
    """Limit this process for good; return "kernel" or "interpreter": who refuses the network."""
    for what, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    # One second between the signal that can be told from others and the end.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    sys.addaudithook(_refuse)
    return "kernel" if _filter_calls() else "interpreter"


def _refuse(event: str, _args: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(f"{event} is not for an inspection")


def _filter_calls() -> bool:
    """Ask the kernel to refuse the calls; False where it cannot be asked."""
    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in _REFUSED_CALLS:
        return False
    code = _instructions(_AUDIT_NUMBER[machine], _REFUSED_CALLS[machine])
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    refusal: int = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program))
    return refusal == 0


def _instructions(audit_number: int, refused: tuple[int, ...]) -> bytes:
    """Write the filter: another machine's calls, x32's and the refused ones fail, others pass."""
    count = len(refused)
    code = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, count + 3, audit_number),
        (_LOAD_WORD, 0, 0, 0),
        (_JUMP_IF_AT_LEAST, count + 1, 0, _X32_CALLS),
        *((_JUMP_IF_EQUAL, count - place, 0, call) for place, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *one) for one in code)
