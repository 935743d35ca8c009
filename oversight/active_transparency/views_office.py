"""What an institution sees of its check, and where it answers."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.active_transparency import PublishedItem, items_on
from offices.models import Institution
from oversight.active_transparency import acts, forms, months, touched
from oversight.active_transparency.errors import TransparencyRefused
from oversight.active_transparency.models import Check, CheckedItem, Finding
from requests_app.policies import desk_institutions

UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
@login_required
def show(request: SignedInRequest) -> HttpResponse:
    """Show the last check of each institution where the person works."""
    on = localdate()
    institutions = list(desk_institutions(request.user, on=on))
    if not institutions:
        raise Http404
    items = {item.letter: item for item in items_on(on).items}
    context = {
        "told": [_told(institution, items) for institution in institutions],
    }
    return render(request, "active_transparency/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say where an item is published."""
    own = desk_institutions(request.user, on=localdate())
    rows = CheckedItem.objects.select_related("check_of__institution")
    row = get_object_or_404(rows, pk=pk, check_of__institution__in=own)
    form = forms.ReplyForm(request.POST if request.method == "POST" else None)
    refusal: TransparencyRefused | None = None
    if form.is_bound and form.is_valid():
        try:
            acts.reply(pk, by=Actor.official(request.user), at=now(), **form.cleaned_data)
        except TransparencyRefused as error:
            refusal = error
        else:
            messages.success(request, _("La Dirección recibe su respuesta."))
            return redirect("active_transparency_office:show")
    context = {
        "row": row,
        "item": items_on(row.check_of.month).item(row.letter),
        "form": form,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.is_bound else 200
    return render(request, "active_transparency/reply.html", context, status=status)


def _told(institution: Institution, items: Mapping[str, PublishedItem]) -> dict[str, object]:
    check = Check.objects.standing().filter(institution=institution).first()
    asked = touched.counts(on=localdate(), institution=institution)
    rows = check.items.select_related("reply") if check else []
    return {
        "institution": institution,
        "check": check,
        "share": months.share_in_words(check.published, check.applicable) if check else "",
        "rows": [
            (items[row.letter], row, asked[row.letter], _may_reply(row))
            for row in rows
            if row.letter in items
        ],
    }


def _may_reply(row: CheckedItem) -> bool:
    return row.finding != Finding.PUBLISHED and not hasattr(row, "reply")
