"""The frame of every page of the office's own work: who has no desk sees none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from accounts.http import SignedInRequest
from requests_app.desks import Desk, desk_of
from requests_app.errors import ActionRefused

READING = ("GET", "HEAD")
P = ParamSpec("P")


def at_desk(
    view: Callable[Concatenate[SignedInRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Give the view the desk of whoever is signed in; who has none is sent to their own place,
    and what they sent is 404."""

    @wraps(view)
    def page(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            desk = desk_of(request.user, on=localdate())
        except ActionRefused as refusal:
            return render(request, "desk/no_calendar.html", {"message": refusal.message})
        if desk is None:
            if request.method in READING:
                return redirect("desks")
            raise Http404
        return view(request, desk, *args, **kwargs)

    # The decorator's own types are wider than what it is given.
    return cast(Callable[Concatenate[SignedInRequest, P], HttpResponse], login_required(page))
