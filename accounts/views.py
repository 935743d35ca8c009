"""The pages of a citizen's optional account: opened by a link sent to its address, and closed."""

from __future__ import annotations

import logging

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import opening
from accounts.forms import AddressForm, CloseForm, OpenForm
from accounts.http import SignedInRequest

logger = logging.getLogger(__name__)

METHODS = ("GET", "HEAD", "POST")
UNPROCESSABLE = 422
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(METHODS)
def ask_address(request: HttpRequest) -> HttpResponse:
    """Ask where to send the link; the answer is the same whether or not there is an account."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "account/open_address.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/open_address.html", {"form": form}, status=UNPROCESSABLE)
    if not ratelimit.consume(request, action="signup"):
        return render(request, "429.html", status=429)
    email = form.cleaned_data["email"]
    link = reverse("accounts:open", args=[opening.token_for(email)])
    sign_in = reverse("account_login")
    try:
        opening.send_link(
            email, link=f"{settings.PUBLIC_URL}{link}", sign_in=f"{settings.PUBLIC_URL}{sign_in}"
        )
    except OSError:
        logger.exception("the link to open an account could not be sent")
        form.add_error(None, _("No pudimos enviar el correo ahora. Pruebe dentro de unos minutos."))
        return render(request, "account/open_address.html", {"form": form}, status=503)
    return redirect("accounts:open_sent")


def sent(request: HttpRequest) -> HttpResponse:
    """Say where to look for the link."""
    return render(request, "account/open_sent.html")


@never_cache
@require_http_methods(METHODS)
def open_account(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the password; whoever has the link has proved the address."""
    email = opening.address_in(token)
    if email is None:
        messages.warning(request, _("El enlace venció o está incompleto. Pida otro."))
        return redirect("accounts:open_address")
    form = OpenForm(request.POST if request.method == "POST" else None, email=email)
    if not form.is_valid():
        page = {"form": form, "email": email}
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "account/open.html", page, status=status)
    user = opening.open_account(email, password=form.cleaned_data["password"])
    if user is None:
        messages.info(request, _("Esa cuenta ya estaba creada. Ingrese con su contraseña."))
        return redirect("account_login")
    login(request, user, backend=BACKEND)
    messages.success(request, _("Su cuenta está lista."))
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_required
@require_http_methods(METHODS)
def close_account(request: SignedInRequest) -> HttpResponse:
    """Erase the account after a clear yes."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "account/close.html", {"form": form}, status=status)
    user = request.user
    try:
        opening.close_account(user)
    except opening.BoundToAPost:
        messages.error(
            request, _("Esta cuenta es de un cargo y no se borra: hable con su superior.")
        )
        return redirect("desks")
    logout(request)
    messages.success(request, _("Borramos su cuenta. Sus pedidos siguen su curso."))
    return redirect("start")
