"""Who enters the Directorate's pages, and who may press something there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from oversight.lists import Requests
from requests_app.models import InformationRequest
from requests_app.policies import is_directorate

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]
DeskView = Callable[Concatenate[SignedInRequest, Given], HttpResponse]


def directorate_only(view: DeskView[Given]) -> View[Given]:
    """Let through who holds a post in the Directorate today; anonymous people sign in, others
    get the 404 of a page that does not exist. Which act a person may do, the act itself asks."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        signed_in = cast("SignedInRequest", request)
        if not is_directorate(signed_in.user, on=localdate()):
            raise Http404
        return view(signed_in, *args, **kwargs)

    return cast("View[Given]", login_required(guarded))


def for_the_directorate(view: DeskView[Given]) -> View[Given]:
    """Let the Directorate read; these pages do no act, so any other method is refused."""
    return require_safe(directorate_only(view))


def visible_requests(request: SignedInRequest) -> Requests:
    """Return the requests the person may see today."""
    return InformationRequest.objects.visible_to(request.user, on=localdate())
