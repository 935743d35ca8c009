"""Request types for checkers."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """What a view receives once it has been let through the sign-in."""

    user: User
