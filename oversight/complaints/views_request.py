"""Complaining from the page of a request, whose own code opens what the Directorate answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from law.complaints import standard_on
from oversight.complaints import access
from oversight.complaints.filing import Complaining, file_complaint
from oversight.complaints.forms import ComplaintForm
from oversight.complaints.models import Complaint
from oversight.complaints.states import Disclosure, Ground
from oversight.complaints.told import told_to_person
from requests_app.errors import ActionRefused
from requests_app.next_steps import NextStep, Step, next_steps
from requests_app.standing import Standing
from requests_app.views.follow import find_standing
from requests_app.views.follow_grant import needs_code

REMEDIES = (Step.RECONSIDER, Step.GO_TO_COURT)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_code
def complain(request: HttpRequest, number: str) -> HttpResponse:
    """Take a complaint about a request from who made it; the remedies still open are shown."""
    standing = find_standing(number)
    if request.method != "POST":
        return _form_page(request, standing, ComplaintForm(), access.new_token())
    sealed = request.POST.get("token", "")
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _form_page(request, standing, form, sealed, status=422)
    said = Complaining(
        institution=standing.info_request.institution,
        ground=Ground(form.cleaned_data["ground"]),
        text=form.cleaned_data["text"],
        disclosure=Disclosure(form.cleaned_data["disclosure"]),
        info_request=standing.info_request,
    )
    by = Actor.requester(number)
    try:
        received = file_complaint(said, token=access.token_of(sealed), by=by, at=now())
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, standing, form, sealed, status=409)
    complaint = received.complaint
    said_number = {"number": complaint.number}
    messages.success(request, _("La Dirección recibió su queja %(number)s.") % said_number)
    return redirect("complain:of_request", number=number, complaint=complaint.number)


@require_safe
@needs_code
def show(request: HttpRequest, number: str, *, complaint: str) -> HttpResponse:
    """Show one of the complaints made from the page of a request."""
    standing = find_standing(number)
    rows = Complaint.objects.select_related("institution", "calendar_version")
    found = rows.filter(number=complaint, info_request=standing.info_request).first()
    if found is None:
        raise Http404
    context = {
        "told": told_to_person(found, on=localdate()),
        "info_request": standing.info_request,
        "remedies": _remedies(standing),
    }
    return render(request, "oversight/complaints/own.html", context)


def _remedies(standing: Standing) -> list[NextStep]:
    found = next_steps(standing, on=localdate())
    return [offered for offered in found if offered.step in REMEDIES]


def _form_page(
    request: HttpRequest,
    standing: Standing,
    form: ComplaintForm,
    sealed: str,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "info_request": standing.info_request,
        "institution": standing.info_request.institution,
        "remedies": _remedies(standing),
        "form": form,
        "carried": [("token", sealed)],
        "standard": standard_on(localdate()),
    }
    return render(request, "oversight/complaints/complain.html", context, status=status)
