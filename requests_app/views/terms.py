"""The public calculator: every date that follows from a day of presentation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offices.forms import TermsQuestion

_INITIAL = ("institucion",)


def terms(request: HttpRequest) -> HttpResponse:
    """Ask for a date by GET, so that the answer has an address of its own to share.

    `?institucion=CODE` alone only fills the form.
    """
    is_asked = any(key.startswith("presentado") for key in request.GET)
    chosen = {key: request.GET[key] for key in _INITIAL if key in request.GET}
    form = TermsQuestion(request.GET) if is_asked else TermsQuestion(initial=chosen)
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"form": form, "foretold": form.foretold}
    return render(request, "requests/terms.html", context, status=status)
