"""The Directorate's pages about where to write: who has no address, and entering one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from notifications.tasks import wake
from off_system.addresses import enter_address, without_address
from off_system.forms import AddressForm
from off_system.models import AddressChange, Sending
from off_system.tasks import send
from offices.attended import is_attended
from offices.models import Institution, Office, OfficeKind
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, Incomplete

UNPROCESSABLE, CONFLICT = 422, 409
SHOWN = 200


@require_safe
@directorate_only
def show_missing(request: SignedInRequest) -> HttpResponse:
    """List the institutions to which nothing can be sent, and the newest addresses entered."""
    changes = AddressChange.objects.select_related("office__institution", "entered_by")
    context = {"missing": without_address(on=localdate())[:SHOWN], "changes": changes[:SHOWN]}
    return render(request, "off_system/addresses.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def enter(request: SignedInRequest, code: str) -> HttpResponse:
    """Enter or correct the address of one institution."""
    institution = get_object_or_404(Institution, code=code)
    office = Office.objects.filter(institution=institution, kind=OfficeKind.ACCESS).first()
    form = AddressForm(request.POST if request.method == "POST" else None)
    refusal: ActionRefused | None = None
    if form.is_bound and form.is_valid():
        try:
            by = Actor.official(request.user)
            enter_address(institution, by=by, at=now(), **form.cleaned_data)
        except Incomplete as error:
            for name, sentence in error.fields.items():
                form.add_error(name, sentence)
        except ActionRefused as error:
            refusal = error
        else:
            wake(send)
            messages.success(request, _("Quedó anotada. Los pedidos sin enviar salen a ella."))
            return redirect("off_system:addresses")
    context = {
        "institution": institution,
        "office": office,
        "is_here": is_attended(institution.pk, on=localdate()),
        "form": form,
        "refusal": refusal,
        "changes": AddressChange.objects.filter(office=office).select_related("entered_by"),
        "lost": Sending.objects.filter(office=office).came_back().select_related("info_request"),
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    return render(request, "off_system/address.html", context, status=status)
