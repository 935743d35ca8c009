"""Which items people keep asking about, and which request asks about which."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.active_transparency import items_on
from offices.models import Institution
from oversight.active_transparency import touched
from oversight.active_transparency.errors import TransparencyRefused
from oversight.views_access import directorate_only
from requests_app.models import InformationRequest

PAGE = 50


@require_safe
@directorate_only
def show_items(request: SignedInRequest) -> HttpResponse:
    """Show how many requests of a year touch each item; of one institution, also suggestions."""
    on = localdate()
    code = request.GET.get("institucion", "")
    institution = get_object_or_404(Institution, code=code) if code else None
    counted = touched.counts(on=on, institution=institution)
    items = items_on(on).items
    context = {
        "institution": institution,
        "items": [(item, counted[item.letter]) for item in items],
        "institutions": Institution.objects.active().order_by("name"),
        "suggestions": _told(touched.suggestions(institution, on=on)) if institution else [],
    }
    return render(request, "active_transparency/items.html", context)


@require_safe
@directorate_only
def show_requests(request: SignedInRequest, letter: str) -> HttpResponse:
    """Show the requests behind a count."""
    on = localdate()
    item = {one.letter: one for one in items_on(on).items}.get(letter)
    if item is None:
        raise Http404
    code = request.GET.get("institucion", "")
    institution = get_object_or_404(Institution, code=code) if code else None
    rows = touched.linked(on=on, institution=institution, letter=letter)
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {"item": item, "institution": institution, "page": page}
    return render(request, "active_transparency/requests.html", context)


@require_POST
@directorate_only
def link(request: SignedInRequest, number: str) -> HttpResponse:
    """Link a request to an item, or take the link back."""
    visible = InformationRequest.objects.visible_to(request.user, on=localdate())
    row = get_object_or_404(visible.select_related("institution"), number=number)
    letter = request.POST.get("letter", "")
    by = Actor.official(request.user)
    try:
        if "unlink" in request.POST:
            touched.unlink(number, letter, by=by, at=now())
        else:
            touched.link(number, letter, by=by, at=now())
    except TransparencyRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Quedó anotado."))
    answer = redirect("active_transparency:items")
    answer["Location"] += f"?institucion={row.institution.code}"
    return answer


def _told(found: list[touched.Suggestion]) -> list[dict[str, object]]:
    items = {item.letter: item for item in items_on(localdate()).items}
    return [
        {"row": one.info_request, "items": [items[letter] for letter in one.letters]}
        for one in found[:PAGE]
    ]
