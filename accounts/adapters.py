"""How sign-in differs from the library's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts of officials are made when they are appointed, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: asking for information needs no account."""
        return False
