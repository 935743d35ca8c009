"""What the XMP packet of a PDF or an image says of people, places and machines.

Source: ISO 16684-1 (XMP); the names are those of its Dublin Core, EXIF and IPTC schemas.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.parsers import expat

from release.authorship import looks_like_a_name, names_someone
from release.known import Known
from release.markup import HostileMarkup, elements
from release.personal import findings_of, masked
from release.report import Finding, FindingKind

_LARGEST = 2 * 1024 * 1024
# By local name; "Description" with a capital is RDF's own element, not a text.
_PEOPLE = frozenset(
    {
        "creator", "Author", "Artist", "AuthorsPosition", "CaptionWriter", "OwnerName", "Manager",
        "CameraOwnerName", "PersonInImage", "LastModifiedBy", "By-line", "CiEmailWork",
        "CiTelWork", "CiAdrExtadr", "contributor",
    }
)  # fmt: skip
_PLACES = frozenset({"GPSLatitude", "GPSLongitude", "GPSPosition", "GPSAltitude"})
_MACHINES = frozenset({"SerialNumber", "BodySerialNumber", "LensSerialNumber", "filePath"})
_TEXTS = frozenset({"Keywords", "subject", "description", "Headline", "Instructions", "Comments"})
_PROGRAMS = frozenset({"CreatorTool", "Producer"})
# What these hold is said by what is in them or around them.
_HOLDERS = frozenset({"xmpmeta", "RDF", "Description", "Bag", "Seq", "Alt", "li"})
# Where PDF/A explains its own properties, each with a description: those say nothing of the file.
_GLOSSARY = re.compile(rb"<pdfaExtension:schemas\b.*?</pdfaExtension:schemas>", re.DOTALL)
_UNSAID = frozenset({"", "unspecified", "untitled", "none"})


def findings_in_xmp(packet: bytes, where: str, known: Known) -> list[Finding]:
    """Return what an XMP packet gives away; one that cannot be read is a finding too."""
    if len(packet) > _LARGEST:
        return [Finding(FindingKind.METADATA, where, "Sus metadatos son demasiados.")]
    try:
        said = list(_values(packet))
        properties = _values(_GLOSSARY.sub(b"", packet))
        found = [finding for name, value in properties for finding in judged(name, value, where)]
    except (expat.ExpatError, HostileMarkup, ValueError):
        return [Finding(FindingKind.METADATA, where, "Sus metadatos XMP no se pueden leer.")]
    texts = [value for name, value in said if name not in _HOLDERS]
    return found + findings_of("\n".join(texts), where, known)


def judged(name: str, value: str, where: str) -> list[Finding]:
    """Return what one property gives away, by its XMP name."""
    value = " ".join(value.split())
    if name in _PLACES:
        return [Finding(FindingKind.GPS, where, "Dice las coordenadas de un lugar.")]
    if name in _MACHINES and value:
        return [Finding(FindingKind.METADATA, where, f"Dice qué aparato lo hizo ({name}).")]
    if name in _PEOPLE and value and names_someone(value):
        return [Finding(FindingKind.AUTHOR, where, f"Nombra a su autor: «{masked(value)}».")]
    if name in _PROGRAMS and looks_like_a_name(value):
        return [Finding(FindingKind.AUTHOR, where, f"Nombra a su autor: «{masked(value)}».")]
    if name in _TEXTS and value.casefold().strip("()") not in _UNSAID:
        return [Finding(FindingKind.METADATA, where, f"Lleva un texto que no se ve ({name}).")]
    return []


def _values(packet: bytes) -> Iterator[tuple[str, str]]:
    # Padding and a byte order mark may surround the packet; zeros are not XML.
    for tag, attributes, text in elements(io.BytesIO(packet.strip(b"\0 \r\n\t"))):
        yield from attributes.items()
        yield tag, text
