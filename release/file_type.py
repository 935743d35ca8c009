"""What a file really is, by its bytes, against what its name says."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from release.report import Finding, FindingKind

# Extension → the type it promises; what is not here is never released.
ACCEPTED = {
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "odt": "odt",
    "ods": "ods",
    "csv": "csv",
    "txt": "txt",
    "jpg": "jpg",
    "jpeg": "jpg",
    "png": "png",
}
PLAIN = ("csv", "txt")
_HEAD = 8192
_TAIL = 66_000
_END_OF_ARCHIVE = b"PK\x05\x06"
_END_RECORD_SIZE = 22
# What stands in the first kilobytes of a page that a browser would run.
_RUNS_IN_BROWSER = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)[\s>]", re.IGNORECASE
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\xca\xfe\xba\xbe", "exe"),
    (b"#!", "script"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"RIFF", "riff"),
    (b"\x00\x00\x00\x1cftyp", "heic"),
    (b"\x00\x00\x00\x18ftyp", "heic"),
    (b"\x00\x00\x00\x20ftyp", "heic"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OOXML = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx"),
    (re.compile(r"ppt/presentation\d*\.xml"), "pptx"),
)
# What a compound file is, by the name of a stream in it.
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "xls",
    "PowerPoint Document": "ppt",
}
_OFFICE = ("docx", "xlsx", "odt", "ods")
_IN_SPANISH = {
    "binary": "un archivo que no es texto",
    "damaged": "un archivo comprimido dañado",
    "exe": "un programa",
    "html": "una página web",
    "ole": "un archivo de un programa antiguo",
    "script": "un programa",
    "text": "texto",
    "zip": "un archivo comprimido",
}
_TEXT_LIMIT = 0.02


@dataclass(frozen=True, slots=True)
class FileType:
    """The real type, short as an extension, and what is wrong with it or its name."""

    name: str
    findings: tuple[Finding, ...] = ()


def file_type(path: Path, *, name: str) -> FileType:
    """Return what the file is; only its two ends and an archive's list are read.

    Raises OSError if it cannot be read at all.
    """
    head, tail = _ends(path)
    extension = PurePath(name).suffix.lower().lstrip(".")
    real = _real_type(path, head, tail)
    wanted = ACCEPTED.get(extension)
    if real == "text" and wanted in PLAIN:
        real = wanted
    if real == "damaged" and wanted in _OFFICE:
        return FileType(wanted, (_finding(FindingKind.NOT_READABLE, "Está dañado o cortado."),))
    if real == "encrypted":
        return FileType(wanted or "ole", (_finding(FindingKind.ENCRYPTED, "Tiene contraseña."),))
    if real != wanted:
        return FileType(real, (_wrong(real, extension, is_accepted=wanted is not None),))
    return FileType(real, tuple(_polyglot(real, head, tail)))


def real_type(path: Path) -> str:
    """Return what the file is by its bytes alone, whatever its name. Raises OSError."""
    return _real_type(path, *_ends(path))


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(path.stat().st_size - _TAIL, 0))
        return head, stream.read(_TAIL)


def _real_type(path: Path, head: bytes, tail: bytes) -> str:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _DEEPER[name](path) if name in _DEEPER else name
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_type(head, tail)


def _text_type(head: bytes, tail: bytes) -> str:
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"<"):
        markup = _RUNS_IN_BROWSER.search(head)
        if markup:
            return "svg" if b"svg" in markup[0].lower() else "html"
        return "xml" if begins.startswith(b"<?xml") else "text"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    control = sum(byte < 0x20 and byte not in b"\t\r\n\f" for byte in head)  # noqa: PLR2004
    if b"\0" in head or b"\0" in tail or control > _TEXT_LIMIT * len(head):
        return "binary"
    return "text"


def _archive_type(path: Path) -> str:
    """Tell an office file from any other archive by the parts it has."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as declared:
                    return _OPEN_DOCUMENT.get(declared.read(100).strip(), "zip")
    except Exception:
        return "damaged"
    kinds = [kind for part, kind in _OOXML if any(map(part.fullmatch, names))]
    return kinds[0] if len(kinds) == 1 and "[Content_Types].xml" in names else "zip"


def _compound_type(path: Path) -> str:
    """Tell a new office file with a password from the old ones: all are compound files."""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            for name, kind in _STREAMS.items():
                if name.encode("utf-16-le") in block:
                    return kind
    return "ole"


_DEEPER = {"zip": _archive_type, "ole": _compound_type}


def _wrong(real: str, extension: str, *, is_accepted: bool) -> Finding:
    if not is_accepted and (real == extension or real in {"text", "binary", "ole"}):
        return _finding(
            FindingKind.TYPE_NOT_ACCEPTED,
            f"Los archivos «.{extension}» no se entregan por este medio."
            if extension
            else "El nombre no dice qué tipo de archivo es.",
        )
    return _finding(
        FindingKind.TYPE_MISMATCH,
        f"Su nombre dice «{extension or 'nada'}» y por dentro es {_IN_SPANISH.get(real, real)}.",
    )


def _polyglot(real: str, head: bytes, tail: bytes) -> list[Finding]:
    """Return what makes the file also something else to another program."""
    said: list[str] = []
    if real == "pdf" and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        said.append("Hay otros datos antes del comienzo del PDF.")
    if real in {"pdf", "png", "jpg"} and _RUNS_IN_BROWSER.search(head[:4096]):
        said.append("Es también una página web.")
    if real in {"pdf", "png", "jpg", *PLAIN} and _ends_as_archive(tail):
        said.append("Es también un archivo comprimido.")
    return [_finding(FindingKind.POLYGLOT, one) for one in said]


def _ends_as_archive(tail: bytes) -> bool:
    place = tail.rfind(_END_OF_ARCHIVE)
    if place < 0 or len(tail) < place + _END_RECORD_SIZE:
        return False
    (comment,) = struct.unpack_from("<H", tail, place + 20)
    return place + _END_RECORD_SIZE + int(comment) == len(tail)


def _finding(kind: FindingKind, detail: str) -> Finding:
    return Finding(kind, "archivo", detail)
