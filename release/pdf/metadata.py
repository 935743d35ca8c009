"""What the properties of a PDF say of who made it, with what it keeps for other programs."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from release.known import Known
from release.personal import findings_of, masked
from release.report import Finding, FindingKind
from release.xmp import findings_in_xmp, judged

WHERE = "propiedades del documento"
_PART = "propiedades de una parte del documento"
# The names of a PDF's own properties, by those of XMP.
_AS_XMP = {
    "/Author": "Author",
    "/Creator": "CreatorTool",
    "/Producer": "Producer",
    "/Subject": "description",
    "/Keywords": "Keywords",
    "/Manager": "Manager",
    "/Company": "contributor",
    "/Comments": "Comments",
    "/LastModifiedBy": "LastModifiedBy",
}
# Properties that programs write of themselves, or that are shown: they tell of nobody.
_OF_THE_FILE = (
    "/Title", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.", "/GTS_PDF", "/SourceModified",
    "/ICNApp", "/AAPL:", "/PXCViewerInfo", "/DocChecksum", "/Version", "/PDFVersion",
    "/ContentTypeId", "/Rand", "/EPSON", "/PDFFormat",
)  # fmt: skip
_MOST_TEXT = 200_000


def metadata_findings(pdf: pikepdf.Pdf, known: Known) -> list[Finding]:
    """Return what the properties, the XMP packet and the previews of a document give away."""
    return [*_of_properties(pdf, known), *_of_packets(pdf, known)]


def text_of(value: object) -> str:
    """Return what a PDF's value says, at most 200,000 signs; empty for what is no text."""
    if isinstance(value, pikepdf.String | pikepdf.Name):
        return str(value)[:_MOST_TEXT].replace("\0", "")
    return ""


def _of_properties(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    info = pdf.trailer.get(Name.Info)
    if not isinstance(info, pikepdf.Dictionary):
        return
    for key in info.keys():  # noqa: SIM118 - a PDF dictionary iterates otherwise
        value = text_of(info[key]).strip()
        yield from findings_of(value, WHERE, known)
        if key in _AS_XMP:
            yield from judged(_AS_XMP[key], value, WHERE)
        elif value and not key.startswith(_OF_THE_FILE):
            detail = f"Lleva una propiedad agregada, «{masked(key.lstrip('/'))}»."
            yield Finding(FindingKind.CUSTOM_DATA, WHERE, detail)


def _of_packets(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    """Yield what the document's own packet says, and those of its pages, pictures and fonts."""
    own = pdf.Root.get(Name.Metadata)
    if isinstance(own, pikepdf.Stream):
        yield from findings_in_xmp(own.read_bytes(), WHERE, known)
    for thing in pdf.objects:
        is_packet = isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.XML
        if is_packet and thing != own:
            yield from findings_in_xmp(thing.read_bytes(), _PART, known)
