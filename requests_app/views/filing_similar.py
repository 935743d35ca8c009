"""Between what is asked and who asks: answers already published, as help and never a wall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from requests_app.search.suggestions import Step, Suggestion, count, similar
from requests_app.views import filing_draft
from requests_app.views.filing_draft import Draft


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """Show what may make asking needless; a POST says that it does not, and goes on."""
    if request.method == "POST":
        count(Step.CONTINUED, on=localdate())
        return redirect("requests:file_who")
    suggestions = offered(filing_draft.find(request, at=now()))
    if not suggestions:
        return redirect("requests:file_who")
    if request.method == "GET":
        count(Step.SHOWN, on=localdate())
    return render(request, "requests/suggestions.html", {"suggestions": suggestions})


@require_safe
def opened(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to an answer that was offered, and count it once for who is writing a request."""
    if request.method == "GET" and filing_draft.find(request, at=now()) is not None:
        count(Step.OPENED, on=localdate())
    return redirect("requests:public", number=number)


def offered(draft: Draft | None) -> list[Suggestion]:
    """Return the published answers that are like what the draft asks."""
    if draft is None:
        return []
    subject = draft.steps.get("what", {}).get("subject", "")
    return similar(subject, institution=draft.steps.get("institution", {}).get("institution", ""))
