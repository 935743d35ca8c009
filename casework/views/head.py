"""The page of whoever leads an office, and the handing over of somebody's work."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from accounts.models import User
from answering.states import Purpose
from answering.views.addresses import sign_address
from casework.forms.office import HandOverForm
from casework.handover import Handed, hand_over, held_of
from casework.head import overview_of
from casework.models import Assignment
from casework.people import people_at
from casework.policies import LEADS
from casework.views.at_desk import at_desk
from casework.views.place import leads, place_of
from offices.models import Institution, Post
from requests_app.desks import Desk

UNPROCESSABLE = 422


@require_safe
@at_desk
def head(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show what presses, what waits for a signature or a decision, the load, and the figures."""
    led = _led(desk)
    place = place_of(request, desk)
    if place not in led:
        if request.GET.get("institucion") or not led:
            raise Http404
        place = led[0]
    view = overview_of(desk, place)
    signing = [
        (one, sign_address(Purpose(one.draft.purpose), one.draft.info_request.number))
        for one in view.to_sign
    ]
    context = {"view": view, "to_sign": signing, "place": place, "places": led}
    return render(request, "casework/head.html", context)


@at_desk
def pass_on(request: SignedInRequest, desk: Desk, pk: int) -> HttpResponse:
    """List what somebody has, and hand all of it to a colleague, with what became of each."""
    place = place_of(request, desk)
    person = get_object_or_404(_known_at(place), pk=pk)
    if person != desk.user and not leads(desk, place):
        raise Http404
    colleagues = people_at(place.pk, on=desk.on).exclude(pk=person.pk)
    form = HandOverForm(request.POST if request.method == "POST" else None, people=colleagues)
    handed: list[Handed] = []
    if form.is_bound and form.is_valid():
        handed = hand_over(
            person,
            place,
            to=form.cleaned_data["to"],
            by=Actor.official(request.user),
            on=desk.on,
            at=now(),
        )
    context = {
        "place": place,
        "person": person,
        "has_left": not people_at(place.pk, on=desk.on).filter(pk=person.pk).exists(),
        "held": [] if handed else held_of(person, place),
        "handed": handed,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/hand_over.html", context, status=status)


def _led(desk: Desk) -> list[Institution]:
    posts = Post.objects.held_on(desk.on).filter(holder=desk.user, duty__in=LEADS)
    keys = set(posts.values_list("office__institution", flat=True))
    return [place for place in desk.institutions if place.pk in keys]


def _known_at(place: Institution) -> QuerySet[User]:
    """Return who works or worked at the office, or has a request of it in their hands."""
    posts = Post.objects.filter(office__institution=place).values("holder")
    given = Assignment.objects.in_force().filter(institution=place).values("person")
    return User.objects.filter(Q(pk__in=posts) | Q(pk__in=given))
