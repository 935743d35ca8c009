"""The month of due dates, and the calendar files of what is due."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from casework.agenda.feeds import feed_for, give_address, take_back, token_of
from casework.agenda.file import DAYS_BACK, due_file
from casework.agenda.month import month_of, next_month, previous_month, read_month
from casework.forms.worklist import chosen_filters
from casework.models import CalendarFeed
from casework.views.at_desk import at_desk
from casework.worklist.people import docket_of, surroundings_of
from casework.worklist.wanted import Wanted
from requests_app.desks import Desk, desk_of
from requests_app.errors import ActionRefused

# By what a month can be narrowed.
NARROWS = ("persona", "unidad", "tema")
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@at_desk
def month(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show a month of due dates, of everybody or of one person."""
    around = surroundings_of(desk)
    chosen = chosen_filters(request.GET, around)
    filters: dict[str, str] = {name: chosen[name] for name in NARROWS if name in chosen}
    first_on = read_month(request.GET.get("mes", "")) or desk.on.replace(day=1)
    shown = month_of(around.docket, Wanted.of(filters), first_on=first_on)
    context = {
        "desk": desk,
        "month": shown,
        "people": around.people,
        "person": filters.get("persona", ""),
        "query": urlencode(filters),
        "previous": _to(previous_month(first_on), filters),
        "following": _to(next_month(first_on), filters),
    }
    return render(request, "casework/month.html", context)


@require_safe
@at_desk
def due_download(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Hand over, once, the calendar file of what is due."""
    only_own = request.GET.get("persona") == "mias"
    return _file(desk, only_own=only_own, is_download=True)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def calendar_address(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show the person's calendar address, give them a new one or take it back."""
    if request.method == "POST":
        if request.POST.get("step") == "revoke":
            take_back(request.user, at=now())
            messages.success(request, _("La dirección ya no muestra nada a nadie."))
        else:
            only_own = request.POST.get("only_own") == "1"
            give_address(request.user, only_own=only_own, at=now())
            messages.success(request, _("Su dirección de calendario está lista."))
        return redirect("casework:calendar_address")
    feed = CalendarFeed.objects.visible_to(request.user).in_use().first()
    context = {"feed": feed, "address": _address(feed) if feed else ""}
    return render(request, "casework/calendar_address.html", context)


@require_safe
def calendar_feed(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Answer a calendar programme: no session, only the secret of the address.

    It opens nothing once it was revoked or the person's posts have ended.
    """
    feed = feed_for(key, token)
    if feed is None:
        raise Http404
    try:
        desk = desk_of(feed.user, on=localdate())
    except ActionRefused as refusal:
        return HttpResponse(str(refusal.message), status=503, content_type="text/plain")
    if desk is None:
        raise Http404
    return _file(desk, only_own=feed.only_own, is_download=False)


def _file(desk: Desk, *, only_own: bool, is_download: bool) -> HttpResponse:
    since = desk.on - timedelta(days=DAYS_BACK)
    content = due_file(docket_of(desk), only_own=only_own, since=since, at=now())
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["Cache-Control"] = "private, no-store"
    if is_download:
        answer["Content-Disposition"] = 'attachment; filename="vencimientos.ics"'
    return answer


def _address(feed: CalendarFeed) -> str:
    path = reverse("casework:calendar_feed", kwargs={"key": feed.key, "token": token_of(feed)})
    return f"{settings.PUBLIC_URL}{path}"


def _to(first_on: object, filters: dict[str, str]) -> str:
    return f"?{urlencode({**filters, 'mes': f'{first_on:%Y-%m}'})}"
