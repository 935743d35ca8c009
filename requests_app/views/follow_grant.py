"""Who may open a request without an account: whoever showed its code in this session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from requests_app import keeping
from requests_app.forms.follow import CodeForm
from requests_app.standing import is_code_of
from requests_app.throttle import WRONG_CODES, Wait
from requests_app.views import turns

SESSION_KEY = "followed"
MOST_AT_ONCE = 20

View = Callable[..., HttpResponseBase]


def is_granted(request: HttpRequest, number: str) -> bool:
    """Say whether this session has shown the code, or who is signed in keeps that request."""
    if number in request.session.get(SESSION_KEY, []):
        return True
    return request.user.is_authenticated and keeping.is_kept(request.user, number)


def slow_down(request: HttpRequest, number: str, code: str) -> Wait | None:
    """Return how long this very attempt must wait where many were wrong, or None."""
    return turns.wait_for(request, WRONG_CODES, of=f"{number}\n{code}")


def is_right(request: HttpRequest, number: str, code: str) -> bool:
    """Say whether the code opens the request, and count it if it does not."""
    if is_code_of(code, number):
        return True
    turns.count(request, WRONG_CODES)
    return False


def grant(request: HttpRequest, number: str, code: str) -> bool:
    """Open the request to this session if the code is right; an unknown number takes as long."""
    if not is_right(request, number, code):
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
        code = request.POST.get("tracking_code", "")[:60]
        wait = slow_down(request, number, code) if code else None
        if code and wait is None and grant(request, number, code):
            return view(request, number, **rest)
        return _ask_again(request, number, wait)

    return asked


def _ask_again(request: HttpRequest, number: str, wait: Wait | None) -> HttpResponse:
    """The session ended while the person was writing: ask for the code, carry the text."""
    own = ("csrfmiddlewaretoken", "tracking_code", turns.FIELD)
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in own
        for value in values
    ]
    page = {
        "number": number,
        "carried": carried,
        "is_wrong": "tracking_code" in request.POST and wait is None,
        "wait": wait,
        "code": request.POST.get("tracking_code", "") if wait else "",
        "form": CodeForm(),
    }
    status = 429 if wait else 403
    return render(request, "requests/follow/code_again.html", page, status=status)
