"""The person's own words are kept, whatever their program puts around them."""

from __future__ import annotations

import pytest

from notifications.mail_in.markup import text_of
from notifications.mail_in.quoting import without_quotes

OWN = "Me refiero a los contratos de 2025."


@pytest.mark.parametrize(
    "below",
    [
        "\n\nEl lun, 6 jul 2026 a las 10:00, Acceso escribió:\n> ¿Cuáles contratos?\n> Gracias.",
        (
            "\n\nEl lun, 6 jul 2026 a las 10:00, Acceso a la\nInformación (<p@aip.example>) "
            "escribió:\n\n> ¿Cuáles?\n"
        ),
        "\nOn Mon, Jul 6, 2026 at 10:00 AM Acceso <p@aip.example> wrote:\n> ¿Cuáles?",
        "\n\n-----Mensaje original-----\nDe: Acceso\nAsunto: Aclaración\n\n¿Cuáles?",
        (
            "\n\n________________________________\nDe: Acceso <p@aip.example>\nEnviado: lunes\n"
            "Para: Ana\nAsunto: Aclaración\n\n¿Cuáles?"
        ),
        "\n\nFrom: Acceso\nSent: Monday\nTo: Ana\nSubject: x\n\n¿Cuáles?",
        "\n-- \nAna Solicitante\nTel. 0981 555 000",
        "",
    ],
)
def test_what_a_program_quotes_below_is_left_out(below: str) -> None:
    assert without_quotes(OWN + below) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "> ¿De qué año?\nDe 2025.\n> ¿De qué obra?\nDe la ruta 2.",
        "El contrato que El Sol escribió:\nno está en la lista.",
        "De: enero\na: marzo de 2025",
        "> solo una cita",
        "Ayvu rapyta: reipota mba'e.",
    ],
)
def test_doubt_keeps_the_text_whole(text: str) -> None:
    assert without_quotes(text) == text


def test_html_is_read_as_words_and_its_scripts_are_not() -> None:
    markup = (
        "<html><head><title>No</title><style>p{}</style></head><body><p>Quiero <b>los</b>"
        " contratos&nbsp;de 2025.</p><script>alert(1)</script><ul><li>Ruta 2<li>Ruta 7</ul>"
        '<blockquote type="cite"><div>¿Cuáles?</div>Gracias</blockquote></body></html>'
    )
    text = text_of(markup)
    assert "Quiero los contratos de 2025." in text
    assert "alert" not in text
    assert "No" not in text
    assert "> ¿Cuáles?" in text
    assert without_quotes(text) == "Quiero los contratos de 2025.\nRuta 2\nRuta 7"


@pytest.mark.parametrize(
    "markup",
    ["<" * 5000, "<!--" * 5000, "<div>" * 20_000 + "hola", "</script><p>hola", "&#0;&#55357;"],
)
def test_hostile_markup_ends_soon(markup: str) -> None:
    assert isinstance(text_of(markup), str)
