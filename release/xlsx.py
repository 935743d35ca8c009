"""What a workbook hides: its sheets, caches, links, names, comments and who made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from release.archive import Archive, Relation, alien_parts, opened, says_macros, slack
from release.images import inspect_image
from release.known import Known
from release.limited import TaskFailed
from release.office_properties import author, folder_of_somebody, others, outside, properties
from release.personal import findings_in_name, findings_of, masked
from release.report import Finding, FindingKind
from release.wording import counted
from release.xlsx_drawings import covers_of, drawing_texts
from release.xlsx_sheet import Cover, SheetReader
from release.xlsx_strings import Strings, StringsReader
from release.xlsx_styles import Styles, styles_of

_WORKBOOK = "xl/workbook.xml"
_KNOWN_PARTS = (
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|docProps/(?:core|app|custom)\.xml|"
    r"docProps/thumbnail\.\w+|docMetadata/LabelInfo\.xml|customXml/item(?:Props)?\d+\.xml|"
    r"xl/(?:workbook|sharedStrings|styles|calcChain|metadata|connections|volatileDependencies)\.xml|"
    r"xl/(?:work|chart|dialog)sheets/[^/]+\.xml|xl/theme/[^/]+|xl/drawings/[^/]+\.(?:xml|vml)|"
    r"xl/charts/[^/]+\.xml|xl/(?:drawings/)?media/[^/]+\.(?:png|jpe?g|gif|emf|wmf|svg|bmp|tiff?)|"
    r"xl/printerSettings/[^/]+\.bin|xl/tables/[^/]+\.xml|xl/comments[^/]*\.xml|"
    r"xl/comments/[^/]+\.xml|xl/threadedComments/[^/]+\.xml|xl/persons/[^/]+\.xml|"
    r"xl/pivot(?:Cache|Tables)/[^/]+\.xml|xl/externalLinks/[^/]+\.xml|xl/queryTables/[^/]+\.xml|"
    r"xl/slicer(?:Cache)?s/[^/]+\.xml|xl/timeline(?:Cache)?s/[^/]+\.xml|xl/embeddings/[^/]+|"
    r"xl/activeX/[^/]+|xl/ctrlProps/[^/]+\.xml|xl/revisions/[^/]+\.xml|xl/model/.*|"
    r"xl/richData/[^/]+\.xml|xl/diagrams/[^/]+\.xml|xl/webextensions/[^/]+|xl/customProperty/.*|"
    r"xl/xmlMaps\.xml|_xmlsignatures/.*|xl/customData/.*|xl/namedSheetViews/[^/]+\.xml|"
    r"xl/featurePropertyBag/[^/]+\.xml"
)
# A part by its name, what it is, and what to say of it.
_TELLING_PARTS: tuple[tuple[str, FindingKind, str], ...] = (
    (r"xl/pivotCache/pivotCacheDefinition[^/]*", FindingKind.PIVOT_CACHE, "tabla dinámica"),
    (r"xl/model/.*", FindingKind.PIVOT_CACHE, "modelo de datos"),
    (r"xl/(?:slicer|timeline)Caches/.*", FindingKind.CACHED_DATA, "segmentación de datos"),
    (r"xl/externalLinks/externalLink[^/]*\.xml", FindingKind.EXTERNAL_LINK, "libro vinculado"),
    (r"xl/connections\.xml", FindingKind.EXTERNAL_LINK, "conexión de datos"),
    (r"xl/queryTables/.*", FindingKind.EXTERNAL_LINK, "consulta de datos"),
    (r"xl/xmlMaps\.xml", FindingKind.CUSTOM_DATA, "mapa de datos"),
    (r"xl/custom(?:Property|Data)/.*", FindingKind.CUSTOM_DATA, "datos propios"),
    (r"xl/embeddings/.*", FindingKind.EMBEDDED_FILE, "archivo incrustado"),
    (r"xl/activeX/.*", FindingKind.EMBEDDED_FILE, "control incrustado"),
    (r"xl/revisions/.*", FindingKind.TRACKED_CHANGE, "historial de cambios"),
    (r"xl/webextensions/.*", FindingKind.EXTERNAL_CONTENT, "complemento de la web"),
)
# What is read on its own, or says nothing.
_READ = (
    r"xl/(?:workbook|sharedStrings|styles|calcChain|metadata)\.xml|xl/worksheets/[^/]+\.xml|"
    r"xl/(?:comments[^/]*|threadedComments/[^/]*)(?:/[^/]+)?\.xml|xl/theme/.*|docProps/.*|.*\.rels|"
    r"\[Content_Types\]\.xml|xl/pivot(?:Cache|Tables)/.*"
)
# Names that programs make themselves: to print, filter, keep a view or draw a new kind of chart.
_BY_THE_PROGRAM = re.compile(
    r"_xl\w*\.|_FilterDatabase$|Print_|Z_[0-9A-F_]+_\.wvu\.", re.IGNORECASE
)
_HIDDEN = {"hidden": FindingKind.HIDDEN_SHEET, "veryHidden": FindingKind.VERY_HIDDEN_SHEET}
# Larger ones cannot be read in the seconds there are.
_LARGEST_SHEET = 64 * 1024 * 1024
_IMAGES = r"xl/(?:drawings/)?media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?)"


def inspect_xlsx(path: Path, known: Known) -> list[Finding]:
    """Return what the workbook hides. Raises TaskFailed for what cannot be looked into."""
    with opened(path) as archive:
        findings = [*alien_parts(archive, known=_KNOWN_PARTS), *slack(path, archive)]
        if says_macros(archive, "[Content_Types].xml"):
            findings.append(Finding(FindingKind.MACRO, "archivo", "Puede llevar programas."))
        findings += properties(archive, known)
        findings += _telling_parts(archive)
        findings += _comments(archive, known)
        findings += _workbook(archive, known)
        for part in archive.matching(_IMAGES):
            findings += inspect_image(archive.read(part), known, where=f"imagen {part}")
        findings += _sheets(archive, known)
        findings += others(archive, _READ, known)
    return findings


def _telling_parts(archive: Archive) -> Iterator[Finding]:
    for pattern, kind, what in _TELLING_PARTS:
        for part in archive.matching(pattern):
            yield Finding(kind, part, f"Hay {what} dentro del libro.")


def _comments(archive: Archive, known: Known) -> Iterator[Finding]:
    for part in archive.matching(r"xl/(?:comments[^/]*|threadedComments/[^/]*)(?:/[^/]+)?\.xml"):
        said = archive.elements(part, "comment", "threadedComment")
        cells = ", ".join(attributes.get("ref", "") for _tag, attributes, _text in said[:10])
        if said:
            detail = counted(len(said), "comentario", "comentarios")
            yield Finding(FindingKind.COMMENT, f"{part}: {cells}", detail)
        for _tag, attributes, text in said:
            yield from findings_of(text, f"comentario en {attributes.get('ref', '')}", known)
        for _tag, _attributes, name in archive.elements(part, "author"):
            yield from author(name, f"{part}: autor")
    for part in archive.matching(r"xl/persons/[^/]+\.xml"):
        for _tag, attributes, _text in archive.elements(part, "person"):
            yield from author(attributes.get("displayName", ""), f"{part}: autor")


def _workbook(archive: Archive, known: Known) -> Iterator[Finding]:
    yield from _unseen_tabs(archive)
    tags = ("sheet", "definedName", "fileSharing", "absPath")
    for tag, attributes, text in archive.elements(_WORKBOOK, *tags):
        if tag == "sheet":
            name = attributes.get("name", "")
            yield from findings_in_name(name, "nombre de hoja", known)
            kind = _HIDDEN.get(attributes.get("state", ""))
            if kind is not None:
                yield Finding(kind, sheet_name(name), "No se ve al abrir el libro.")
        elif tag == "definedName":
            yield from _defined_name(attributes, text, known)
        elif tag == "fileSharing":
            yield from author(attributes.get("userName", ""), "libro: reservado por")
        else:
            yield from folder_of_somebody(attributes.get("url", ""), "libro: carpeta")


def _unseen_tabs(archive: Archive) -> Iterator[Finding]:
    """Yield the sheets that cannot be reached because the workbook shows no tabs."""
    views = archive.elements(_WORKBOOK, "workbookView")
    are_unseen = any(
        said.get("showSheetTabs") in {"0", "false"}
        or said.get("visibility", "visible") != "visible"
        for _tag, said, _text in views
    )
    if are_unseen and len(sheets_of(archive)) > 1:
        detail = "El libro no muestra las pestañas de sus hojas."
        yield Finding(FindingKind.HIDDEN_SHEET, "libro", detail)


def _defined_name(attributes: Mapping[str, str], text: str, known: Known) -> Iterator[Finding]:
    """A name is not seen on any sheet, but for the ones the program itself makes to print."""
    name = attributes.get("name", "")
    if _BY_THE_PROGRAM.match(name):
        return
    shown = masked(name) if findings_in_name(name, "", known) else name
    yield Finding(FindingKind.DEFINED_NAME, f"nombre «{shown}»", _what_it_names(attributes, text))
    yield from findings_in_name(name, "nombre definido", known)
    yield from findings_of(text, f"nombre «{shown}»", known)


def _what_it_names(attributes: Mapping[str, str], text: str) -> str:
    if attributes.get("hidden") in {"1", "true"}:
        return "Está oculto."
    if re.search(r"\[\d+\]", text):
        return "Lleva a otro libro."
    return "Nombra celdas." if "!" in text else "Guarda un valor que no está en ninguna celda."


def _sheets(archive: Archive, known: Known) -> Iterator[Finding]:
    strings = strings_of(archive)
    styles = dresses_of(archive)
    names = {part: name for part, name, _is_hidden in sheets_of(archive)}
    parts = archive.matching(r"xl/(?:work|chart|dialog)sheets/[^/]+\.xml")
    for part in sorted({*parts, *(one for one in names if one in archive)}):
        if part not in names:
            yield Finding(FindingKind.HIDDEN_SHEET, part, "Hay una hoja que el libro no nombra.")
        name = sheet_name(names.get(part, part))
        yield from _around(archive, part, name, known)
        if archive.size(part) > _LARGEST_SHEET:
            raise TaskFailed(FindingKind.TOO_LARGE, f"{name} es demasiado grande para revisarla.")
        reader = SheetReader(name, strings, styles, drawn_covers(archive, part), known)
        archive.tell(part, reader)
        yield from reader.findings()


def _around(archive: Archive, part: str, name: str, known: Known) -> Iterator[Finding]:
    """Yield what a sheet points to and what its drawings say."""
    yield from outside(archive.relations(part), name, known)
    for drawing in _drawings(archive, part):
        yield from drawing_texts(archive, drawing, name, known)
        yield from outside(archive.relations(drawing), name, known)


def drawn_covers(archive: Archive, part: str) -> tuple[Cover, ...]:
    """Return the cells of a sheet that something is drawn over."""
    drawings = _drawings(archive, part)
    return tuple(cover for drawing in drawings for cover in covers_of(archive, drawing))


def _drawings(archive: Archive, part: str) -> list[str]:
    relations = archive.relations(part)
    return [one.part for one in relations if one.kind == "drawing" and one.part in archive]


def strings_of(archive: Archive) -> Strings:
    """Return the texts the cells share."""
    reader = StringsReader()
    for part in _pointed_at(archive, "sharedStrings", "xl/sharedStrings.xml"):
        archive.tell(part, reader)
    return reader.strings


def dresses_of(archive: Archive) -> Styles:
    """Return what the styles of the workbook hide."""
    parts = _pointed_at(archive, "styles", "xl/styles.xml")
    return styles_of(archive, parts[0]) if parts else Styles()


def _pointed_at(archive: Archive, kind: str, usual: str) -> list[str]:
    """Return the part of a kind the workbook points to, wherever it is; or where it usually is."""
    parts = [one.part for one in archive.relations(_WORKBOOK) if one.kind == kind]
    return [part for part in parts or [usual] if part in archive]


def sheets_of(archive: Archive) -> list[tuple[str, str, bool]]:
    """Return (part, name, whether hidden) of each sheet the workbook lists, in its order."""
    parts: dict[str, Relation] = {one.key: one for one in archive.relations(_WORKBOOK)}
    return [
        (parts[key].part, attributes.get("name", ""), attributes.get("state") in _HIDDEN)
        for _tag, attributes, _text in archive.elements(_WORKBOOK, "sheet")
        if (key := attributes.get("id", "")) in parts
    ]


def sheet_name(name: str) -> str:
    """Return how a sheet is called in a finding, its own personal data masked."""
    return f"Hoja «{masked(name) if findings_in_name(name, '') else name}»"
