"""What a PDF carries besides its pages."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, String

from release.known import Known
from release.pdf.inspection import inspect_pdf
from release.report import FindingKind
from tests.release.pdf_files import made, rectangle, said, saved, scan, whole_page

Kind = FindingKind
PAGE = said("Informe de gestion de la institucion")


def kinds(path: Path, known: Known | None = None) -> list[FindingKind]:
    return [one.kind for one in inspect_pdf(path, known or Known())]


def action(pdf: pikepdf.Pdf, **entries: Any) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Action, **entries))


def note(pdf: pikepdf.Pdf, kind: Name, **entries: Any) -> None:
    page = pdf.pages[0].obj
    one = Dictionary(Type=Name.Annot, Subtype=kind, Rect=rectangle(10, 10, 60, 60), **entries)
    page.Annots = Array([*(page.get(Name.Annots) or []), pdf.make_indirect(one)])


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["nomina.xlsx"] = b"contenido"


def _attach_by_note(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"contenido", Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F=String("nomina.xlsx"), EF=Dictionary(F=stream))
    note(pdf, Name.FileAttachment, FS=pdf.make_indirect(file))


def _fill_a_form(pdf: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("nombre"), V=String("Juan"))
    looping = pdf.make_indirect(field)
    looping.Kids = Array([looping])
    pdf.Root.AcroForm = Dictionary(Fields=[looping])


def _turn_a_layer_off(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Notas internas"))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(BaseState=Name.OFF))


def _never_view_a_layer(pdf: pikepdf.Pdf) -> None:
    usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Sello", Usage=usage))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary())


def _lose_a_page(pdf: pikepdf.Pdf) -> None:
    gone = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=pdf.make_stream(b"q Q")))
    pdf.Root.Rest = gone


def _say_in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
        data["dc:creator"] = ["Juan Pérez"]


def _break_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(
        b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', Type=Name.Metadata, Subtype=Name.XML
    )


CARRIED: dict[str, tuple[Callable[[pikepdf.Pdf], object], FindingKind]] = {
    "author": (lambda pdf: pdf.docinfo.update({"/Author": "María Gómez"}), Kind.AUTHOR),
    "creator": (lambda pdf: pdf.docinfo.update({"/Creator": "Juan Pérez"}), Kind.AUTHOR),
    "keywords": (lambda pdf: pdf.docinfo.update({"/Keywords": "reservado"}), Kind.METADATA),
    "own property": (lambda pdf: pdf.docinfo.update({"/Origen": "caja"}), Kind.CUSTOM_DATA),
    "author in the packet": (_say_in_xmp, Kind.AUTHOR),
    "packet with entities": (_break_xmp, Kind.METADATA),
    "attachment": (_attach, Kind.ATTACHMENT),
    "program at opening": (
        lambda pdf: setattr(
            pdf.Root, "OpenAction", action(pdf, S=Name.JavaScript, JS=String("app.alert(1)"))
        ),
        Kind.JAVASCRIPT,
    ),
    "launch": (
        lambda pdf: setattr(pdf.Root, "OpenAction", action(pdf, S=Name.Launch, F=String("x"))),
        Kind.ACTION,
    ),
    "form": (_fill_a_form, Kind.FORM_DATA),
    "layer": (_turn_a_layer_off, Kind.HIDDEN_LAYER),
    "layer never viewed": (_never_view_a_layer, Kind.HIDDEN_LAYER),
    "preview": (
        lambda pdf: setattr(pdf.pages[0].obj, "Thumb", pdf.make_stream(b"x")),
        Kind.THUMBNAIL,
    ),
    "data of its program": (
        lambda pdf: setattr(pdf.Root, "PieceInfo", Dictionary(A=Dictionary())),
        Kind.CUSTOM_DATA,
    ),
    "page left behind": (_lose_a_page, Kind.EARLIER_REVISION),
    "remark": (lambda pdf: note(pdf, Name.Text, Contents=String("ver")), Kind.ANNOTATION),
    "mark to strike out": (lambda pdf: note(pdf, Name.Redact), Kind.ANNOTATION),
    "link that runs": (
        lambda pdf: note(
            pdf, Name.Link, A=action(pdf, S=Name.URI, URI=String("javascript:alert(1)"))
        ),
        Kind.JAVASCRIPT,
    ),
    "link to a machine": (
        lambda pdf: note(
            pdf, Name.Link, A=action(pdf, S=Name.URI, URI=String("file:///C:/Users/jperez/a.doc"))
        ),
        Kind.EXTERNAL_LINK,
    ),
    "video": (lambda pdf: note(pdf, Name.RichMedia), Kind.EMBEDDED_FILE),
}


@pytest.mark.parametrize("what", CARRIED)
def test_what_a_document_carries_is_found(what: str, tmp_path: Path) -> None:
    carry, kind = CARRIED[what]
    pdf = made(PAGE)
    carry(pdf)
    assert kind in kinds(saved(pdf, tmp_path))


def test_a_file_pinned_to_a_page_is_an_attachment_and_is_named_by_its_ending(
    tmp_path: Path,
) -> None:
    pdf = made(PAGE)
    _attach_by_note(pdf)
    found = {one.kind: one for one in inspect_pdf(saved(pdf, tmp_path))}
    assert set(found) == {Kind.ATTACHMENT, Kind.ANNOTATION}
    assert "«n•••••.xlsx»" in found[Kind.ATTACHMENT].detail


def test_the_choices_of_a_list_are_read_though_none_is_chosen(tmp_path: Path) -> None:
    pdf = made(PAGE)
    pairs = Array([Array([String("1"), String("CI 4.123.456")]), String("otro")])
    field = pdf.make_indirect(Dictionary(FT=Name.Ch, T=String("quien"), Opt=pairs))
    button = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("si"), V=Name.Yes))
    pdf.Root.AcroForm = Dictionary(Fields=[field, button])
    assert kinds(saved(pdf, tmp_path)) == [Kind.PERSONAL_CEDULA]


def test_several_choices_and_long_texts_are_values(tmp_path: Path) -> None:
    pdf = made(PAGE)
    several = Dictionary(FT=Name.Ch, V=Array([String("a"), String("b")]))
    long = Dictionary(FT=Name.Tx, V=pdf.make_stream(b"CI 4.123.456"))
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(several), pdf.make_indirect(long)])
    assert kinds(saved(pdf, tmp_path)) == [Kind.FORM_DATA, Kind.PERSONAL_CEDULA]


def test_a_picture_that_nothing_draws_any_more_is_still_there(tmp_path: Path) -> None:
    assert kinds(saved(made(PAGE, images=[scan()]), tmp_path)) == [Kind.EARLIER_REVISION]


def test_a_picture_named_in_a_list_of_its_own_and_drawn_is_none_left_behind(tmp_path: Path) -> None:
    pdf = made(whole_page() + PAGE, images=[scan()])
    resources = pdf.pages[0].obj.Resources
    resources.XObject = pdf.make_indirect(resources.XObject)
    pdf.pages[0].obj.Resources = pdf.make_indirect(resources)
    assert kinds(saved(pdf, tmp_path)) == []


def test_the_packet_of_a_page_is_read_too(tmp_path: Path) -> None:
    pdf = made(PAGE)
    packet = (
        b'<x:xmpmeta xmlns:x="a"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d">'
        b"<dc:creator>Juan Perez</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    pdf.pages[0].obj.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    assert kinds(saved(pdf, tmp_path)) == [Kind.AUTHOR]


def test_ordinary_documents_are_clean(tmp_path: Path) -> None:
    pdf = made(PAGE, PAGE)
    pdf.docinfo["/Creator"] = "Writer"
    pdf.docinfo["/Producer"] = "LibreOffice 7.4"
    pdf.docinfo["/Title"] = "Informe anual"
    pdf.docinfo["/Author"] = "Ministerio de Obras Públicas y Comunicaciones"
    pdf.docinfo["/CreationDate"] = "D:20260301120000-03'00'"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Primera parte", 0))
    note(pdf, Name.Link, A=action(pdf, S=Name.URI, URI=String("https://www.mopc.gov.py/")))
    assert kinds(saved(pdf, tmp_path)) == []


@pytest.mark.parametrize("standard", ["a-2b", "ua-1"])
def test_a_document_made_to_be_archived_or_read_aloud_is_clean(
    standard: Literal["a-2b", "ua-1"], tmp_path: Path
) -> None:
    source, path = tmp_path / "hoja.typ", tmp_path / "hoja.pdf"
    source.write_text(
        '#set document(title: "Informe")\n#set text(lang: "es")\n= Informe\n'
        "Texto con nota#footnote[Una nota.] y #highlight[resaltado].\n"
        "#table(columns: 2, fill: (x, y) => if y == 0 { black }, "
        "text(white)[Rubro], text(white)[Monto], [Papel], [12.000.000])\n",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path), pdf_standards=standard)
    assert kinds(path) == []


def test_a_linearised_document_has_no_earlier_state(tmp_path: Path) -> None:
    path = tmp_path / "web.pdf"
    made(PAGE, PAGE).save(path, linearize=True)
    assert kinds(path) == []


def test_what_was_said_before_a_change_is_found(tmp_path: Path) -> None:
    path = saved(made(PAGE), tmp_path)
    _change(path)
    assert kinds(path) == [Kind.EARLIER_REVISION]


@pytest.mark.parametrize(
    ("changed", "found"), [(b"", []), (b"BT (Otra cosa) Tj ET", [Kind.EARLIER_REVISION])]
)
def test_a_signature_may_keep_an_earlier_state_that_shows_the_same(
    changed: bytes, found: list[Kind], tmp_path: Path
) -> None:
    pdf = made(whole_page() + PAGE, images=[scan()])
    pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents])
    field = Dictionary(FT=Name.Sig, T=String("firma"), V=Dictionary(Type=Name.Sig))
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
    path = saved(pdf, tmp_path)
    _change(path, whole_page().encode() + changed if changed else b"")
    assert kinds(path) == found


def _change(path: Path, content: bytes = b"") -> None:
    """Append what an editor does to change the content of the first page, or to change nothing."""
    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
        drawing = pdf.pages[0].obj.Contents
        number = (drawing[0] if isinstance(drawing, Array) else drawing).objgen[0]
    before = data[data.rindex(b"startxref") + 9 : data.rindex(b"%%EOF")].strip()
    stream = b"%d 0 obj << /Length %d >> stream\n%s\nendstream endobj\n"
    written = stream % (number, len(content), content) if content else b""
    table = b"%d 1\n%010d 00000 n \n" % (number, len(data)) if content else b"0 0\n"
    trailer = b"trailer << /Size %d /Root %d 0 R /Prev %s >>\n" % (size, root, before)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(written))
    path.write_bytes(data + written + b"xref\n" + table + trailer + end)


def test_data_after_the_end_are_found(tmp_path: Path) -> None:
    path = saved(made(PAGE), tmp_path)
    path.write_bytes(path.read_bytes() + b"otros datos que nadie ve")
    assert kinds(path) == [Kind.TRAILING_DATA]


def test_personal_data_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    pdf = made(PAGE + said("Cedula de identidad 4.123.456", (72, 600)))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("CI 3.987.654", 0))
    note(pdf, Name.Link, A=action(pdf, S=Name.URI, URI=String("mailto:juan@gmail.com")))
    pdf.docinfo["/Title"] = "Pedido de Ana Benítez Rojas"
    pdf.pages[0].obj.Metadata = pdf.make_stream(b"x")
    pdf.pages[0].obj.ActualText = String("CI 2.345.678")
    known = Known(name="Ana Benítez Rojas")
    found = {(one.kind, one.where) for one in inspect_pdf(saved(pdf, tmp_path), known)}
    assert found == {
        (Kind.PERSONAL_CEDULA, "página 1"),
        (Kind.PERSONAL_CEDULA, "marcadores"),
        (Kind.PERSONAL_CEDULA, "texto alternativo"),
        (Kind.PERSONAL_EMAIL, "enlace en la página 1"),
        (Kind.PERSONAL_REQUESTER, "propiedades del documento"),
    }


def test_a_personal_datum_says_where_on_the_page_it_stands(tmp_path: Path) -> None:
    (found,) = inspect_pdf(saved(made(PAGE + said("CI 4.123.456", (72, 421))), tmp_path))
    assert found.box is not None
    assert 0.48 < found.box.y < 0.5
    assert "4.123.456" not in found.detail


def test_a_photograph_inside_tells_where_it_was_taken(tmp_path: Path) -> None:
    photograph = scan()
    photograph.getexif()[0x8825] = {1: "S", 2: (25.0, 17.0, 0.0)}
    assert kinds(saved(made(whole_page(), images=[photograph]), tmp_path)) == [Kind.GPS]


@pytest.mark.parametrize(
    ("wrap", "name"),
    [
        (lambda data: base64.a85encode(data) + b"~>", "/ASCII85Decode"),
        (zlib.compress, "/FlateDecode"),
        (lambda data: data, "/RunLengthDecode"),
    ],
)
def test_a_wrapped_photograph_is_unwrapped(
    wrap: Callable[[bytes], bytes], name: str, tmp_path: Path
) -> None:
    photograph = scan()
    photograph.getexif()[0x8825] = {1: "S", 2: (25.0, 17.0, 0.0)}
    pdf = made(whole_page(), images=[photograph])
    image = pdf.pages[0].obj.Resources.XObject.I0
    data = wrap(image.read_raw_bytes())
    image.write(data, filter=Array([Name(name), Name.DCTDecode]))
    path = tmp_path / "envuelta.pdf"
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert (Kind.GPS in kinds(path)) == (name != "/RunLengthDecode")


def test_a_picture_of_far_too_many_dots_is_not_drawn(tmp_path: Path) -> None:
    pdf = made(whole_page() + PAGE, images=[scan()])
    image = pdf.pages[0].obj.Resources.XObject.I0
    image.Width, image.Height = 60_000, 60_000
    assert kinds(saved(pdf, tmp_path)) == [Kind.TOO_LARGE]
