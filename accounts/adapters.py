"""How sign-in differs from the library's defaults."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect, render

from accounts.models import User


class Invited(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts of officials are made when they are appointed, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: asking for information needs no account."""
        return False


class Citizens(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """The electronic identity opens a citizen's account, by an address it has verified."""

    def list_apps(self, request: HttpRequest, **wanted: Any) -> list[Any]:
        """Return the provider of the settings only, never one of the database."""
        return [app for app in super().list_apps(request, **wanted) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse operators, and any errand that is not signing in."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN or sociallogin.user.is_staff:
            page = render(request, "socialaccount/authentication_error.html", status=403)
            raise ImmediateHttpResponse(page)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the account whose own address is the one the provider verified."""
        for address in sociallogin.email_addresses:
            user = User.objects.filter(email=address.email.lower()).first()
            if address.verified and user:
                return user, user.email
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say yes to a verified address; to any other, the page that sends a link to it."""
        if not any(address.verified for address in sociallogin.email_addresses):
            raise ImmediateHttpResponse(redirect("socialaccount_signup"))
        return True

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Fill in address and name."""
        user: User = super().populate_user(request, sociallogin, data)
        user.full_name = (data.get("name") or "")[:200]
        return user
