"""No mail, however made, stops its reading; what can be read is read."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from notifications.mail_in.automatic import why_automatic
from notifications.mail_in.bounces import report_of
from notifications.mail_in.reading import files_of, header, parse, parts, sender_of, words_of
from requests_app.documents import MAX_FILES
from tests.notifications.mail_in.letters import PDF, letter, raw

TO = "pedidos@aip.example"


def _one_part(head: bytes, body: bytes) -> bytes:
    return b"From: ana@correo.example\r\n" + head + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        (b"Content-Type: text/plain; charset=utf-8", "Ñandéve g̃uarã".encode(), "Ñandéve g̃uarã"),
        (b"Content-Type: text/plain; charset=iso-8859-1", "niñez".encode("latin-1"), "niñez"),
        (b"Content-Type: text/plain; charset=x-nadie", "niñez".encode(), "niñez"),
        (b"Content-Type: text/plain; charset=x-nadie", "niñez".encode("latin-1"), "niñez"),
        (b"Content-Type: text/plain; charset=idna", b"hola", "hola"),
        (b"Content-Type: text/plain; charset=zip", b"hola", "hola"),
        (b"Content-Type: ;;;;=", b"hola", "hola"),
        (b"X-Nada: 1", b"hola", "hola"),
        (b"X-Nada: 1", b"ho\x00la\x07", "hola"),
        (b"X-Nada: 1", "ho\u202ela".encode(), "hola"),
        (b"Content-Type: text/html", b"<p>hola</p>", "hola"),
        (b"Content-Type: multipart/mixed", b"sin partes", ""),
        (b"Content-Type: multipart/alternative; boundary=b", b"--b\r\n\r\n\r\n--b--", ""),
        (b"Content-Transfer-Encoding: base64", b"aG9sYQ=", "hola"),
        (b"Content-Transfer-Encoding: base64", b"%%%%", ""),
    ],
)
def test_words_are_read_from_any_encoding(head: bytes, body: bytes, words: str) -> None:
    assert words_of(parse(_one_part(head, body))) == words


def test_a_long_text_is_cut_and_the_rest_stays_in_the_original() -> None:
    assert len(words_of(parse(_one_part(b"X: 1", b"hola " * 200_000)))) <= 50_000


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"<>",
        b"\xff\xfe <ana@correo.example>",
        b"=?utf-8?b?////?= <ana@correo.example>",
        b"=?x-nadie?q?hola?= <ana@correo.example>",
        b'"' * 200,
        b"(" * 500,
        b"a" * 5000 + b"@x",
        b"ana@correo.example, beto@correo.example",
        b"undisclosed:;",
        b"ana@[",
        b"=?utf-8?q?Ana=0D=0ABcc:_x=40y?= <ana@correo.example>",
    ],
)
def test_no_sender_stops_the_reading_or_carries_a_second_line(value: bytes) -> None:
    message = parse(b"From: " + value + b"\r\nSubject: x\r\n\r\nhola")
    name, address = sender_of(message)
    assert "\n" not in name + address
    assert "\r" not in name + address
    assert len(address) <= 254
    assert words_of(message) == "hola"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: ;base64*",
        b"Content-Type: 0<1;utf-8*0*",
        b"Content-Type: text/plain\r\nContent-Disposition: ;base64*",
        b"Content-Disposition: 0<1;utf-8*0*",
        b"Content-Type: text/plain\r\nMessage-ID: <",
        b"Content-Transfer-Encoding: ;*",
    ],
)
def test_headers_the_standard_library_stumbles_on_stop_nothing(head: bytes) -> None:
    broken = head + b"\r\n\r\nhola"
    inside = b"\r\n\r\n--b\r\n".join(
        [b"Content-Type: multipart/mixed; boundary=b", broken, broken, b""]
    )
    for message in (parse(b"From: ana@correo.example\r\n" + broken), parse(inside)):
        words_of(message)
        files_of(message)
        report_of(message)
        assert header(message, "Message-ID") in {"", "<"}
        assert why_automatic(message, envelope_sender="a@b.example") == ""


def test_a_subject_is_always_one_line() -> None:
    message = parse(b"Subject: =?utf-8?q?uno=0D=0ABcc:_x=40y.example?=\r\n\r\nhola")
    assert header(message, "Subject") == "uno Bcc: x@y.example"


def test_accepted_files_are_kept_and_the_others_are_named() -> None:
    message = letter(to=TO)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ceros", b"\0" * 1_000_000)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    message.add_attachment(bomb.getvalue(), maintype="application", subtype="zip", filename="b.zip")
    message.add_attachment(
        bomb.getvalue(),
        maintype="application",
        subtype="pdf",
        filename="../../CON.pdf",
    )
    accepted, refused = files_of(parse(raw(message)))
    assert [checked.name for checked in accepted] == ["nota.pdf"]
    assert refused == ("b.zip", "archivo.pdf")


def test_a_mail_of_a_thousand_parts_keeps_ten_and_names_some() -> None:
    message = letter(to=TO)
    for place in range(1000):
        message.add_attachment(
            PDF, maintype="application", subtype="pdf", filename=f"nota-{place}.pdf"
        )
    accepted, refused = files_of(parse(raw(message)))
    assert len(accepted) == MAX_FILES
    assert len(refused) == 31
    assert refused[-1] == "… (+960)"


def test_a_mail_of_twenty_megabytes_is_read() -> None:
    message = letter(to=TO)
    message.add_attachment(
        PDF + b"\0" * (20 * 1024 * 1024), maintype="application", subtype="pdf", filename="g.pdf"
    )
    accepted, refused = files_of(parse(raw(message)))
    assert (accepted, refused) == ((), ("g.pdf",))


def test_parts_nested_without_end_leave_the_headers_readable() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3000)
    )
    message = parse(b"From: ana@correo.example\r\nSubject: hondo\r\n" + deep)
    assert header(message, "Subject") == "hondo"
    assert words_of(message) == ""
    assert len(list(parts(message))) <= 2000


def test_an_attached_message_is_one_part_and_not_the_words() -> None:
    message = letter("Vea el adjunto.", to=TO)
    inner = EmailMessage()
    inner["Subject"] = "viejo"
    inner.set_content("Texto ajeno.")
    message.add_attachment(inner)
    read = parse(raw(message))
    assert words_of(read) == "Vea el adjunto."
    assert len(files_of(read)[1]) == 1


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("Auto-Submitted", "auto-replied", "Auto-Submitted"),
        ("Auto-Submitted", "auto-generated; owner=x", "Auto-Submitted"),
        ("Auto-Submitted", "no", ""),
        ("Precedence", "bulk", "Precedence"),
        ("X-Autoreply", "yes", "X-Autoreply"),
        ("List-Id", "<lista.example>", "List-Id"),
        ("Return-Path", "<>", "Return-Path"),
        ("Message-ID", f"<aip-delivery-{'a' * 32}@aip.example>", "loop"),
        ("From", "Acceso <pedidos@aip.example>", "loop"),
        ("X-Mailer", "Thunderbird", ""),
    ],
)
def test_what_no_person_wrote_is_known_by_its_marks(name: str, value: str, why: str) -> None:
    message = letter(to=TO, **{name.replace("-", "_"): value})
    assert why_automatic(message, envelope_sender="ana@correo.example") == why


def test_an_empty_return_address_marks_what_no_person_wrote() -> None:
    assert why_automatic(letter(to=TO), envelope_sender="") == "Return-Path"


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("host x said: 550 5.1.1 No such user", True),
        ("Status 5.7.1 rejected", True),
        ("Delayed for 4 hours, still trying", False),
    ],
)
def test_a_plain_report_is_believed_only_with_a_final_code(text: str, failed: bool) -> None:  # noqa: FBT001
    told = report_of(letter(text, to=TO, From="Mail Delivery <MAILER-DAEMON@correo.example>"))
    assert told is not None
    assert told.failed is failed


def test_a_person_who_quotes_a_code_reports_nothing() -> None:
    assert report_of(letter("Me salió 550 5.1.1", to=TO)) is None
