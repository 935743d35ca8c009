"""The people of an office: their posts, who is away, and who stands in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from casework.forms.office import AbsenceForm
from casework.people import people_at
from casework.views.at_desk import at_desk
from casework.views.place import leads, place_of
from offices.absences import PASSED_ON, end_absence, note_absence
from offices.errors import (
    AwayAlready,
    CannotStandIn,
    NotAtThisOffice,
    RegistryRefused,
    StartsInThePast,
)
from offices.models import Absence, Institution, Office, OfficeKind, Post
from requests_app.desks import Desk

UNPROCESSABLE = 422
_AT_FIELD: dict[type[RegistryRefused], str] = {
    StartsInThePast: "starts_on",
    AwayAlready: "person",
    NotAtThisOffice: "person",
    CannotStandIn: "substitute",
}


@require_safe
@at_desk
def office(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show who works at the office, in which post, and who is or will be away."""
    place = place_of(request, desk)
    posts = Post.objects.held_on(desk.on).filter(office=_access(place))
    context = {
        "place": place,
        "places": desk.institutions,
        "posts": posts.select_related("holder", "stands_in_for__holder", "liaison__unit").order_by(
            "holder__full_name", "pk"
        ),
        "absences": _told(request, desk, place),
        "on": desk.on,
        "leads": leads(desk, place),
    }
    return render(request, "casework/office.html", context)


@at_desk
def note_away(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Note an absence: one's own, or that of anybody for whoever leads the office."""
    place = place_of(request, desk)
    on = desk.on
    working = Post.objects.held_on(on).filter(office=_access(place))
    people = User.objects.filter(pk__in=working.filter(duty__in=PASSED_ON).values("holder"))
    if not leads(desk, place):
        people = people.filter(pk=desk.user.pk)
    at_desk = people_at(place.pk, on=on)
    # Whoever is no officer becomes one only by the word of whoever leads the office.
    substitutes = at_desk
    if leads(desk, place):
        substitutes = User.objects.filter(pk__in=working.values("holder")).order_by("full_name")
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        people=people.order_by("full_name"),
        substitutes=substitutes,
        named=frozenset(at_desk.values_list("pk", flat=True)),
        initial={"person": desk.user.pk, "starts_on": on},
    )
    if form.is_bound and form.is_valid():
        try:
            note_absence(_access(place), **form.cleaned_data, by=desk.user, on=on, at=now())
        except RegistryRefused as refusal:
            form.add_error(_AT_FIELD.get(type(refusal)), str(refusal))
        else:
            messages.success(request, str(_("Quedó anotada la ausencia. Termina por sí sola.")))
            return redirect("casework:office")
    context = {"place": place, "form": form, "title": _("Anotar una ausencia")}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "casework/absence.html", context, status=status)


@at_desk
def end_away(request: SignedInRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note that somebody is back, or does not leave after all."""
    here = [_access(place).pk for place in desk.institutions]
    absence = get_object_or_404(Absence, pk=pk, office__in=here)
    if request.method != "POST":
        raise Http404
    try:
        end_absence(absence, by=desk.user, on=desk.on, at=now())
    except RegistryRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            str(_("La ausencia terminó. Quien reemplaza conserva el cargo hasta hoy inclusive.")),
        )
    return redirect("casework:office")


def _access(place: Institution) -> Office:
    return Office.objects.get(institution=place, kind=OfficeKind.ACCESS)


def _told(request: SignedInRequest, desk: Desk, place: Institution) -> list[dict[str, Any]]:
    rows = Absence.objects.not_over(desk.on).filter(office=_access(place))
    may = leads(desk, place)
    return [
        {
            "absence": row,
            "is_now": row.starts_on <= desk.on,
            "may_end": may or row.person == desk.user,
        }
        for row in rows.select_related("person", "substitute")
    ]
