"""Takes out of office files what they say of themselves, and accepts their tracked changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from release import image_fixes
from release.archive import opened
from release.docx_changes import FORMER_LOOKS
from release.docx_styles import PLAIN, DocumentStyles, Dress, dressed, styles_of
from release.office_rewrite import rewrite

_ABOUT_IT = (
    r"docProps/custom\.xml|docProps/thumbnail\.\w+|docMetadata/.*|customXml/.*|Thumbnails/.*|"
    r"xl/printerSettings/.*|layout-cache|manifest\.rdf|word/people\d*\.xml"
)
_REMARKS = r"word/(?:comments\w*|people)\d*\.xml|word/documenttasks/.*|word/ink/.*"
_STORY = re.compile(
    r"word/(?:glossary/)?(?:document|header|footer|footnotes|endnotes)\d*\.xml", re.IGNORECASE
)
_PICTURE = re.compile(r".*\.(?:png|jpe?g)", re.IGNORECASE)
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://'
    b'schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://'
    b'schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:'
    b'opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
)
_EMPTY = {"docProps/core.xml": _CORE, "docProps/app.xml": _APPLICATION, "meta.xml": _META}
_SAVED_IN = re.compile(rb'(<(?:\w+:)?absPath\b[^>]*?\burl=")[^"]*(")')
_VARIABLES = re.compile(rb"<w:docVars>.*?</w:docVars>", re.DOTALL)
_RESERVED_BY = re.compile(rb'(<fileSharing\b[^>]*?\buserName=")[^"]*(")')

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(
    {
        *("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlDelRangeStart", "customXmlDelRangeEnd", "cellIns", "cellMerge"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", *FORMER_LOOKS),
    }
)
_STAYS = frozenset({"ins", "moveTo"})


def without_metadata(source: Path, target: Path) -> None:
    """Write the file without author, properties, thumbnail, custom data and pictures' own data.

    Raises TaskFailed for what cannot be read.
    """
    scratch = target.with_name(f"{target.name}.picture")

    def change(name: str, content: bytes) -> bytes:
        if name in _EMPTY:
            return _EMPTY[name]
        if _PICTURE.fullmatch(name):
            return _clean_picture(content, scratch)
        if name == "word/settings.xml":
            return _VARIABLES.sub(b"", content)
        if name == "xl/workbook.xml":
            return _RESERVED_BY.sub(rb"\1\2", _SAVED_IN.sub(rb"\1\2", content))
        return content

    rewrite(source, target, without=_ABOUT_IT, change=change)


def accepted_changes(source: Path, target: Path) -> None:
    """Write the document with its changes accepted, and no comments, hidden text or authors.

    Raises TaskFailed for what cannot be read.
    """
    with opened(source) as archive:
        styles = styles_of(archive)

    def change(name: str, content: bytes) -> bytes:
        if name in _EMPTY:
            return _EMPTY[name]
        return _accepted(content, styles) if _STORY.fullmatch(name) else content

    rewrite(source, target, without=f"{_REMARKS}|{_ABOUT_IT}", change=change)


def _clean_picture(content: bytes, scratch: Path) -> bytes:
    cleaned = scratch.with_suffix(".cleaned")
    scratch.write_bytes(content)
    try:
        image_fixes.without_metadata(scratch, cleaned)
        return cleaned.read_bytes()
    finally:
        scratch.unlink(missing_ok=True)
        cleaned.unlink(missing_ok=True)


def _accepted(content: bytes, styles: DocumentStyles) -> bytes:
    tree = parse_xml(content)
    for row in [row for row in tree.iter(f"{_WORD}tr") if _is_deleted(row)]:
        row.getparent().remove(row)
    for element in list(tree.iter()):
        name = _name(element)
        if name in _GONE or (name == "r" and _is_hidden(element, styles)):
            _take_out(element)
        elif name in _STAYS:
            _unwrap(element)
    return bytes(serialize_part_xml(tree))


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_WORD}trPr/{_WORD}del") is not None


def _is_hidden(run: Any, styles: DocumentStyles) -> bool:
    paragraph = next(run.iterancestors(f"{_WORD}p"), None)
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle") if paragraph is not None else None
    below = styles.dress(style.get(f"{_WORD}val", "")) if style is not None else PLAIN
    dress = _dress(run, styles).over(below).over(styles.default)
    return bool(dress.hidden)


def _dress(run: Any, styles: DocumentStyles) -> Dress:
    dress = PLAIN
    for one in run.findall(f"{_WORD}rPr/*"):
        if _name(one) == "rStyle":
            dress = dress.over(styles.dress(one.get(f"{_WORD}val", "")))
        else:
            said = {str(key).rpartition("}")[2]: str(value) for key, value in one.attrib.items()}
            dress = dressed(dress, _name(one), said)
    return dress


def _name(element: Any) -> str:
    """Return an element's name if it is one of a document's own; "" for any other."""
    tag = element.tag
    return tag.removeprefix(_WORD) if isinstance(tag, str) and tag.startswith(_WORD) else ""


def _take_out(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any) -> None:
    """Leave in its place what it holds."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)
