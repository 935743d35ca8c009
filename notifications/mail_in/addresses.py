"""The addresses to which people write: of one request, of one notice, of one institution.

`pedidos+aip-2026-000123-<mac>@domain` answers a notice of that request,
`pedidos+oficina-aip-2026-000123-<mac>@domain` is where an institution that has nobody here
answers it, and `pedidos+aviso-<key>@domain` is where that very notice comes back when it cannot
be delivered.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

# 80 bits of the code, in letters and digits that survive servers which lower-case addresses.
_MAC_BYTES = 10
_REPLY = re.compile(r"(?P<number>[a-z0-9-]{1,40})-(?P<mac>[a-z2-7]{16})")
_OFFICE = "oficina-"
_NOTICE = re.compile(r"aviso-(?P<key>[0-9a-f]{32})")
_MESSAGE_ID = re.compile(r"<aip-delivery-(?P<key>[0-9a-f]{32})@")


@dataclass(frozen=True, slots=True)
class Addressed:
    """To what an address leads: at most one of the four. Nothing when it leads nowhere."""

    number: str = ""
    # What is drawn in a delivery's Message-ID, 32 hexadecimal digits.
    notice_key: str = ""
    institution_code: str = ""
    # The request that an institution with nobody here answers.
    office_number: str = ""


def reply_address(number: str) -> str:
    """Return where to answer the notices of that request; empty while no mail comes in."""
    return _tagged(f"{number.lower()}-{_mac(number, settings.SECRET_KEY)}")


def office_address(number: str) -> str:
    """Return where an institution with nobody here answers that request; empty while no mail
    comes in. Another code than that of who asked: neither can write in the other's name."""
    return _tagged(f"{_OFFICE}{number.lower()}-{_mac(_OFFICE + number, settings.SECRET_KEY)}")


def return_address(message_id: str) -> str:
    """Return where a notice comes back to; empty while no mail comes in, or for other mail."""
    found = _MESSAGE_ID.match(message_id)
    return _tagged(f"aviso-{found['key']}") if found else ""


def read(address: str) -> Addressed:
    """Return to what `address` leads. A code that is not ours leads nowhere.

    The code is compared in the same time whether or not such a request exists.
    """
    local, _at, _domain = address.strip().lower().rpartition("@")
    base, _plus, tag = local.partition("+")
    our_base = settings.MAIL_IN_ADDRESS.lower().rpartition("@")[0]
    if base != our_base:
        return Addressed(institution_code=base)
    if notice := _NOTICE.fullmatch(tag):
        return Addressed(notice_key=notice["key"])
    is_office = tag.startswith(_OFFICE)
    reply = _REPLY.fullmatch(tag.removeprefix(_OFFICE))
    number = reply["number"].upper() if reply else ""
    said = _OFFICE + number if is_office else number
    if reply is None or not _is_ours(said, reply["mac"]):
        return Addressed()
    return Addressed(office_number=number) if is_office else Addressed(number=number)


def without_tag(address: str) -> str:
    """Return an address as it may be shown: what follows the plus sign is as good as a code."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if local else address


def is_own(address: str) -> bool:
    """Say whether mail from `address` is mail of this system."""
    if address.strip().lower() == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower():
        return True
    local, _at, domain = address.strip().lower().rpartition("@")
    our_local, _our_at, our_domain = settings.MAIL_IN_ADDRESS.lower().rpartition("@")
    return bool(our_local) and domain == our_domain and local.partition("+")[0] == our_local


def _tagged(tag: str) -> str:
    local, _at, domain = settings.MAIL_IN_ADDRESS.rpartition("@")
    return f"{local}+{tag}@{domain}" if local else ""


def _is_ours(number: str, mac: str) -> bool:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return any(hmac.compare_digest(mac, _mac(number, key)) for key in keys)


def _mac(number: str, key: str) -> str:
    digest = hmac.digest(key.encode(), b"reply address:" + number.encode(), "sha256")
    return base64.b32encode(digest[:_MAC_BYTES]).decode().lower()
