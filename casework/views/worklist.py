"""The officer's list of work."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from casework.forms.worklist import WorklistFilter, chosen_filters
from casework.models import SavedView
from casework.request_work import open_subtasks_of
from casework.views.at_desk import at_desk
from casework.worklist.pages import Page, page_of, to_decide_or_obey
from casework.worklist.people import Surroundings, surroundings_of
from casework.worklist.rows import Docket
from casework.worklist.wanted import Place, Wanted
from requests_app.desks import Desk

# In the address of the list when it shows everything although a view opens first.
NO_VIEW = "0"
KEYS_COOKIE = "bandeja-teclas"
KEYS_OFF = "no"


@require_safe
@at_desk
def worklist(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Show what waits on the person's desk, as they chose to see it."""
    around = surroundings_of(desk)
    first = _opens_first(around)
    if not request.GET and first is not None:
        return redirect(f"{request.path}{_address_of(first)}")
    chosen = chosen_filters(request.GET, around)
    places = {way: request.GET.get(way, "") for way in ("despues", "antes")}
    wanted = Wanted.of({**chosen, **places})
    page = page_of(around.docket, wanted)
    counts = around.docket.counts(wanted)
    # So that the view that opens first does not open over what was asked for.
    kept = {"vista": NO_VIEW} if first else {}
    context = {
        "desk": desk,
        "form": WorklistFilter(initial=chosen, around=around),
        "wanted": wanted,
        "query": urlencode(chosen),
        "is_filtered": bool(chosen),
        "buckets": _buckets(counts, chosen, wanted, kept),
        "lines": _lines(page, around),
        "matching": counts[wanted.bucket] if wanted.bucket else sum(counts.values()),
        "previous": _address(chosen, kept, antes=page.previous),
        "following": _address(chosen, kept, despues=page.following),
        "above": _above(around.docket) if wanted == Wanted() else [],
        "views": [_view(view, chosen) for view in around.views],
        "keys_on": request.COOKIES.get(KEYS_COOKIE) != KEYS_OFF,
    }
    return render(request, "casework/worklist.html", context)


def _opens_first(around: Surroundings) -> SavedView | None:
    # Annotated by with_default_of().
    return next((view for view in around.views if view.__dict__["opens_first"]), None)


def _address_of(view: SavedView) -> str:
    return f"?vista={view.pk}&{view.query}".rstrip("&")


def _buckets(
    counts: dict[Any, int], chosen: dict[str, str], wanted: Wanted, kept: dict[str, str]
) -> list[dict[str, Any]]:
    others = {name: value for name, value in chosen.items() if name not in {"plazo", "vence"}}
    return [
        {
            "label": bucket.label,
            "count": count,
            "url": f"?{urlencode({**others, **kept, 'plazo': bucket.value})}",
            "is_current": bucket == wanted.bucket,
        }
        for bucket, count in counts.items()
    ]


def _address(chosen: dict[str, str], kept: dict[str, str], **way: Place | None) -> str:
    places = {name: str(place) for name, place in way.items() if place is not None}
    return f"?{urlencode({**chosen, **kept, **places})}" if places else ""


def _lines(page: Page, around: Surroundings) -> list[dict[str, Any]]:
    desk = around.docket.desk
    asked = open_subtasks_of([item.info_request.pk for item in page.items], desk.calendars)
    return [
        {
            "item": item,
            "info_request": item.info_request,
            "person": around.people.get(item.person or 0),
            "has_left": item.person is not None and item.person not in around.people,
            "unit": around.units.get(item.unit or 0),
            "subtasks": asked.get(item.info_request.pk, ()),
            "reasons": item.risk.reasons if item.days_left is not None else [],
        }
        for item in page.items
    ]


def _view(view: SavedView, chosen: dict[str, str]) -> dict[str, Any]:
    return {
        "view": view,
        "url": _address_of(view),
        "is_current": view.query == urlencode(chosen),
    }


def _above(docket: Docket) -> list[dict[str, Any]]:
    """Return the appeals and court orders of the desk, each with its days left."""
    return [
        {
            "term": term,
            "info_request": term.info_request,
            "days_left": docket.desk.days_left(term.info_request.institution_id, term.due_on),
        }
        for term in to_decide_or_obey(docket)
    ]
