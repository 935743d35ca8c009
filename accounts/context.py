"""What the sign-in page must know: the people of a demonstration, the electronic identity."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from accounts.models import User

# Not a secret: the sign-in page of a demonstration shows it, and no other has such users.
DEMO_PASSWORD = "demostracion"  # noqa: S105


def demo_users(request: HttpRequest) -> dict[str, object]:
    """Return `demo_users`, asked of the database when used, and their shared `demo_password`."""
    if not settings.DEMO:
        return {}
    return {"demo_users": SimpleLazyObject(_users_to_try), "demo_password": DEMO_PASSWORD}


def electronic_identity(request: HttpRequest) -> dict[str, str]:
    """Return `electronic_identity`, its name where it is configured and "" elsewhere."""
    return {"electronic_identity": settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""}


def _users_to_try() -> list[tuple[User, list[Any]]]:
    """Return the fictional people, each with the posts held today."""
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    return [
        (person, list(person.posts.held_on(localdate()).select_related("office__institution")))
        for person in people
    ]
