"""What anybody sees: how much each institution publishes unasked, and where each item is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from law.active_transparency import items_on
from look.figures.files import as_csv
from offices.models import Institution
from oversight.active_transparency import months, touched
from oversight.active_transparency.models import Check

HISTORY_MONTHS = 12


@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """List the institutions with their last check."""
    context = {
        "table": months.table_of(months.latest()),
        "items": items_on(localdate()).items,
    }
    return render(request, "active_transparency/public.html", context)


@require_safe
def download(_request: HttpRequest) -> HttpResponse:
    """Give that list as a file."""
    content = as_csv(months.table_of(months.latest()), [(_("Al día"), localdate().isoformat())])
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="transparencia-activa.csv"'},
    )


@require_safe
def show_one(request: HttpRequest, code: str) -> HttpResponse:
    """Show an institution's items: what was found, where, and how often people ask for it."""
    institution = get_object_or_404(Institution, code=code)
    history = Check.objects.standing().filter(institution=institution)[:HISTORY_MONTHS]
    check = history[0] if history else None
    items = {item.letter: item for item in items_on(check.month).items} if check else {}
    asked = touched.counts(on=localdate(), institution=institution)
    rows = check.items.all() if check else []
    context = {
        "institution": institution,
        "check": check,
        "share": months.share_in_words(check.published, check.applicable) if check else "",
        "rows": [
            (items[row.letter], row, asked[row.letter]) for row in rows if row.letter in items
        ],
        "history": history,
    }
    return render(request, "active_transparency/public_one.html", context)
