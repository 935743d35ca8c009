"""Going on with a draft from its own address, which only its author was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from requests_app.forms.filing import checked, first_incomplete
from requests_app.standing import filed_with
from requests_app.views import filing_draft
from requests_app.views.filing import step_url


@never_cache
@require_safe
def resume(request: HttpRequest, secret: str) -> HttpResponse:
    """Give this browser the draft and go to its first step that lacks something.

    The address is the draft's secret: it leads at once to an address that tells nothing.
    """
    draft = filing_draft.find_by_secret(secret, at=now())
    if draft is None:
        return _no_longer(request, secret)
    incomplete = first_incomplete(checked(draft.steps))
    response = redirect(step_url(incomplete) if incomplete else "requests:file_review")
    filing_draft.remember(response, draft)
    return response


def _no_longer(request: HttpRequest, secret: str) -> HttpResponse:
    if filed_with(secret) is not None:
        messages.info(
            request,
            _("Ese pedido ya está presentado. Para verlo, use el número y el código que guardó."),
        )
        return redirect("requests:follow")
    messages.info(
        request,
        _("Ese borrador ya no está: se guardan treinta días. Puede escribir su pedido aquí."),
    )
    return redirect("requests:file")
