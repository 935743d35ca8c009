"""The steps of filing a request: one page each, kept on the server as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from offices.models import Institution
from offices.search import Found, find
from requests_app.forms.filing import STEPS, InstitutionForm, typed
from requests_app.search.topics import asked_about
from requests_app.views import filing_draft
from requests_app.views.filing_draft import Draft
from requests_app.views.filing_similar import offered

STEP_URLS = {
    "institution": "requests:file",
    "what": "requests:file_what",
    "who": "requests:file_who",
    "notify": "requests:file_notify",
}
ORDER = list(STEPS)
# More than a person reads: the search asks for another word instead.
MOST_SHOWN = 15
# In the address of a step reached from the review page: from there one goes straight back.
FROM_REVIEW = "revisar"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_institution(request: HttpRequest) -> HttpResponse:
    """First step: find the institution by its name, acronym or place, and choose it."""
    draft = filing_draft.find(request, at=now())
    kept = draft.steps.get("institution", {}).get("institution", "") if draft else ""
    text = request.GET.get("buscar", "").strip()
    chosen = request.POST.get("institution") or request.GET.get("institucion") or kept
    found = find(text) if text else Found(())
    words, hints = _choices(found, "" if text and not request.POST else chosen)
    topics = _topics(text, words, hints) if found.is_guess or not found.matches else 0
    if request.method == "POST":
        form = InstitutionForm(request.POST, words=words, hints=hints)
        if form.is_valid():
            return _keep_and_go_on(request, draft, "institution", form)
    else:
        initial = chosen if chosen in words else next(iter(words), "") if len(words) == 1 else ""
        form = InstitutionForm(words=words, hints=hints, initial={"institution": initial})
    page = {
        "text": text,
        "has_choices": bool(words),
        "is_guess": found.is_guess and bool(found.matches),
        "has_topics": bool(topics),
        "has_more": len(found.matches) > MOST_SHOWN,
        "is_new": draft is None,
    }
    return _render(request, "institution", form, page, draft)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Any other step: what is asked, who asks, how to tell them."""
    draft = filing_draft.find(request, at=now())
    if request.method == "POST":
        form = STEPS[name](request.POST)
        if form.is_valid():
            return _keep_and_go_on(request, draft, name, form)
        return _refuse(request, draft, name, form)
    kept = draft.steps.get(name) if draft else None
    return _render(request, name, STEPS[name](initial=kept), {}, draft)


def step_url(name: str, *, from_review: bool = False) -> str:
    """Return the address of a step, with the mark that leads back to the review page."""
    url = reverse(STEP_URLS[name])
    return f"{url}?{FROM_REVIEW}=1" if from_review else url


def _keep(draft: Draft | None, name: str, form: forms.Form) -> Draft:
    at = now()
    draft = draft or filing_draft.start(at=at)
    draft.keep(name, typed(form), at=at)
    return draft


def _keep_and_go_on(
    request: HttpRequest, draft: Draft | None, name: str, form: forms.Form
) -> HttpResponse:
    draft = _keep(draft, name, form)
    place = ORDER.index(name) + 1
    if FROM_REVIEW in request.GET or place == len(ORDER):
        after = "requests:file_review"
    elif name == "what" and offered(draft):
        after = "requests:file_similar"
    else:
        after = STEP_URLS[ORDER[place]]
    response = redirect(after)
    filing_draft.remember(response, draft)
    return response


def _refuse(request: HttpRequest, draft: Draft | None, name: str, form: forms.Form) -> HttpResponse:
    """Show what is missing; what was typed is kept all the same."""
    draft = _keep(draft, name, form)
    response = _render(request, name, form, {}, draft)
    filing_draft.remember(response, draft)
    return response


def _render(
    request: HttpRequest, name: str, form: forms.Form, page: dict[str, Any], draft: Draft | None
) -> HttpResponse:
    place = ORDER.index(name)
    if FROM_REVIEW in request.GET:
        back = reverse("requests:file_review")
    else:
        back = step_url(ORDER[place - 1]) if place else reverse("start")
    page = {**page, "form": form, "back": back, "place": place + 1, "places": len(ORDER)}
    page["carried"] = filing_draft.carried(draft)
    status = 422 if form.is_bound else 200
    return render(request, f"requests/filing/{name}.html", page, status=status)


def _choices(found: Found, chosen: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return words and hints by code: of what was found, and of the one already chosen."""
    shown = found.matches[:MOST_SHOWN]
    words = {match.institution.code: _words(match.institution) for match in shown}
    hints = {
        match.institution.code: _("Tomó las funciones de: %(old)s.") % {"old": match.through.name}
        for match in shown
        if match.through is not None
    }
    known = Institution.objects.filter(code=chosen).first() if chosen else None
    if known is not None:
        living = known.competent()
        words = {living.code: _words(living), **words}
    return words, hints


def _topics(text: str, words: dict[str, str], hints: dict[str, str]) -> int:
    """Add the institutions that others asked about `text`; return how many there are."""
    asked = asked_about(text) if text else []
    for institution, number in asked:
        words.setdefault(institution.code, _words(institution))
        hints[institution.code] = ngettext(
            "Tiene %(number)s pedido publicado sobre eso.",
            "Tiene %(number)s pedidos publicados sobre eso.",
            number,
        ) % {"number": number}
    return len(asked)


def _words(institution: Institution) -> str:
    place = ", ".join(part for part in (institution.district, institution.department) if part)
    acronym = institution.acronym if institution.acronym not in institution.name else ""
    extra = " · ".join(part for part in (acronym, place) if part)
    return f"{institution.name} ({extra})" if extra else institution.name
