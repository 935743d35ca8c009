"""Who may open a request without an account: whoever showed its code in this session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from requests_app.forms.follow import CodeForm
from requests_app.standing import is_code_of

SESSION_KEY = "followed"
MOST_AT_ONCE = 20

View = Callable[..., HttpResponseBase]


def is_granted(request: HttpRequest, number: str) -> bool:
    """Say whether this session has shown the code of that request."""
    return number in request.session.get(SESSION_KEY, [])


def grant(request: HttpRequest, number: str, code: str) -> bool:
    """Open the request to this session if the code is right; an unknown number takes as long."""
    if not is_code_of(code, number):
        return False
    followed = [other for other in request.session.get(SESSION_KEY, []) if other != number]
    request.session[SESSION_KEY] = [*followed, number][-MOST_AT_ONCE:]
    request.session.cycle_key()
    return True


def revoke(request: HttpRequest, number: str) -> None:
    """Close the request to this session."""
    followed = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [other for other in followed if other != number]


def needs_code(view: View) -> View:
    """Let through who has shown the code; ask the others, without losing what they typed."""

    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, number: str, **rest: Any) -> HttpResponseBase:
        if is_granted(request, number):
            return view(request, number, **rest)
        if request.method != "POST":
            return redirect(reverse("requests:follow", query={"numero": number}))
        if grant(request, number, request.POST.get("tracking_code", "")[:60]):
            return view(request, number, **rest)
        return _ask_again(request, number)

    return asked


def _ask_again(request: HttpRequest, number: str) -> HttpResponse:
    """The session ended while the person was writing: ask for the code, carry the text."""
    own = ("csrfmiddlewaretoken", "tracking_code")
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in own
        for value in values
    ]
    is_wrong = "tracking_code" in request.POST
    page = {"number": number, "carried": carried, "is_wrong": is_wrong, "form": CodeForm()}
    return render(request, "requests/follow/code_again.html", page, status=403)
