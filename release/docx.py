"""What a text document hides: changes, comments, hidden text, other files, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from release.archive import Archive, alien_parts, opened, says_macros, slack
from release.docx_story import StoryReader
from release.docx_styles import styles_of
from release.images import inspect_image
from release.known import Known
from release.office_properties import author, others, outside, properties
from release.personal import findings_of
from release.report import Finding, FindingKind
from release.wording import counted

_KNOWN_PARTS = (
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|docProps/(?:core|app|custom)\.xml|"
    r"docProps/thumbnail\.\w+|docMetadata/LabelInfo\.xml|customXml/item(?:Props)?\d+\.xml|"
    r"word/(?:glossary/)?(?:document|styles|stylesWithEffects|settings|webSettings|fontTable|"
    r"numbering|footnotes|endnotes|comments\w*|people|header|footer)\d*\.xml|"
    r"word/(?:glossary/)?theme/[^/]+|word/(?:glossary/)?media/[^/]+\.\w{2,5}|word/fonts/[^/]+|"
    r"word/charts/[^/]+\.xml|word/diagrams/[^/]+\.xml|word/drawings/[^/]+\.xml|word/ink/[^/]+\.xml|"
    r"word/embeddings/[^/]+|word/activeX/[^/]+|word/webextensions/[^/]+|_xmlsignatures/.*|"
    r"word/printerSettings/[^/]+|word/(?:attachedToolbars|mailMerge|recipientData|keyMapCustomizations|customizations).*|"
    r"word/vbaProject\.bin|word/afchunk\d*\.\w+|word/documenttasks/[^/]+|word/intelligence2?\.xml"
)
_TELLING_PARTS: tuple[tuple[str, FindingKind, str], ...] = (
    (r"word/embeddings/.*", FindingKind.EMBEDDED_FILE, "archivo incrustado"),
    (r"word/activeX/.*", FindingKind.EMBEDDED_FILE, "control incrustado"),
    (r"word/afchunk.*", FindingKind.EMBEDDED_FILE, "otro documento"),
    (r"word/(?:mailMerge|recipientData).*", FindingKind.CUSTOM_DATA, "lista de destinatarios"),
    (r"word/webextensions/.*", FindingKind.EXTERNAL_CONTENT, "complemento de la web"),
    (r"word/documenttasks/.*", FindingKind.COMMENT, "lista de tareas"),
    (r"word/ink/.*", FindingKind.COMMENT, "trazo a mano"),
)
_STORIES = (
    (r"word/document\d*\.xml", "Documento"),
    (r"word/header\d*\.xml", "Encabezado"),
    (r"word/footer\d*\.xml", "Pie de página"),
    (r"word/footnotes\d*\.xml", "Notas al pie"),
    (r"word/endnotes\d*\.xml", "Notas al final"),
    (r"word/comments\d*\.xml", "Comentarios"),
    (r"word/glossary/document\d*\.xml", "Elementos guardados"),
    (r"word/diagrams/data\d*\.xml", "Diagrama"),
    (r"word/drawings/drawing\d*\.xml", "Figura"),
)
# What is read on its own, or says nothing.
_READ = "|".join(
    (
        *(pattern for pattern, _name in _STORIES),
        r"word/(?:glossary/)?(?:styles\w*|settings|webSettings|fontTable|numbering|people)\d*\.xml",
        r"word/comments\w*\.xml|.*theme/.*|docProps/.*|.*\.rels|\[Content_Types\]\.xml",
    )
)
_IMAGES = re.compile(r"word/(?:glossary/)?media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?)", re.IGNORECASE)
_PLACEHOLDER = "bbPlcHdr"


def inspect_docx(path: Path, known: Known) -> list[Finding]:
    """Return what the document hides. Raises TaskFailed for what cannot be looked into."""
    with opened(path) as archive:
        findings = [*alien_parts(archive, known=_KNOWN_PARTS), *slack(path, archive)]
        if says_macros(archive, "[Content_Types].xml"):
            findings.append(Finding(FindingKind.MACRO, "archivo", "Puede llevar programas."))
        findings += properties(archive, known)
        for pattern, kind, what in _TELLING_PARTS:
            for part in archive.matching(pattern):
                findings.append(Finding(kind, part, f"Hay {what} dentro del documento."))
        findings += _comments(archive)
        findings += _settings(archive, known)
        findings += _stories(archive, known)
        findings += _glossary(archive)
        findings += _charts(archive, known)
        for part in filter(_IMAGES.fullmatch, archive.names):
            findings += inspect_image(archive.read(part), known, where=f"imagen {part}")
        findings += others(archive, _READ, known)
    return findings


def _comments(archive: Archive) -> Iterator[Finding]:
    for part in archive.matching(r"word/comments\d*\.xml"):
        said = archive.elements(part, "comment")
        if said:
            yield Finding(
                FindingKind.COMMENT, "Comentarios", counted(len(said), "comentario", "comentarios")
            )
        for name in sorted({attributes.get("author", "") for _tag, attributes, _text in said}):
            yield from author(name, "Comentarios: autor")
    for part in archive.matching(r"word/people\d*\.xml"):
        for _tag, attributes, _text in archive.elements(part, "person"):
            yield from author(attributes.get("author", ""), "personas que lo revisaron")


def _settings(archive: Archive, known: Known) -> Iterator[Finding]:
    for part in archive.matching(r"word/settings\d*\.xml"):
        tags = ("docVar", "mailMerge", "connectString", "query")
        for tag, attributes, text in archive.elements(part, *tags):
            if tag == "docVar":
                name = attributes.get("name", "")
                yield Finding(FindingKind.CUSTOM_DATA, f"variable «{name}»", "No se ve.")
                said = f"{name} {attributes.get('val', '')} {text}"
                yield from findings_of(said, f"variable «{name}»", known)
            else:
                detail = "Trae datos de otra parte para combinar correspondencia."
                yield Finding(FindingKind.EXTERNAL_CONTENT, "ajustes", detail)
        yield from outside(archive.relations(part), "ajustes", known)


def _stories(archive: Archive, known: Known) -> Iterator[Finding]:
    styles = styles_of(archive)
    for pattern, name in _STORIES:
        for part in archive.matching(pattern):
            reader = StoryReader(name, styles, known)
            archive.tell(part, reader)
            yield from reader.findings()
            yield from outside(archive.relations(part), name, known)


def _glossary(archive: Archive) -> Iterator[Finding]:
    """Yield saved pieces of text that are not just what an empty field says."""
    for part in archive.matching(r"word/glossary/document\d*\.xml"):
        kinds = {attributes.get("val") for _t, attributes, _x in archive.elements(part, "type")}
        if kinds - {_PLACEHOLDER}:
            detail = "Guarda textos que no se ven en el documento."
            yield Finding(FindingKind.HIDDEN_TEXT, "Elementos guardados", detail)


def _charts(archive: Archive, known: Known) -> Iterator[Finding]:
    for part in archive.matching(r"word/charts/chart\d*\.xml"):
        said = archive.elements(part, "v", "t")
        texts = "\n".join(text for _tag, _attributes, text in said)
        yield from findings_of(texts, "gráfico", known)
        yield from outside(archive.relations(part), "gráfico", known)
