"""How much work each person has, and the keys of the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from casework.views.at_desk import at_desk
from casework.views.worklist import KEYS_COOKIE, KEYS_OFF
from casework.worklist.load import load_by_person, load_by_unit
from casework.worklist.people import surroundings_of
from requests_app.desks import Desk

A_YEAR = 365 * 24 * 60 * 60


@require_safe
@at_desk
def load(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show what each person and each unit has open, late and due this week."""
    around = surroundings_of(desk)
    context = {
        "desk": desk,
        "people": load_by_person(around),
        "units": load_by_unit(around) if around.units else [],
    }
    return render(request, "casework/load.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def keys(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Tell the keys of the list, and switch them on or off in this browser."""
    is_on = request.COOKIES.get(KEYS_COOKIE) != KEYS_OFF
    if request.method != "POST":
        return render(request, "casework/keys.html", {"keys_on": is_on})
    answer = redirect("casework:keys")
    if request.POST.get("keys") == "off":
        answer.set_cookie(
            KEYS_COOKIE, KEYS_OFF, max_age=A_YEAR, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
        messages.success(request, _("Las teclas quedaron apagadas en este navegador."))
    else:
        answer.delete_cookie(KEYS_COOKIE, samesite="Lax")
        messages.success(request, _("Las teclas quedaron encendidas en este navegador."))
    return answer
