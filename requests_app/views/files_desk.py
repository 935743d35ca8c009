"""The files of a request, for its office and for who may only look."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from accounts.http import SignedInRequest
from requests_app.models import Document, InformationRequest

READING = ("GET", "HEAD")


@login_required
def download(request: SignedInRequest, number: str, key: uuid.UUID) -> HttpResponseBase:
    """Hand over a file: any to who holds the request, only the public ones to who may see it."""
    on = localdate()
    visible = InformationRequest.objects.visible_to(request.user, on=on)
    info_request = get_object_or_404(visible, number=number)
    if request.method not in READING:
        raise Http404
    holds = InformationRequest.objects.held_by(request.user, on=on).filter(pk=info_request.pk)
    files = Document.objects.filter(info_request=info_request)
    document = get_object_or_404(files if holds.exists() else files.for_anyone(), key=key)
    response = FileResponse(
        document.content.open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
    )
    # Whatever is inside, the browser runs none of it and keeps no copy.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
