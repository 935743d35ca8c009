"""Complaining of an institution without a request, and following the complaint with its code."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import ANYONE
from law.complaints import standard_on
from offices.models import Institution
from offices.search import find
from oversight.complaints import access
from oversight.complaints.filing import Complaining, Received, file_complaint
from oversight.complaints.forms import ComplaintCodeForm, OpenComplaintForm
from oversight.complaints.models import Complaint
from oversight.complaints.states import Disclosure, Ground
from oversight.complaints.told import told_to_person
from requests_app.errors import ActionRefused
from requests_app.throttle import WRONG_CODES, Limit, Wait
from requests_app.views import turns

COMPLAINTS = Limit("complaints", most=30, seconds=600, wait_seconds=20)
METHODS = ("GET", "HEAD", "POST")
SHOWN, LONGEST_SEARCH = 15, 200
TOO_MANY = 429


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Say what a complaint is and is not, and find the institution it is about."""
    text = request.GET.get("buscar", "").strip()[:LONGEST_SEARCH]
    matches = find(text).matches if text else ()
    context = {
        "text": text,
        "institutions": [match.institution for match in matches[:SHOWN]],
        "has_more": len(matches) > SHOWN,
        "standard": standard_on(localdate()),
    }
    return render(request, "oversight/complaints/choose.html", context)


@never_cache
@require_http_methods(METHODS)
def complain(request: HttpRequest, code: str) -> HttpResponse:
    """Take a complaint about one institution; a dissolved one leads to its successor."""
    institution = get_object_or_404(Institution, code=code)
    if institution.competent() != institution:
        return redirect("complain:about", code=institution.competent().code)
    if request.method != "POST":
        return _form_page(request, institution, OpenComplaintForm(), access.new_token())
    sealed = request.POST.get("token", "")
    form = OpenComplaintForm(request.POST)
    if not form.is_valid():
        return _form_page(request, institution, form, sealed, status=422)
    if wait := turns.wait_for(request, COMPLAINTS, of=sealed):
        return _form_page(request, institution, form, sealed, wait=wait, status=TOO_MANY)
    token = access.token_of(sealed)
    try:
        received = file_complaint(_said(institution, form), token=token, by=ANYONE, at=now())
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, institution, form, sealed, status=409)
    turns.count(request, COMPLAINTS)
    return _received(request, received, token)


@never_cache
@require_http_methods(METHODS)
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; say the same of a wrong code and of a number that is not."""
    if request.method != "POST":
        form = ComplaintCodeForm(initial={"number": request.GET.get("numero", "")[:40]})
        return _code_page(request, form)
    form = ComplaintCodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, status=422)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if wait := turns.wait_for(request, WRONG_CODES, of=f"{number}\n{code}"):
        return _code_page(request, form, wait=wait, status=TOO_MANY)
    if access.is_code_of(code, number):
        access.grant(request, number)
        return redirect("complain:show", number=number)
    turns.count(request, WRONG_CODES)
    form.add_error(None, _("El número y el código no coinciden. Revise los dos."))
    return _code_page(request, form, status=422)


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a complaint to who has its code; others are asked for it."""
    if not access.is_granted(request, number):
        return redirect(reverse("complain:ask_code", query={"numero": number}))
    rows = Complaint.objects.select_related("institution", "calendar_version")
    complaint = rows.filter(number=number, info_request=None).first()
    if complaint is None:
        raise Http404
    context = {
        "told": told_to_person(complaint, on=localdate()),
        "code": access.code_shown(request, complaint),
    }
    return render(request, "oversight/complaints/own.html", context)


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close the complaint in this browser: the next person at it sees nothing."""
    access.revoke(request, number)
    messages.success(request, _("Cerró su queja en este navegador."))
    response = redirect("complain:ask_code")
    response.delete_cookie(access.CODE_COOKIE, path=_page_of(number))
    return response


def _said(institution: Institution, form: OpenComplaintForm) -> Complaining:
    return Complaining(
        institution=institution,
        ground=Ground(form.cleaned_data["ground"]),
        text=form.cleaned_data["text"],
        disclosure=Disclosure(form.cleaned_data["disclosure"]),
        email=form.cleaned_data["email"],
    )


def _received(request: HttpRequest, received: Received, token: str) -> HttpResponse:
    number = received.complaint.number
    access.grant(request, number)
    response = redirect("complain:show", number=number)
    access.keep_code(response, number, token, path=_page_of(number))
    return response


def _page_of(number: str) -> str:
    return reverse("complain:show", args=[number])


def _form_page(
    request: HttpRequest,
    institution: Institution,
    form: django_forms.Form,
    sealed: str,
    *,
    wait: Wait | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "institution": institution,
        "form": form,
        "wait": wait,
        "carried": [("token", sealed), *([(turns.FIELD, wait.turn)] if wait else [])],
        "standard": standard_on(localdate()),
    }
    return render(request, "oversight/complaints/complain.html", context, status=status)


def _code_page(
    request: HttpRequest,
    form: django_forms.Form,
    *,
    wait: Wait | None = None,
    status: int = 200,
) -> HttpResponse:
    carried = [(turns.FIELD, wait.turn)] if wait else []
    context = {"form": form, "wait": wait, "carried": carried}
    return render(request, "oversight/complaints/code.html", context, status=status)
