"""What each person wants in their daily digest, and at which hour the office has it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework.digest.choices import choose, hour_of, may_set_hour, scope_of, set_hour
from casework.forms.digest import DigestForm, DigestHourForm
from casework.models import DigestScope
from casework.views.at_desk import at_desk
from offices.models import Institution
from requests_app.desks import Desk

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def digest(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Choose what one's own digest tells; the head of an office also chooses its hour."""
    by = Actor.official(request.user)
    led = [place for place in desk.institutions if may_set_hour(by, place, on=desk.on)]
    first = desk.institutions[0]
    initial = {"digest": scope_of(request.user, first.pk, on=desk.on)}
    form = DigestForm(initial=initial)
    hours = [_hour_form(place) for place in led]
    context: dict[str, Any] = {"form": form, "choice": form, "desk": desk, "hours": hours}
    context["said_hours"] = [(place, hour_of(place)) for place in desk.institutions]
    if request.method != "POST":
        return render(request, "casework/digest.html", context)
    if request.POST.get("step") == "hour":
        return _set_hour(request, led, context)
    form = context["form"] = context["choice"] = DigestForm(request.POST)
    if not form.is_valid():
        return render(request, "casework/digest.html", context, status=UNPROCESSABLE)
    choose(request.user, DigestScope(form.cleaned_data["digest"]))
    messages.success(request, _("Se guardó lo que quiere recibir."))
    return redirect("casework:digest")


def _set_hour(
    request: SignedInRequest, led: list[Institution], context: dict[str, Any]
) -> HttpResponse:
    place = next((place for place in led if place.code == request.POST.get("institution")), None)
    if place is None:
        return redirect("casework:digest")
    form = DigestHourForm(request.POST, prefix=place.code)
    if not form.is_valid():
        context["form"] = form
        context["hours"] = [
            (other, form if other == place else _hour_form(other)[1]) for other in led
        ]
        return render(request, "casework/digest.html", context, status=UNPROCESSABLE)
    set_hour(place, form.cleaned_data["hour"], by=Actor.official(request.user), at=now())
    messages.success(request, _("Se guardó la hora del resumen."))
    return redirect("casework:digest")


def _hour_form(place: Institution) -> tuple[Institution, DigestHourForm]:
    return place, DigestHourForm(prefix=place.code, initial={"hour": hour_of(place)})
