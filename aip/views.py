"""Pages that belong to the whole site."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.defaults import bad_request

from offices.context import desks_of
from stats.figures import headline

__all__ = ["bad_request", "desks", "health", "start"]


def start(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, how, and how the State is answering."""
    return render(request, "start.html", {"figures": headline(on=localdate())})


@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """Send whoever signs in to their own desk."""
    held = desks_of(request)
    if "directorate" in held:
        return redirect("oversight:overview")
    if "office" in held:
        return redirect("desk:worklist")
    return redirect("start")


def health(request: HttpRequest) -> HttpResponse:
    """Tell a load balancer that this process answers."""
    return HttpResponse("ok", content_type="text/plain")
