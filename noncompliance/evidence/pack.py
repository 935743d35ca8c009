"""Packs a bundle as a zip: the same facts at the same instant are the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from noncompliance.evidence import plain
from noncompliance.evidence.facts import Bundle
from oversight.evidence import VERIFIER, as_lines
from oversight.verifier import EVENTS, FACTS, MANIFEST

_READABLE = 0o100644 << 16
_UNIX = 3


def files_of(bundle: Bundle, pdf: bytes) -> dict[str, bytes]:
    """Return every file of a bundle by its name, the manifest last."""
    files = {
        "expediente.pdf": pdf,
        FACTS: plain.facts_of(bundle).encode(),
        "verificar.py": VERIFIER,
    }
    for request in bundle.dossier.requests:
        folder = f"pedidos/{request.number}"
        files[f"{folder}/{EVENTS}"] = as_lines(request.events).encode()
        tables = (
            ("notificaciones", plain.NOTICE, plain.notices(request)),
            ("responsables", plain.POST, plain.posts(request)),
            ("plazos", plain.DAY, plain.term_days(request)),
        )
        for name, heads, rows in tables:
            files[f"{folder}/{name}.csv"] = plain.as_csv(heads, rows).encode()
    files[MANIFEST] = manifest_of(files.items()).encode()
    return files


def manifest_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of each file as `sha256sum` writes it, in the order of their names."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files)
    )


def zipped(files: Mapping[str, bytes], *, at: datetime) -> bytes:
    """Return those files as a zip in which each was written at `at`; nothing of a machine."""
    packed = BytesIO()
    when = at.astimezone(UTC)
    stamp = (when.year, when.month, when.day, when.hour, when.minute, when.second)
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, date_time=stamp)
            entry.external_attr, entry.create_system = _READABLE, _UNIX
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=6)
    return packed.getvalue()
