"""How an edge of audits does an act: a refusal goes into the form, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest
from django.utils.timezone import localdate

from accounts.http import SignedInRequest
from offices.models import Duty, Post
from requests_app.errors import ActionRefused, Incomplete

UNPROCESSABLE, CONFLICT, DONE = 422, 409, 200


def tried(form: django_forms.Form, act: Callable[[], object]) -> int:
    """Do the act; return DONE, or the status of the refusal that the form now tells."""
    try:
        act()
    except Incomplete as refusal:
        for name, message in refusal.fields.items():
            form.add_error(name if name in form.fields else None, message)
        return UNPROCESSABLE
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT
    return DONE


def sent(request: HttpRequest) -> Any:
    """Return what was posted, or None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def is_director(request: SignedInRequest) -> bool:
    """Say whether who looks decides today; it only hides what the acts refuse."""
    held = Post.objects.held_on(localdate())
    return held.filter(holder=request.user, duty=Duty.DIRECTOR).exists()
