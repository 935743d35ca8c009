"""Pages for everybody: one request, its files, and the list of requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from look.whole_numbers import whole_number
from requests_app.forms.public import ListForm
from requests_app.public import find_public, public_file
from requests_app.public_list import Filters, ListedRequest, public_page, ranked_page
from requests_app.search.excerpts import Excerpt, excerpt
from requests_app.search.query import Query, read
from requests_app.search.speller import understand
from requests_app.search.texts import public_texts
from requests_app.views.follow import as_download

# In the address of a search: as typed, in which order, which page of the best.
LITERAL = "literal"
ORDER, NEWEST = "orden", "nuevos"
PLACE = "pagina"


@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show what anybody may know of one request."""
    shown = find_public(number, on=localdate())
    if shown is None:
        raise Http404
    return render(request, "requests/public/request.html", {"shown": shown})


@require_safe
def download(request: HttpRequest, number: str, key: UUID) -> HttpResponseBase:
    """Hand over a public file of a request cleared for the public."""
    document = public_file(number, key)
    if document is None:
        raise Http404
    return as_download(document)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List requests: those that say best what is looked for or, without words, newest first.

    A filter that cannot be read filters nothing and says so.
    """
    form = ListForm(request.GET)
    filters = form.filters()
    kept = {
        name: str(value) for name, value in request.GET.items() if name in form.fields and value
    }
    found = _search(request.GET, filters, kept) if filters.text else _list(request.GET, filters)
    lines = found["page"].lines
    context = {
        **found,
        "form": form,
        "hits": _with_excerpts(lines, found.get("query")),
        "is_filtered": bool(kept.keys() - {"q"}),
        "previous": _link({**kept, **found["kept"]}, *found["previous"]),
        "following": _link({**kept, **found["kept"]}, *found["following"]),
    }
    return render(request, "requests/public/list.html", context)


def _search(asked: Mapping[str, str], filters: Filters, kept: dict[str, str]) -> dict[str, Any]:
    is_literal = LITERAL in asked
    query = read(filters.text) if is_literal else understand(filters.text)
    mark = {LITERAL: "1"} if is_literal else {}
    search = {
        "query": query,
        "by_words": f"?{urlencode({**kept, **mark})}",
        "by_age": f"?{urlencode({**kept, **mark, ORDER: NEWEST})}",
        "literally": f"?{urlencode({**kept, LITERAL: '1'})}",
    }
    if asked.get(ORDER) == NEWEST:
        return {**search, **_list(asked, filters, query), "kept": {**mark, ORDER: NEWEST}}
    page = ranked_page(filters, query, place=_key(asked, PLACE) or 1)
    return {
        **search,
        "is_ranked": True,
        "page": page,
        "kept": mark,
        "previous": (PLACE, page.place - 1 if page.place > 1 else None),
        "following": (PLACE, page.place + 1 if page.has_more else None),
    }


def _list(asked: Mapping[str, str], filters: Filters, query: Query | None = None) -> dict[str, Any]:
    page = public_page(
        filters,
        query=query,
        older_than=_key(asked, "antes"),
        newer_than=_key(asked, "despues"),
    )
    return {
        "page": page,
        "kept": {},
        "previous": ("despues", page.newer_than),
        "following": ("antes", page.older_than),
    }


def _with_excerpts(
    lines: Sequence[ListedRequest], query: Query | None
) -> list[tuple[ListedRequest, Excerpt | None]]:
    if query is None or not lines:
        return [(line, None) for line in lines]
    texts = public_texts([line.key for line in lines])
    return [
        (line, excerpt(texts[line.key], query.wanted) if line.key in texts else None)
        for line in lines
    ]


def _key(query: Mapping[str, str], name: str) -> int | None:
    return whole_number(query.get(name, ""))


def _link(kept: dict[str, str], name: str, key: int | None) -> str:
    return "" if key is None else f"?{urlencode({**kept, name: key})}"
