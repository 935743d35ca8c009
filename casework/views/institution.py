"""Where an institution finds what it has with the Directorate."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from casework.rooms import ROOMS
from casework.views.at_desk import at_desk
from casework.views.place import leads
from requests_app.desks import Desk


@require_safe
@at_desk
def institution(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """List the pages; each says who may read or answer."""
    is_lead = any(leads(desk, place) for place in desk.institutions)
    rooms = [room for room in ROOMS if is_lead or not room.for_leads]
    return render(request, "casework/institution.html", {"rooms": rooms})
