"""People who use the public pages: somebody who files and somebody who follows."""

from __future__ import annotations

import html
import re
from typing import Any, Protocol

from django.test import Client

from offices.models import Institution
from requests_app.actions import Receipt

WHAT = {
    "subject": "Contratos de limpieza",
    "description": "Copia de los contratos de limpieza firmados en 2025.",
    "preferred_format": "any",
    "language": "es",
}
WHO = {
    "name": "Rosa Canario Ñandutí",
    "identity_document": "4.123.987",
    "address": "Calle Escondida 456, Luque",
    "shows_name": "",
}
NOTIFY = {"notify_by": "email", "email": "rosa.canario@correo.example", "phone": "0981 777 666"}
PRIVATE = [
    WHO["name"],
    WHO["identity_document"],
    WHO["address"],
    NOTIFY["email"],
    NOTIFY["phone"],
]


class Written(Protocol):
    """A response, as far as reading it goes."""

    @property
    def content(self) -> bytes: ...


def text_of(response: Written) -> str:
    """Return the page as written, with entities read."""
    return html.unescape(response.content.decode())


def hidden(response: Written, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(f'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"{name} is not on the page"
    return html.unescape(found[1])


def fill(client: Client, institution: Institution, **changes: Any) -> None:
    """Type every step; `changes` replaces fields by name."""
    client.post("/solicitar/", {"institution": institution.code})
    for address, fields in (("pedido", WHAT), ("persona", WHO), ("avisos", NOTIFY)):
        typed = {name: changes.get(name, value) for name, value in fields.items()}
        client.post(f"/solicitar/{address}/", typed)


def sending(client: Client) -> dict[str, str]:
    """Open the review page and return what its button would send."""
    page = client.get("/solicitar/revisar/")
    assert page.status_code == 200
    return {name: hidden(page, name) for name in ("draft", "reviewed")}


def file_one(client: Client, institution: Institution, **changes: Any) -> str:
    """File a request through the pages and return its number."""
    fill(client, institution, **changes)
    sent = client.post("/solicitar/revisar/", sending(client))
    assert sent.status_code == 302, text_of(sent)
    return sent["Location"].split("/")[-2]


def open_with_code(client: Client, receipt: Receipt) -> str:
    """Show the code of a receipt and return the address of its follow page."""
    number = receipt.info_request.number
    client.post("/seguimiento/", {"number": number, "code": receipt.tracking_code})
    return f"/seguimiento/{number}/"
