"""The draft of a request in the browser's keeping: a secret in a signed cookie, text here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from requests_app import draft_files, tracking
from requests_app.models import FilingDraft
from requests_app.models.draft import KEPT_FOR
from requests_app.standing import filed_with

COOKIE = "borrador"
COOKIE_PATH = "/solicitar/"
# The field in which a page carries the sealed secret of its draft.
FIELD = "draft"
SALT = "requests_app.filing_draft"
# Above this a step stays only on the page that refuses it; no honest text is so long.
LONGEST_STEP = 100_000


@dataclass(slots=True)
class Draft:
    """A draft with its secret, which is also the token that makes two sendings one request."""

    secret: str
    row: FilingDraft

    @property
    def steps(self) -> dict[str, dict[str, str]]:
        """Return what was typed, by step and field."""
        steps: dict[str, dict[str, str]] = self.row.steps
        return steps

    def keep(self, step: str, texts: dict[str, str], *, at: datetime) -> None:
        """Save one step as typed."""
        if sum(map(len, texts.values())) > LONGEST_STEP:
            return
        with transaction.atomic():
            # Read again under a lock: another window may be saving another step.
            locked = FilingDraft.objects.select_for_update().filter(pk=self.row.pk).first()
            self.row = locked or self.row
            self.row.steps = {**self.row.steps, step: texts}
            self.row.updated_at = at
            self.row.save()

    def touch(self, *, at: datetime) -> None:
        """Save that somebody is still writing it."""
        self.row.updated_at = at
        if self.row.pk is None:
            self.row.save()
        else:
            self.row.save(update_fields=["updated_at"])


def find(request: HttpRequest, *, at: datetime) -> Draft | None:
    """Return the draft of the page that was sent, or else of this browser.

    None for one that grew old or was filed already. A page knows its draft, so that whoever lost
    the cookie while writing goes on where they were.
    """
    sent = unsealed(request.POST.get(FIELD, ""))
    if sent and (draft := find_by_secret(sent, at=at)):
        return draft
    secret = request.get_signed_cookie(
        COOKIE, default=None, salt=SALT, max_age=int(KEPT_FOR.total_seconds())
    )
    return find_by_secret(secret, at=at) if secret else None


def find_by_secret(secret: str, *, at: datetime) -> Draft | None:
    """Return the draft that `secret` opens; one whose request exists is finished and removed."""
    row = FilingDraft.objects.fresh(at=at).filter(secret_digest=tracking.digest_of(secret)).first()
    if row is None:
        return None
    if filed_with(secret) is not None:
        draft_files.discard([row])
        return None
    return Draft(secret, row)


def start(*, at: datetime) -> Draft:
    """Return a new draft, not yet saved, and forget those nobody came back to."""
    draft_files.discard(FilingDraft.objects.stale(at=at))
    secret = secrets.token_urlsafe(24)
    row = FilingDraft(secret_digest=tracking.digest_of(secret), updated_at=at)
    return Draft(secret, row)


def sealed(secret: str) -> str:
    """Return the secret as the review page carries it, so that sending it again is recognised."""
    return signing.dumps(secret, salt=SALT)


def carried(draft: Draft | None) -> list[tuple[str, str]]:
    """Return the hidden fields by which a page knows its draft."""
    return [(FIELD, sealed(draft.secret))] if draft else []


def unsealed(text: str) -> str | None:
    """Return the secret a review page carried, or None for anything else."""
    try:
        secret: Any = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return secret if isinstance(secret, str) else None


def remember(response: HttpResponse, draft: Draft) -> None:
    """Give the browser the key of its draft for thirty days."""
    response.set_signed_cookie(
        COOKIE,
        draft.secret,
        salt=SALT,
        max_age=int(KEPT_FOR.total_seconds()),
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the key away from the browser."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
