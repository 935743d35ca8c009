"""Writes an office file anew, part by part, leaving some out and changing others."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from posixpath import dirname, join, normpath

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from release.archive import opened

Change = Callable[[str, bytes], bytes]

_CONTENT_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def rewrite(source: Path, target: Path, *, without: str, change: Change) -> None:
    """Write `source` at `target`: no part whose name matches `without`, the others changed.

    Whatever pointed to what was left out goes too. Raises TaskFailed for what cannot be read.
    """
    unwanted = re.compile(without, re.IGNORECASE)
    with opened(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        left_out = {name for name in archive.names if unwanted.fullmatch(name)}
        for name in dict.fromkeys(archive.names):
            if name in left_out or name.endswith("/"):
                continue
            content = _without_pointers(name, archive.read(name), left_out)
            info = zipfile.ZipInfo(name, _EPOCH)
            # OpenDocument wants its type first and as it is, so that it can be told at a glance.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            written.writestr(info, change(name, content))


def _without_pointers(name: str, content: bytes, left_out: set[str]) -> bytes:
    """Take out of lists of parts, types and relations what was left out."""
    if name.endswith(".rels"):
        folder = dirname(dirname(name))
        return _without(content, "Target", lambda said: _part(folder, said) in left_out)
    if name == _CONTENT_TYPES:
        return _without(content, "PartName", lambda said: said.lstrip("/") in left_out)
    if name == _MANIFEST:
        path = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
        return _without(content, path, lambda said: said in left_out)
    return content


def _part(folder: str, target: str) -> str:
    return normpath(join("/" + folder, target)).lstrip("/")


def _without(content: bytes, attribute: str, is_left_out: Callable[[str], bool]) -> bytes:
    tree = parse_xml(content)
    for element in list(tree):
        if is_left_out(element.get(attribute) or ""):
            tree.remove(element)
    return bytes(serialize_part_xml(tree))
