"""Signing in with the electronic identity; none of it exists where it is not configured."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.identity import Conversation


@never_cache
@require_POST
def enter(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to the provider."""
    return _step(OAuth2LoginView, request, provider_id)


@never_cache
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Receive the person from the provider."""
    return _step(OAuth2CallbackView, request, provider_id)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Say that nothing was done."""
    return _page(request, "socialaccount/login_cancelled.html")


@require_safe
def without_address(request: HttpRequest) -> HttpResponse:
    """Say how to open an account when the identity brings no verified address."""
    return _page(request, "socialaccount/signup.html")


def _step(view: type, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        step = view.adapter_view(Conversation(request, provider_id))  # type: ignore[attr-defined]
        response: HttpResponse = step(request)
    except SocialApp.DoesNotExist as absent:
        raise Http404 from absent
    except (OAuth2Error, OSError):
        # Every failure of the connection is an OSError: the provider does not answer.
        return render(request, "socialaccount/authentication_error.html", status=503)
    return response


def _page(request: HttpRequest, template: str) -> HttpResponse:
    if not settings.OIDC_SERVER_URL:
        raise Http404
    return render(request, template)
