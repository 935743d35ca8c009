"""What an OOXML file says of itself: who made it, properties, custom data, thumbnail, relations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from release.archive import Archive, Relation
from release.authorship import names_someone
from release.identifiers import fold
from release.known import Known
from release.personal import findings_of, masked
from release.report import Finding, FindingKind

# What programs add on their own: their version, switches of how to save.
_HARMLESS_CUSTOM = frozenset(
    {
        *("ksoproductbuildver", "icv", "appversion", "generator", "docsecurity", "scalecrop"),
        *("hyperlinkschanged", "linksuptodate", "shareddoc", "sharedoc"),
    }
)
_GENERATED = re.compile(r"|(?:generated|created|made) (?:by|with) .*", re.IGNORECASE)
_SOMEBODYS_FOLDER = re.compile(
    r"(?:[a-z]:|file:/*)?[\\/](?:users|usuarios|home|documents and settings)[\\/]+([^\\/]+)"
    r"|^\\\\\w",
    re.IGNORECASE,
)
_COMMON_FOLDERS = frozenset({"public", "publico", "default", "all users", "user", "usuario"})
# The thumbnail of the empty document that python-docx starts from.
_EMPTY_THUMBNAILS = frozenset({"96367138dc44ce09bf2c8f0f8e49348a1478d2c5c0af69bbc2bbc38b63cdcead"})
_LARGEST_OTHER = 4 * 1024 * 1024
_TELLING = {"subject": "Asunto", "keywords": "Palabras clave", "description": "Comentarios"}
_PEOPLE = {
    "creator": "Autor",
    "lastModifiedBy": "Guardado por",
    "Manager": "Responsable",
}
_APPLICATION = {"Company": "Organización", "HyperlinkBase": "Base de vínculos"}


def properties(archive: Archive, known: Known) -> Iterator[Finding]:
    """Yield what the properties of the document tell."""
    for tag, _attributes, text in archive.elements("docProps/core.xml"):
        yield from _core(tag, text.strip(), known)
    for tag, _attributes, text in archive.elements("docProps/app.xml"):
        yield from _application(tag, text.strip())
    yield from _custom_properties(archive)
    yield from custom_xml(archive)
    yield from _thumbnails(archive)


def author(name: str, where: str) -> Iterator[Finding]:
    """Yield the name as a finding unless it is a program's, an institution's or nobody's."""
    if names_someone(name):
        yield Finding(FindingKind.AUTHOR, where, f"«{masked(name.strip())}»")


def is_harmless(name: str) -> bool:
    """Say whether a property of a document's own is one that programs add."""
    return fold(name) in _HARMLESS_CUSTOM


def is_generated(text: str) -> bool:
    """Say whether a description is empty or only names the program."""
    return _GENERATED.fullmatch(text.strip()) is not None


def folder_of_somebody(text: str, where: str) -> Iterator[Finding]:
    """Yield a path of somebody's own computer or network, which tells their name."""
    found = _SOMEBODYS_FOLDER.search(text)
    if found and fold(found[1] or "") not in _COMMON_FOLDERS:
        yield Finding(FindingKind.METADATA, where, "Dice en qué carpeta de qué equipo se guardó.")


def outside(relations: list[Relation], where: str, known: Known) -> Iterator[Finding]:
    """Yield what a part brings from elsewhere or whose address it gives; plain links are fine."""
    for relation in relations:
        if not relation.is_external:
            continue
        is_local = not re.match(r"(?:https?|mailto|tel|ftp):", relation.target, re.IGNORECASE)
        if relation.kind != "hyperlink":
            detail = f"Se trae de otra parte ({relation.kind})."
            yield Finding(FindingKind.EXTERNAL_CONTENT, where, detail)
        elif is_local and not relation.target.startswith("#"):
            detail = "Un vínculo lleva a un archivo de otro equipo."
            yield Finding(FindingKind.EXTERNAL_LINK, where, detail)
        yield from findings_of(relation.target, f"{where}, vínculo", known)


def others(archive: Archive, read: str, known: Known) -> Iterator[Finding]:
    """Yield what is personal in the small parts of XML that nothing else reads.

    `read` is a pattern of those that something does.
    """
    is_read = re.compile(read, re.IGNORECASE)
    for part in archive.matching(r".*\.(?:xml|vml|svg)"):
        if is_read.fullmatch(part) or archive.size(part) > _LARGEST_OTHER:
            continue
        said = archive.elements(part)
        pieces = [text for _tag, _attributes, text in said]
        pieces += [value for _tag, attributes, _text in said for value in attributes.values()]
        yield from findings_of("\n".join(dict.fromkeys(pieces)), part, known)


def custom_xml(archive: Archive) -> Iterator[Finding]:
    """Yield each store of custom data with something written in it."""
    for part in archive.matching(r"customXml/item\d+\.xml"):
        said = archive.elements(part)
        if any(text.strip() for _tag, _attributes, text in said):
            yield Finding(FindingKind.CUSTOM_DATA, part, "Guarda datos que no se ven.")


def _core(tag: str, text: str, known: Known) -> Iterator[Finding]:
    where = "propiedades"
    if tag in _PEOPLE:
        yield from author(text, f"{where}: {_PEOPLE[tag]}")
    elif tag in _TELLING and not is_generated(text):
        yield Finding(FindingKind.METADATA, f"{where}: {_TELLING[tag]}", f"{len(text)} letras")
    if tag in {"title", "category", "contentStatus", *_TELLING}:
        yield from findings_of(text, where, known)
        yield from folder_of_somebody(text, where)


def _application(tag: str, text: str) -> Iterator[Finding]:
    if tag == "Manager":
        yield from author(text, "propiedades: Responsable")
    elif tag in _APPLICATION and names_someone(text):
        yield Finding(FindingKind.METADATA, f"propiedades: {_APPLICATION[tag]}", f"«{text}»")
    elif tag == "Template":
        yield from folder_of_somebody(text, "propiedades: Plantilla")


def _custom_properties(archive: Archive) -> Iterator[Finding]:
    name = ""
    said = archive.elements("docProps/custom.xml")
    for tag, attributes, text in reversed(said):
        # Each value ends before the property that holds it.
        if tag == "property":
            name = attributes.get("name", "")
        elif tag != "Properties" and text.strip() and not is_harmless(name):
            yield Finding(FindingKind.CUSTOM_DATA, "propiedades propias", f"«{name}»")


def _thumbnails(archive: Archive) -> Iterator[Finding]:
    for part in archive.matching(r"docProps/thumbnail\.\w+"):
        if hashlib.sha256(archive.read(part)).hexdigest() not in _EMPTY_THUMBNAILS:
            yield Finding(FindingKind.THUMBNAIL, part, "Una imagen de cómo era al guardarlo.")
