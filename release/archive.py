"""An office file as the archive it is: its parts, read within limits, and what does not belong."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from release.limited import TaskFailed
from release.markup import Reader, elements, read
from release.report import Finding, FindingKind

MEGABYTE = 1024 * 1024
MOST_PARTS = 4000
MOST_BYTES = 700 * MEGABYTE
# A part this large that was packed this tightly holds nothing a person wrote.
_BOMB_BYTES = 40 * MEGABYTE
_BOMB_RATIO = 250
_MOST_WHOLE = 48 * MEGABYTE
_ENCRYPTED_FLAG = 0x1
_SLACK_PER_PART = 4096
_ARCHIVES = re.compile(r"\.(zip|rar|7z|gz|tgz|tar|jar|bz2|xz|cab|iso|zst)$", re.IGNORECASE)
_PROGRAMS = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|msi|lnk|hta|sh|py)$", re.I)
_MACROS = re.compile(
    r"(^|/)(vbaProject(Signature\w*)?\.bin|vbaData\.xml)$|^(Basic|Scripts)/.*[^/]$|/macrosheets/"
    r"|/(intlM|m)acrosheets/",
    re.IGNORECASE,
)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|intlmacrosheet", re.IGNORECASE)


class Archive:
    """The parts of an office file. Reading one stops at its declared size."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names: list[str] = [info.filename for info in archive.infolist()]
        self._known = set(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def matching(self, pattern: str) -> list[str]:
        """Return the names of the parts that match the whole pattern, whatever their case."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return [name for name in self.names if wanted.fullmatch(name)]

    def size(self, name: str) -> int:
        """Return how many bytes the part says it has."""
        return self._archive.getinfo(name).file_size

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part to read it piece by piece; KeyError if there is none."""
        with self._archive.open(name) as stream:
            yield stream

    def read(self, name: str) -> bytes:
        """Return a whole part. Raises TaskFailed for one of more than 48 MB."""
        if self.size(name) > _MOST_WHOLE:
            raise TaskFailed(FindingKind.TOO_LARGE, f"«{name}» es demasiado grande.")
        with self.open(name) as stream:
            return stream.read(_MOST_WHOLE)

    def tell(self, name: str, reader: Reader) -> None:
        """Read a part of XML to the reader."""
        with self.open(name) as stream:
            read(stream, reader)

    def elements(self, name: str, *tags: str) -> list[tuple[str, dict[str, str], str]]:
        """Return the elements of those tags in a small part; none if there is no such part."""
        if name not in self._known:
            return []
        if self.size(name) > _MOST_WHOLE:
            raise TaskFailed(FindingKind.TOO_LARGE, f"«{name}» es demasiado grande.")
        with self.open(name) as stream:
            return elements(stream, *tags)

    def relations(self, part: str) -> list[Relation]:
        """Return what a part of an OOXML file points to."""
        folder, name = posixpath.split(part)
        said = self.elements(f"{folder}/_rels/{name}.rels".lstrip("/"), "Relationship")
        return [Relation(attributes, folder) for _tag, attributes, _text in said]


class Relation:
    """One pointer of an OOXML part: to another part, or outside the file."""

    def __init__(self, attributes: dict[str, str], folder: str) -> None:
        self.key = attributes.get("Id", "")
        self.kind = attributes.get("Type", "").rpartition("/")[2]
        self.target = attributes.get("Target", "")
        self.is_external = attributes.get("TargetMode", "") == "External"
        self.part = posixpath.normpath(posixpath.join("/" + folder, self.target)).lstrip("/")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an office file. Raises TaskFailed for a bomb, a password or a broken archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive)
            yield Archive(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise TaskFailed(FindingKind.NOT_READABLE, "El archivo está dañado.") from error


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise TaskFailed(FindingKind.ARCHIVE_BOMB, f"Tiene {len(parts)} partes.")
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in parts):
        raise TaskFailed(FindingKind.ENCRYPTED, "Tiene contraseña.")
    if sum(info.file_size for info in parts) > MOST_BYTES or any(map(_is_bomb, parts)):
        raise TaskFailed(FindingKind.ARCHIVE_BOMB, "Al abrirse ocupa muchísimo más de lo que pesa.")


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    packed = max(info.compress_size, 1)
    return info.file_size > _BOMB_BYTES and info.file_size / packed > _BOMB_RATIO


def alien_parts(archive: Archive, *, known: str) -> Iterator[Finding]:
    """Yield what no document of the kind has: archives, programs, macros, unknown or twin parts.

    `known` is a pattern of the parts it may have.
    """
    belongs = re.compile(known, re.IGNORECASE)
    for name in archive.names:
        if _MACROS.search(name):
            yield Finding(FindingKind.MACRO, name, "Contiene un programa (macro).")
        elif _ARCHIVES.search(name) or _PROGRAMS.search(name):
            yield Finding(FindingKind.NESTED_ARCHIVE, name, "Lleva dentro otro archivo.")
        elif not name.endswith("/") and not belongs.fullmatch(name):
            yield Finding(
                FindingKind.EMBEDDED_FILE, name, "Lleva una parte que este tipo no tiene."
            )
    for name, count in Counter(archive.names).items():
        if count > 1:
            yield Finding(
                FindingKind.POLYGLOT, name, "La misma parte está dos veces: cada programa lee otra."
            )


def says_macros(archive: Archive, part: str) -> bool:
    """Say whether the list of content types speaks of macros."""
    return part in archive and bool(_MACRO_TYPES.search(archive.read(part)))


def slack(path: Path, archive: Archive) -> Iterator[Finding]:
    """Yield what the file has that belongs to none of its parts."""
    with zipfile.ZipFile(path) as raw:
        parts = raw.infolist()
        used = sum(info.compress_size + len(info.FileHeader()) for info in parts)
        listed = path.stat().st_size - raw.start_dir
        unused = path.stat().st_size - used - listed
        if raw.comment.strip():
            yield Finding(FindingKind.TRAILING_DATA, "archivo", "El archivo lleva un comentario.")
        if unused > _SLACK_PER_PART + 64 * len(archive.names):
            yield Finding(
                FindingKind.TRAILING_DATA,
                "archivo",
                f"{unused} bytes no pertenecen a ninguna de sus partes.",
            )
