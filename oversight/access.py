"""Who enters: holders of a post in the Directorate today, and only to look."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from requests_app.policies import is_directorate

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]
DeskView = Callable[Concatenate[SignedInRequest, Given], HttpResponse]


def for_the_directorate(view: DeskView[Given]) -> View[Given]:
    """Let through who holds a post in the Directorate today; anonymous people sign in, others
    get the 404 of a page that does not exist. Only GET and HEAD: the Directorate does no
    institution's act."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        signed_in = cast("SignedInRequest", request)
        if not is_directorate(signed_in.user, on=localdate()):
            raise Http404
        return view(signed_in, *args, **kwargs)

    return cast("View[Given]", require_safe(login_required(guarded)))
