"""Leaves this process only the files it needs: programs and fonts to read, a folder to write in.

A library that a hostile file has taken over could otherwise read what the server's user may read
and hide it in the file it writes. Linux's Landlock refuses that; where there is none, nothing does.
"""

from __future__ import annotations

import ctypes
import mimetypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# All there is to refuse, by the first version that knew it.
_FIRST_RIGHTS = (1 << 13) - 1
_LATER_RIGHTS = ((2, 1 << 13), (3, 1 << 14))
_OF_FILES = (1 << 0) | (1 << 1) | _READ_FILE | (1 << 14)
_PROGRAMS = ("/usr", "/lib", "/lib64", "/opt", "/nix/store")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/dev/null", "/dev/urandom")
_HERE = Path(__file__).resolve().parent


def leave_only(*, reads: Iterable[str], writes: Iterable[str]) -> bool:
    """Refuse this process every file but the programs' own, these to read and these to write in.

    Paths that do not exist are passed over. False where the kernel cannot be asked. The process
    must have given up new privileges before.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = int(libc.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION))
    if version < 1:
        return False
    rights = _FIRST_RIGHTS | sum(right for since, right in _LATER_RIGHTS if version >= since)
    asked = struct.pack("=Q", rights)
    ruleset = int(libc.syscall(_CREATE_RULESET, asked, len(asked), 0))
    if ruleset < 0:
        return False
    for path in (*_to_run(), *reads):
        _allow(libc, ruleset, path, _READ_FILE | _READ_FOLDER)
    for path in writes:
        _allow(libc, ruleset, path, rights)
    is_refused = int(libc.syscall(_RESTRICT_SELF, ruleset, 0)) != 0
    os.close(ruleset)
    return not is_refused


def _to_run() -> Iterator[str]:
    """Yield what Python and its libraries read to work; of this system, only this room."""
    yield from _PROGRAMS
    yield from _SETTINGS
    yield from (str(path) for path in mimetypes.knownfiles)
    yield from (sys.prefix, sys.base_prefix, str(_HERE))
    yield from (path for path in sys.path if path and Path(path) != _HERE.parent)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if Path(path).is_dir() else rights & _OF_FILES
        rule = struct.pack("=Qi", allowed, place)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)
