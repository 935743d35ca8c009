"""How a complaint without a request is opened: with its code, in this session or for an hour."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from oversight.complaints.models import Complaint
from requests_app import tracking

SESSION_KEY = "complaints"
MOST_AT_ONCE = 20
CODE_COOKIE, CODE_SALT, CODE_SECONDS = "complaint", "complaints.code:", 3600
FORM_SALT = "complaints.form"
TOKEN_BYTES = 24


def new_token() -> str:
    """Return a form's random token, sealed so that nobody chooses their own."""
    return signing.dumps(secrets.token_urlsafe(TOKEN_BYTES), salt=FORM_SALT)


def token_of(sealed: str) -> str:
    """Return the token that was sealed or, of anything else, a new one: nobody is turned away."""
    try:
        return str(signing.loads(sealed, salt=FORM_SALT))
    except signing.BadSignature:
        return secrets.token_urlsafe(TOKEN_BYTES)


def is_code_of(code: str, number: str) -> bool:
    """Say whether `code` opens that complaint; of any other number it takes as long to say."""
    rows = Complaint.objects.filter(number=number, info_request=None)
    return tracking.matches(code, rows.values_list("code_hash", flat=True).first())


def is_granted(request: HttpRequest, number: str) -> bool:
    """Say whether this session has shown the code of that complaint."""
    return number in request.session.get(SESSION_KEY, [])


def grant(request: HttpRequest, number: str) -> None:
    """Open the complaint to this session; whoever calls saw the code, or made it."""
    others = [other for other in request.session.get(SESSION_KEY, []) if other != number]
    request.session[SESSION_KEY] = [*others, number][-MOST_AT_ONCE:]
    request.session.cycle_key()


def revoke(request: HttpRequest, number: str) -> None:
    """Close the complaint to this session."""
    others = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [other for other in others if other != number]


def keep_code(response: HttpResponse, number: str, token: str, *, path: str) -> None:
    """Let this browser show the code of a new complaint for an hour, on its own page only."""
    response.set_signed_cookie(
        CODE_COOKIE,
        token,
        salt=CODE_SALT + number,
        max_age=CODE_SECONDS,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def code_shown(request: HttpRequest, complaint: Complaint) -> str:
    """Return the code while this browser may still show it; empty afterwards."""
    salt = CODE_SALT + complaint.number
    token = request.get_signed_cookie(CODE_COOKIE, "", salt=salt, max_age=CODE_SECONDS) or ""
    is_its_own = bool(token) and tracking.digest_of(token) == complaint.token_digest
    return tracking.code_for(token) if is_its_own else ""
