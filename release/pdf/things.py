"""What a PDF carries besides its pages, found by going through every object it is made of.

Objects nothing refers to any more are gone through too: they are in the file all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from release.known import Known
from release.pdf.metadata import text_of
from release.personal import findings_in_name, findings_of, masked
from release.report import Finding, FindingKind

DOCUMENT = "documento"
_LITERAL = re.compile(rb"\((?:[^\\)]|\\.)*\)", re.DOTALL)
# A name in a written dictionary, told from the beginning of a longer one.
_SIGNS: tuple[tuple[re.Pattern[bytes], FindingKind, str], ...] = (
    (
        re.compile(rb"/(?:JavaScript|JS)(?![\w-])"),
        FindingKind.JAVASCRIPT,
        "Lleva un programa que se ejecuta al abrirlo.",
    ),
    (
        re.compile(rb"/(?:Launch|SubmitForm|ImportData|GoToE|GoToR|Rendition|Movie)(?![\w-])"),
        FindingKind.ACTION,
        "Hace algo fuera del documento al abrirlo o al tocarlo.",
    ),
    (
        re.compile(rb"/(?:RichMedia|3D|Sound|Screen)(?![\w-])"),
        FindingKind.EMBEDDED_FILE,
        "Lleva sonido, video u otro contenido que no se imprime.",
    ),
    (
        re.compile(rb"/Thumb(?![\w-])"),
        FindingKind.THUMBNAIL,
        "Guarda imágenes en miniatura de sus páginas, quizá de como eran antes.",
    ),
    (
        re.compile(rb"/PieceInfo(?![\w-])"),
        FindingKind.CUSTOM_DATA,
        "Guarda datos del programa que lo hizo, quizá el original entero.",
    ),
    (
        re.compile(rb"/XFA(?![\w-])"),
        FindingKind.FORM_DATA,
        "Lleva un formulario que no todos los programas muestran.",
    ),
)
_ATTACHED = re.compile(rb"/(?:EmbeddedFile|EF|FileAttachment)(?![\w-])")
_SAID_ALOUD = ("/Alt", "/ActualText", "/E")
_MOST_NAMES = 50
_MOST_BOOKMARKS = 5_000


def things_findings(pdf: pikepdf.Pdf, known: Known) -> list[Finding]:
    """Return what is attached to a document, hidden in its layers or told in its bookmarks."""
    found: dict[FindingKind, Finding] = {}
    attached = False
    aloud: list[str] = []
    for thing, written in _written(pdf):
        attached = attached or bool(_ATTACHED.search(written))
        for sign, kind, detail in _SIGNS:
            if kind not in found and sign.search(written):
                found[kind] = Finding(kind, DOCUMENT, detail)
        if b"/ActualText" in written or b"/Alt " in written or b"/E " in written:
            aloud += [text_of(thing.get(key)) for key in _SAID_ALOUD]
    return [
        *found.values(),
        *(_attachments(pdf, known) if attached else []),
        *_layers(pdf),
        *findings_of("\n".join(_bookmarks(pdf)), "marcadores", known),
        *findings_of("\n".join(filter(None, aloud)), "texto alternativo", known),
    ]


def _written(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bytes]]:
    """Yield every dictionary, also a stream's, with how it is written, its texts left out."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            yield thing, _LITERAL.sub(b"()", thing.stream_dict.unparse())
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
            yield thing, _LITERAL.sub(b"()", thing.unparse(resolved=True))


def _attachments(pdf: pikepdf.Pdf, known: Known) -> Iterator[Finding]:
    names = list(dict.fromkeys(_names_of_files(pdf)))
    yield Finding(
        FindingKind.ATTACHMENT,
        DOCUMENT,
        "Lleva otros archivos adentro" + (f": {_listed(names)}." if names else "."),
    )
    for name in names:
        yield from findings_in_name(name, "nombre de un archivo adjunto", known)


def _names_of_files(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and Name.EF in thing:
            name = text_of(thing.get(Name.UF)) or text_of(thing.get(Name.F))
            if name:
                yield name


def _listed(names: list[str]) -> str:
    told = ", ".join(f"«{masked_name(name)}»" for name in names[:_MOST_NAMES])
    return told + (f" y {len(names) - _MOST_NAMES} más" if len(names) > _MOST_NAMES else "")


def masked_name(name: str) -> str:
    """Return a name that may be a person's so that it can be recognised: ending and beginnings."""
    stem, dot, ending = name.rpartition(".")
    return f"{masked(stem)}.{ending}" if dot else masked(name)


def _layers(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield the layers that are turned off when the document is opened (ISO 32000-1, 8.11.4)."""
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, pikepdf.Dictionary):
        return
    usual = properties.get(Name.D, pikepdf.Dictionary())
    off = {layer.objgen for layer in _listed_in(usual, Name.OFF)}
    on = {layer.objgen for layer in _listed_in(usual, Name.ON)}
    starts_off = usual.get(Name.BaseState) == Name.OFF
    for layer in _listed_in(properties, Name.OCGs)[:_MOST_NAMES]:
        is_off = layer.objgen in off or (starts_off and layer.objgen not in on)
        if is_off or _is_never_viewed(layer):
            name = text_of(layer.get(Name.Name))
            yield Finding(
                FindingKind.HIDDEN_LAYER, DOCUMENT, f"Tiene una capa apagada, «{name[:60]}»."
            )


def _listed_in(holder: pikepdf.Object, key: Name) -> list[pikepdf.Dictionary]:
    listed = holder.get(key)
    if not isinstance(listed, pikepdf.Array):
        return []
    return [one for one in listed.as_list() if isinstance(one, pikepdf.Dictionary)]


def _is_never_viewed(layer: pikepdf.Dictionary) -> bool:
    usage = layer.get(Name.Usage)
    view = usage.get(Name.View) if isinstance(usage, pikepdf.Dictionary) else None
    return isinstance(view, pikepdf.Dictionary) and view.get(Name.ViewState) == Name.OFF


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the titles of the bookmarks; one that leads back to itself is read once."""
    waiting = [pdf.Root.get(Name.Outlines)]
    read: set[tuple[int, int]] = set()
    while waiting and len(read) < _MOST_BOOKMARKS:
        mark = waiting.pop()
        if not isinstance(mark, pikepdf.Dictionary) or mark.objgen in read:
            continue
        read.add(mark.objgen)
        yield text_of(mark.get(Name.Title))
        waiting += [mark.get(Name.Next), mark.get(Name.First)]
