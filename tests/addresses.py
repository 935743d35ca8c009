"""Every address of the site, from the resolver, filled with what a test has at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# Their own account, the choice of language and the admin: nobody's request.
ELSEWHERE = ("cuenta/", "idioma/", "admin/")


def addresses(number: str, *, key: int = 1, keys: Sequence[UUID] = (UUID(int=1),)) -> list[str]:
    """Return every address, about that request or file; `key` is that of a row, `keys` of files.

    A parameter that is not known here fails the test that asks.
    """
    found = []
    for route in _routes(get_resolver()):
        for file in keys if "<uuid:" in route else keys[:1]:
            filled = f"/{route}"
            for name, value in _values(number, key, file).items():
                filled = filled.replace(f"<{name}>", str(value))
            assert "<" not in filled, f"say here what to try for {route}"
            found.append(filled)
    return found


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Return every route of the site, as it is written in the lists of addresses."""
    for entry in resolver.url_patterns:
        whole = before + str(entry.pattern)
        if whole.startswith(ELSEWHERE):
            continue
        if isinstance(entry, URLPattern):
            assert isinstance(entry.pattern, RoutePattern), whole
            yield whole
        else:
            yield from _routes(entry, whole)


def _values(number: str, key: int, file: UUID) -> dict[str, Any]:
    return {
        "str:number": number, "slug:number": number, "str:request_number": number,
        "uuid:key": file, "int:key": key,
        "str:key": file, "int:pk": key, "int:mail_id": 1,
        "int:report_id": 1, "int:place": 0, "int:page": 1, "int:sequence": 1, "int:year": 2026,
        "str:code": "MOPC", "str:letter": "a", "str:month": "2026-07", "str:outcome": "granted",
        "str:shelf": "responder", "str:secret": "x", "str:token": "x", "str:complaint": "x",
        "slug:slug": "respuesta", "slug:step": "respuesta", "slug:act": "cerrar",
        "slug:kind": "silencio", "slug:table": "pedidos", "slug:way": "papel",
        "slug:edition": "2020", "slug:rule": "answer", "slug:key": "cuerpos",
    }  # fmt: skip
