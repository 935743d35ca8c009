"""The frame of the pages about one request that the person's institution holds today."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate

from accounts.http import SignedInRequest
from requests_app.models import InformationRequest
from requests_app.views.desk_refusals import not_yours

P = ParamSpec("P")


def about_held(
    view: Callable[Concatenate[SignedInRequest, InformationRequest, P], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """Give the view the request of that number; who does not hold it gets 404 by any method, and
    the text they sent."""

    @wraps(view)
    def page(
        request: SignedInRequest, number: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        held = InformationRequest.objects.held_by(request.user, on=localdate())
        row = held.select_related("institution", "requester").filter(number=number).first()
        if row is None:
            return not_yours(request, number)
        return view(request, row, *args, **kwargs)

    return page
