"""Pages that belong to the whole site."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.defaults import bad_request

from offices.context import desks_of
from stats.figures import headline

__all__ = ["bad_request", "desks", "health", "start", "unsent"]

# Where anybody writes without an account, and sending again after reading does no harm.
RESENT_UNDER = "/solicitar/"
# Where officers write: given back only to a page of this site, and without the button pressed,
# so that what is sent again is read again before it is done.
GIVEN_BACK_UNDER = ("/bandeja/", "/mesa/registrar/")


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
        return redirect("casework:worklist")
    if "unit" in held:
        return redirect("casework:subtasks")
    if "centre" in held:
        return redirect("counter:home")
    return redirect("requests:mine")


def health(request: HttpRequest) -> HttpResponse:
    """Tell a load balancer that this process answers."""
    return HttpResponse("ok", content_type="text/plain")


def unsent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is gone: while filing or answering, offer to send it
    as it was."""
    left_out = {"csrfmiddlewaretoken"}
    is_given_back = request.path.startswith(RESENT_UNDER)
    if request.path.startswith(GIVEN_BACK_UNDER) and _comes_from_here(request):
        is_given_back = True
        left_out |= {"step", "insert"}
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if is_given_back and name not in left_out
        for value in map(str, values)
    ]
    page = {"carried": carried, "has_files": bool(request.FILES)}
    return render(request, "403_csrf.html", page, status=403)


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
