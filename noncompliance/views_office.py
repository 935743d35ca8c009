"""The institution's pages: the files it was notified of, and its statement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from law.breach import STATEMENT
from noncompliance import hearing
from noncompliance.clock import is_late_reply, may_still_speak, statement_ends_on
from noncompliance.forms import ReplyForm
from noncompliance.models import NonComplianceFile
from noncompliance.states import FileStage
from requests_app.errors import ActionRefused

UNPROCESSABLE, CONFLICT = 422, 409
SHOWN = 200


@login_required
@require_safe
def show_files(request: SignedInRequest) -> HttpResponse:
    """List the files notified to the institutions the person leads."""
    told = NonComplianceFile.objects.told_to(request.user, on=localdate())
    rows = told.select_related("institution")[:SHOWN]
    return render(request, "noncompliance/office_files.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_file(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the notice, the facts, the institution's own words and the outcome; nothing else."""
    on = localdate()
    file = _told(request, number)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    refusal: ActionRefused | None = None
    if form.is_bound and form.is_valid():
        try:
            hearing.reply(
                number, by=Actor.official(request.user), at=now(), text=form.cleaned_data["text"]
            )
        except ActionRefused as error:
            refusal = error
            file = _told(request, number)
        else:
            messages.success(request, _("La Dirección recibe el descargo de la institución."))
            return redirect("noncompliance_office:file", number=number)
    context: dict[str, Any] = {
        "file": file,
        "concerns": file.concerns.select_related("info_request"),
        "may_reply": file.stage == FileStage.NOTIFIED,
        "may_still_speak": may_still_speak(file, on=on),
        "is_late_reply": is_late_reply(file),
        "statement": STATEMENT,
        "statement_until": statement_ends_on(file),
        "form": form,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.is_bound else 200
    return render(request, "noncompliance/office_file.html", context, status=status)


def _told(request: SignedInRequest, number: str) -> NonComplianceFile:
    told = NonComplianceFile.objects.told_to(request.user, on=localdate())
    return get_object_or_404(told.select_related("institution", "replied_by"), number=number)
