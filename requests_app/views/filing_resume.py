"""Going on with a draft from its own address, which only its author was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from requests_app import tracking
from requests_app.forms.filing import checked, first_incomplete
from requests_app.models import InformationRequest, Registration
from requests_app.models.draft import KEPT_FOR
from requests_app.standing import filed_with, is_code_of
from requests_app.views import filing_draft
from requests_app.views.filing import step_url
from requests_app.views.filing_review import to_receipt


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
    filed = filed_with(secret)
    if filed is not None and _awaits_its_code(filed, secret):
        return to_receipt(request, filed, secret)
    if filed is not None:
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


def _awaits_its_code(filed: InformationRequest, secret: str) -> bool:
    """Say whether the office registered what the person wrote by mail, so that this address is
    the only way to their code. As long as a draft would be kept; another code ends it too.
    """
    is_fresh = filed.filed_at > now() - KEPT_FOR
    by_office = Registration.objects.filter(info_request=filed).exists()
    return is_fresh and by_office and is_code_of(tracking.code_for(secret), filed.number)
