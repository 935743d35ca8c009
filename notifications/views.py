"""The mailbox of whoever is signed in."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from look.whole_numbers import whole_number
from notifications import mailbox as mailboxes


@login_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the notices of the person signed in, newest first."""
    user = cast(SignedInRequest, request).user
    older_than, newer_than = _key(request, "antes"), _key(request, "despues")
    page = mailboxes.page_of(user, older_than=older_than, newer_than=newer_than)
    here = reverse("notifications:mailbox")
    return render(
        request,
        "notifications/mailbox.html",
        {
            "notices": page.notices,
            "unread": mailboxes.unread_count(user),
            "newer": f"{here}?despues={page.newer_than}" if page.newer_than else "",
            "older": f"{here}?antes={page.older_than}" if page.older_than else "",
            "older_than": older_than,
            "newer_than": newer_than,
        },
    )


@login_required
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice, or all when none is named, and go back to the same page of the list."""
    user = cast(SignedInRequest, request).user
    if request.POST.get("todos"):
        mailboxes.mark_read(user, at=now())
    elif (notice_id := _key(request, "aviso")) is not None:
        mailboxes.mark_read(user, at=now(), notice_id=notice_id)
    here = reverse("notifications:mailbox")
    for name in ("antes", "despues"):
        if (key := _key(request, name)) is not None:
            return redirect(f"{here}?{name}={key}")
    return redirect(here)


def _key(request: HttpRequest, name: str) -> int | None:
    """Return a row's key from what was sent, or None when it is not one."""
    sent = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return whole_number(sent)
