"""Hands out a file's bundle: to the Directorate, and its PDF to the institution once notified."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from noncompliance.evidence.making import own_pdf_of, pdf_of, zip_of
from noncompliance.journal import note_opening
from noncompliance.models import NonComplianceFile
from noncompliance.states import OpeningOf
from oversight.views_access import directorate_only

_PDF, _ZIP = "application/pdf", "application/zip"
_FILES = NonComplianceFile.objects.select_related("institution")


@require_safe
@directorate_only
def download_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand out the bundle to read and print."""
    file = get_object_or_404(_FILES.all(), number=number)
    return _handed(file, request.user, OpeningOf.BUNDLE_PDF, pdf_of, _PDF)


@require_safe
@directorate_only
def download_zip(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand out the bundle with everything it was made from, for anybody to check."""
    file = get_object_or_404(_FILES.all(), number=number)
    return _handed(file, request.user, OpeningOf.BUNDLE_ZIP, zip_of, _ZIP)


@login_required
@require_safe
def download_own_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand out the bundle to who leads the institution it is about, from the notice on: who must
    answer what is charged must see it. To anybody else there is no such page."""
    told = NonComplianceFile.objects.told_to(request.user, on=localdate())
    file = get_object_or_404(told.select_related("institution"), number=number)
    return _handed(file, request.user, OpeningOf.BUNDLE_PDF, own_pdf_of, _PDF)


def _handed(
    file: NonComplianceFile,
    user: User,
    what: OpeningOf,
    make: Callable[..., bytes],
    media_type: str,
) -> HttpResponse:
    """Make the bundle, note who takes it with its digest, and only then hand it out."""
    at: datetime = now()
    content = make(file, at=at, demo=bool(settings.DEMO))
    digest = hashlib.sha256(content).hexdigest()
    note_opening(file, by=user, at=at, what=what, digest=digest)
    suffix = "zip" if media_type == _ZIP else "pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{file.number}.{suffix}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
