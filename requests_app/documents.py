"""Which files are accepted, under which name they are shown, and how they are kept."""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import filetype
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from requests_app.errors import DocumentRefused
from requests_app.models import Answer, Document, InformationRequest
from requests_app.release_gate import require_released
from requests_app.states import Visibility

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_FILES = 10
NAME_LENGTH = 120

# Extension → media type. What is not here is refused: archives, programs, macros, HTML, SVG.
ACCEPTED = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
TEXT_TYPES = ("csv", "txt")

SAY_WHY_EARLIER = _("Indique la constancia de que se presentó en esa fecha anterior.")
VERBAL_NEEDS_RECORD = _("Escriba el acta: lo que la persona pidió, tal como se le leyó.")

_ZIP = b"PK\x03\x04"
# What makes each office file what it says, inside its zip container: for OOXML the folder of its
# contents, for OpenDocument the media type it declares.
_OOXML_FOLDER = {"docx": "word/", "xlsx": "xl/"}
_OPEN_DOCUMENT = ("odt", "ods")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)/", re.IGNORECASE)
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Everything `zipfile` raises for archives that are cut, encrypted or made to confuse it.
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
# A list of entries longer than this is made to fill the memory of who reads it.
_LONGEST_LIST = 1 * MEGABYTE
_END_OF_LIST = struct.Struct("<4s4H2LH")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose size, extension and real type agree; only such files are stored.

    `readers` says who may read this one, where that is not what is said of all those with it.
    """

    content: File[bytes]
    name: str
    media_type: str
    size: int
    digest: str
    readers: Visibility | None = None


def check(content: File[bytes], given_name: str) -> CheckedFile:
    """Return the file ready to store. Raises DocumentRefused with the reason in plain words."""
    name = shown_name(given_name)
    size = content.size or 0
    if size == 0:
        raise DocumentRefused(_("«%(name)s» está vacío.") % {"name": name})
    if size > MAX_BYTES:
        raise DocumentRefused(_("«%(name)s» pesa más de 20 MB.") % {"name": name})
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in ACCEPTED or not _is_really(content, extension):
        raise DocumentRefused(
            _(
                "«%(name)s» no es un archivo de los tipos aceptados: PDF, Word (docx), "
                "Excel (xlsx), OpenDocument (odt, ods), CSV, texto, JPG o PNG."
            )
            % {"name": name}
        )
    return CheckedFile(content, name, ACCEPTED[extension], size, _digest(content))


def shown_name(given: str) -> str:
    """Return a file name that is safe to show and to offer for download.

    Keeps letters of every language; drops folders, control and direction-changing characters.
    """
    visible = "".join(
        char
        for char in unicodedata.normalize("NFC", given)
        if unicodedata.category(char) not in _NOT_SHOWN
    )
    base = re.split(r"[\\/]", visible)[-1].strip(" .")
    stem, suffix = PurePath(base).stem, PurePath(base).suffix
    if not stem or _RESERVED.match(stem.split(".")[0]):
        stem = "archivo"
    return stem[: NAME_LENGTH - len(suffix)] + suffix[:NAME_LENGTH]


def attach(
    info_request: InformationRequest,
    files: Iterable[CheckedFile],
    *,
    visibility: Visibility,
    at: datetime,
    answer: Answer | None = None,
) -> list[Document]:
    """Store checked files with the request, in the caller's transaction.

    Those of an answer leave the institution: none is stored that its check still holds.
    Raises DocumentRefused for more than MAX_FILES of them, FileHeld.
    """
    files = tuple(files)
    if len(files) > MAX_FILES:
        raise DocumentRefused(_("Puede adjuntar hasta 10 archivos."))
    if answer is not None:
        require_released(info_request, [(file, file.readers or visibility) for file in files])
    return [
        Document.objects.create(
            info_request=info_request,
            institution_id=info_request.institution_id,
            answer=answer,
            content=File(checked.content, name=checked.name),
            name=checked.name,
            media_type=checked.media_type,
            size=checked.size,
            digest=checked.digest,
            visibility=checked.readers or visibility,
            uploaded_at=at,
        )
        for checked in files
    ]


def _is_really(content: File[bytes], extension: str) -> bool:
    content.seek(0)
    head = content.read(8192)
    content.seek(0)
    if extension in TEXT_TYPES:
        return b"\x00" not in head and filetype.guess(head) is None
    if extension in _OOXML_FOLDER or extension in _OPEN_DOCUMENT:
        # Nothing before the archive: not a program, not a page that carries one.
        return head.startswith(_ZIP) and _is_office_file(content, extension)
    kind = filetype.guess(head)
    return kind is not None and kind.mime == ACCEPTED[extension]


def _is_office_file(content: File[bytes], extension: str) -> bool:
    """Say whether the archive holds the parts of that kind of document, and no macros.

    Only its list of entries is read, and of OpenDocument the one entry that names its type.
    """
    try:
        if _list_length(content) > _LONGEST_LIST:
            return False
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            if any(map(_MACROS.search, names)):
                return False
            if extension in _OPEN_DOCUMENT:
                with archive.open("mimetype") as declared:
                    return declared.read(100).decode("ascii") == ACCEPTED[extension]
            folder = _OOXML_FOLDER[extension]
            return "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)
    except _BROKEN_ARCHIVE:
        return False
    finally:
        content.seek(0)


def _list_length(content: File[bytes]) -> int:
    """Return how many bytes the archive says its list of entries has, before anybody reads it.

    An archive says so in its last record (APPNOTE.TXT 4.3.16), which a comment may follow; one
    too large for that record is not an office file of ours. Raises ValueError without a record.
    """
    size = content.size or 0
    content.seek(max(size - _END_OF_LIST.size - 65_535, 0))
    tail = content.read()
    start = tail.rindex(b"PK\x05\x06")
    record = _END_OF_LIST.unpack_from(tail, start)
    return int(record[5])


def _digest(content: File[bytes]) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
