"""Takes out of a PDF what it should not carry, into a new file; runs inside the limited process."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Name

from release.image_fixes import stripped_jpeg
from release.pdf.drawing import bind, draw, open_to_draw
from release.pdf.pictures import photograph_of

# What a document and its parts say of themselves, or do, and no reader shows.
_UNSEEN = (
    Name.Metadata, Name.PieceInfo, Name.Thumb, Name.AA, Name.AF, Name.LastModified,
    Name.Alternates, Name.OPI,
)  # fmt: skip
_OF_THE_DOCUMENT = (
    *_UNSEEN, Name.OpenAction, Name.Collection, Name.Threads, Name.Outlines, Name.SpiderInfo,
    Name.Legal, Name.Perms, Name.DSS, Name.URI, Name.AcroForm,
)  # fmt: skip
_NAMES = (Name.EmbeddedFiles, Name.JavaScript, Name.AlternatePresentations, Name.Renditions)
# Remarks beside the page. Whatever else lies over it may cover something: taking it away would
# show what somebody meant to hide.
_REMARKS = (Name.Text, Name.Popup, Name.FileAttachment)
# Acts of a link that lead somewhere and nothing else.
_LEADING = (Name.GoTo, Name.URI)
_WEB = ("http://", "https://", "mailto:")


def rerendered(source: Path, target: Path) -> None:
    """Write each page anew as a picture of itself: no text, no layers, nothing beside.

    Raises pdfium.PdfiumError or OSError.
    """
    document = open_to_draw(str(source))
    with pikepdf.new() as made:
        for place in range(len(document)):
            page = document[place]
            width, height = page.get_size()
            bind(made, draw(page), width=width, height=height)
            page.close()
        document.close()
        made.save(target)


def without_metadata(source: Path, target: Path) -> None:
    """Write the document without properties, comments, attachments, programs or earlier states.

    What is drawn over a page, as a filled form or a stamp, becomes part of the page; remarks go.
    What lies over it without a drawing of its own stays, to be seen by whoever decides.
    Raises pikepdf.PdfError or OSError.
    """
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            _drop_remarks(page)
        if pdf.acroform.exists:
            pdf.acroform.generate_appearances_if_needed()
        pdf.flatten_annotations("all")
        strip(pdf)
        # A picture that nothing draws any more is left behind.
        pdf.remove_unreferenced_resources()
        pdf.save(target, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def strip(pdf: pikepdf.Pdf) -> None:
    """Take out, in place, what a document says and does beside its pages."""
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    _drop(pdf.Root, _OF_THE_DOCUMENT)
    if isinstance(names := pdf.Root.get(Name.Names), pikepdf.Dictionary):
        _drop(names, _NAMES)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and thing != pdf.Root:
            _drop(thing, _UNSEEN)
        if isinstance(thing, pikepdf.Stream) and (photograph := photograph_of(thing)):
            parameters = thing.get(Name.DecodeParms)
            thing.write(stripped_jpeg(photograph), filter=Name.DCTDecode)
            if isinstance(parameters, pikepdf.Dictionary):
                thing.DecodeParms = parameters
    for page in pdf.pages:
        _drop_acts(page)


def _drop(holder: pikepdf.Object, keys: tuple[Name, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _drop_remarks(page: pikepdf.Page) -> None:
    notes = page.obj.get(Name.Annots)
    if isinstance(notes, pikepdf.Array):
        kept = [note for note in notes.as_list() if _subtype(note) not in _REMARKS]
        page.obj.Annots = pikepdf.Array(kept)


def _drop_acts(page: pikepdf.Page) -> None:
    """Take away the fields of the form and the links that lead to no page and to no web."""
    notes = page.obj.get(Name.Annots)
    if not isinstance(notes, pikepdf.Array):
        return
    kept = [note for note in notes.as_list() if _may_stay(note)]
    if kept:
        page.obj.Annots = pikepdf.Array(kept)
    else:
        del page.obj.Annots


def _may_stay(note: pikepdf.Object) -> bool:
    if _subtype(note) != Name.Link:
        return _subtype(note) != Name.Widget
    action = note.get(Name.A)
    if not isinstance(action, pikepdf.Dictionary):
        return True
    if action.get(Name.S) not in _LEADING or Name.Next in action:
        return False
    return Name.URI not in action or str(action[Name.URI]).startswith(_WEB)


def _subtype(note: object) -> object:
    return note.get(Name.Subtype) if isinstance(note, pikepdf.Dictionary) else None
