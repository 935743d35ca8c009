"""What an OpenDocument text or spreadsheet hides, in one pass over each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from release.archive import Archive, alien_parts, opened, slack
from release.images import inspect_image
from release.known import Known
from release.limited import TaskFailed
from release.office_properties import author, folder_of_somebody, is_generated, is_harmless
from release.opendocument_content import ContentReader
from release.opendocument_styles import StylesReader
from release.personal import findings_of
from release.report import Finding, FindingKind

_KNOWN_PARTS = (
    r"mimetype|(?:content|styles|meta|settings|manifest)\.xml|META-INF/manifest\.xml|"
    r"META-INF/documentsignatures\.xml|layout-cache|manifest\.rdf|Thumbnails/thumbnail\.png|"
    r"Pictures/[^/]+\.(?:png|jpe?g|gif|emf|wmf|svg|svm|bmp|tiff?)|media/[^/]+\.\w{2,5}|"
    r"Configurations2/.*|Object [^/]+/(?:content|styles|settings|meta)\.xml|ObjectReplacements/.*|"
    r"Object [^/]+|Versions/.*|VersionList\.xml|Fonts/[^/]+|Dialogs/.*|Basic/.*|Scripts/.*|"
    r"Object [^/]+/(?:Pictures|Configurations2|Thumbnails)/.*"
)
_PICTURES = r"(?:Object [^/]+/)?(?:Pictures|media)/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?)"
_PEOPLE = {"creator": "Guardado por", "initial-creator": "Autor", "printed-by": "Impreso por"}
_TELLING = {"subject": "Asunto", "keyword": "Palabras clave", "description": "Comentarios"}
_EMBEDDED = re.compile(r"Object [^/]+")
_OBJECT = re.compile(r"Object [^/]+/content\.xml")
_DRAWN_OBJECTS = (b"office:chart", b"math:math", b'mathml"', b"<math")
# Larger ones cannot be read in the seconds there are.
_LARGEST = 64 * 1024 * 1024


def inspect_opendocument(path: Path, known: Known) -> list[Finding]:
    """Return what the document hides. Raises TaskFailed for what cannot be looked into."""
    with opened(path) as archive:
        _refuse_encrypted(archive)
        findings = [*alien_parts(archive, known=_KNOWN_PARTS), *slack(path, archive)]
        findings += _meta(archive, known)
        findings += _parts(archive)
        findings += _content(archive, known)
        for part in archive.matching(_PICTURES):
            findings += inspect_image(archive.read(part), known, where=f"imagen {part}")
    return findings


def _refuse_encrypted(archive: Archive) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise TaskFailed(FindingKind.ENCRYPTED, "Tiene contraseña.")
    if "content.xml" not in archive:
        raise TaskFailed(FindingKind.NOT_READABLE, "No tiene contenido.")
    if archive.size("content.xml") > _LARGEST:
        raise TaskFailed(FindingKind.TOO_LARGE, "Es demasiado grande para revisarlo.")


def _meta(archive: Archive, known: Known) -> Iterator[Finding]:
    for tag, attributes, text in archive.elements("meta.xml"):
        if tag in _PEOPLE:
            yield from author(text, f"propiedades: {_PEOPLE[tag]}")
        elif tag in _TELLING and not is_generated(text):
            where = f"propiedades: {_TELLING[tag]}"
            yield Finding(FindingKind.METADATA, where, f"{len(text.strip())} letras")
            yield from findings_of(text, where, known)
        elif tag == "user-defined" and text.strip():
            name = attributes.get("name", "")
            if not is_harmless(name):
                yield Finding(FindingKind.CUSTOM_DATA, "propiedades propias", f"«{name}»")
        elif tag == "title":
            yield from findings_of(text, "propiedades: Título", known)
        elif tag == "template":
            yield from folder_of_somebody(attributes.get("href", ""), "propiedades: Plantilla")


def _parts(archive: Archive) -> Iterator[Finding]:
    versions = archive.matching(r"VersionList\.xml|Versions/[^/]+")
    if versions:
        detail = "Guarda versiones anteriores del documento."
        yield Finding(FindingKind.EARLIER_REVISION, versions[0], detail)
    for part in archive.names:
        if _EMBEDDED.fullmatch(part.rstrip("/")) and not part.endswith("/"):
            yield Finding(FindingKind.EMBEDDED_FILE, part, "Hay un archivo incrustado.")
        elif _OBJECT.fullmatch(part) and not _is_drawn(archive.read(part)):
            yield Finding(FindingKind.EMBEDDED_FILE, part, "Hay un documento incrustado.")


def _is_drawn(content: bytes) -> bool:
    """Say whether an object is a chart or a formula; anything else is a whole document."""
    return any(kind in content for kind in _DRAWN_OBJECTS)


def _content(archive: Archive, known: Known) -> Iterator[Finding]:
    styles = StylesReader()
    for part in ("styles.xml", "content.xml"):
        if part in archive:
            archive.tell(part, styles)
    for part, name in (("content.xml", "Documento"), ("styles.xml", "Encabezado o pie")):
        if part in archive:
            reader = ContentReader(name, styles, known)
            archive.tell(part, reader)
            yield from reader.findings()
    for part in archive.matching(r"Object [^/]+/content\.xml"):
        said = archive.elements(part, "p")
        yield from findings_of("\n".join(text for _t, _a, text in said), "gráfico", known)
