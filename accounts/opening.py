"""Opening and closing the optional account of a citizen; its address is proved before it exists."""

from __future__ import annotations

from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User

SALT = "accounts.opening"
LINK_SECONDS = 24 * 60 * 60


class BoundToAPost(Exception):
    """The account belongs to somebody who holds or held a post: its acts must keep their author."""


def token_for(email: str) -> str:
    """Return what the link carries: the address, sealed."""
    return signing.dumps(email.strip().lower(), salt=SALT)


def address_in(token: str) -> str | None:
    """Return the address a link proves for one day, or None."""
    try:
        email = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return email if isinstance(email, str) else None


def send_link(email: str, *, link: str, sign_in: str) -> None:
    """Write to the address: the link, or, to who has an account already, where to enter.

    The page says the same in both cases. Raises OSError (SMTPException is one) when no mail goes.
    """
    known = User.objects.filter(email=email.strip().lower()).exists()
    text = {"link": link, "sign_in": sign_in, "is_known": known}
    body = render_to_string("account/mail/open.txt", text)
    send_mail(_("Su cuenta para seguir pedidos de información"), body, None, [email])


def open_account(email: str, *, password: str) -> User | None:
    """Make the account of a proved address, or return None if it was made before."""
    if User.objects.filter(email=email).exists():
        return None
    return User.objects.create_user(email, password)


def close_account(user: User) -> None:
    """Erase the account. The requests stay: they never were its own. Raises BoundToAPost."""
    if user.is_staff or user.posts.exists():
        raise BoundToAPost
    user.delete()
