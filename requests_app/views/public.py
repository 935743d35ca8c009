"""Pages for everybody: one request, its files, and the list of requests."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from requests_app.forms.public import ListForm
from requests_app.public import find_public, public_file
from requests_app.public_list import public_page
from requests_app.views.follow import as_download

# Larger than any key of the table would make the database refuse the question.
LARGEST_KEY = 2**63 - 1


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
    """List requests, newest first; a filter that cannot be read filters nothing and says so."""
    form = ListForm(request.GET)
    page = public_page(
        form.filters(),
        older_than=_key(request.GET, "antes"),
        newer_than=_key(request.GET, "despues"),
    )
    kept = {
        name: str(value) for name, value in request.GET.items() if name in form.fields and value
    }
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(kept.keys() - {"texto"}),
        "previous": _link(kept, "despues", page.newer_than),
        "following": _link(kept, "antes", page.older_than),
    }
    return render(request, "requests/public/list.html", context)


def _key(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    if not (text.isascii() and text.isdecimal()):
        return None
    return min(int(text[:20]), LARGEST_KEY)


def _link(kept: dict[str, str], name: str, key: int | None) -> str:
    return "" if key is None else f"?{urlencode({**kept, name: key})}"
