"""The requests a signed-in person keeps together."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from requests_app import keeping
from requests_app.forms.follow import CodeForm
from requests_app.throttle import Wait
from requests_app.views import turns
from requests_app.views.follow import WRONG_PAIR
from requests_app.views.follow_grant import is_right, slow_down


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """Show the list; a POST with number and code adds the request to it."""
    if request.method != "POST":
        return _page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if wait := slow_down(request, number, code):
        return _page(request, form, wait=wait, status=429)
    if not is_right(request, number, code):
        form.add_error(None, WRONG_PAIR)
        return _page(request, form, status=422)
    keeping.keep(request.user, number, at=now())
    messages.success(request, _("Agregamos el pedido %(number)s a su lista.") % {"number": number})
    return redirect("requests:mine")


@require_POST
@login_required
def let_go(request: SignedInRequest, number: str) -> HttpResponse:
    """Take a request off the list."""
    keeping.let_go(request.user, number)
    messages.success(request, _("Quitamos el pedido de su lista. El pedido sigue su curso."))
    return redirect("requests:mine")


def _page(
    request: SignedInRequest, form: CodeForm, *, wait: Wait | None = None, status: int = 200
) -> HttpResponse:
    page = {
        "lines": keeping.kept_by(request.user),
        "form": form,
        "wait": wait,
        "carried": [(turns.FIELD, wait.turn)] if wait else [],
    }
    return render(request, "requests/mine.html", page, status=status)
