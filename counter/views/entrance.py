"""Who may be at a counter: everybody else gets the 404 of a page that does not exist."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, now
from django.views import View

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.models import Office
from requests_app.counters import Counter, counter_of
from requests_app.models import InformationRequest
from requests_app.views import counter_grant, parked


class CounterPage(View):
    """A page for whoever attends the public today; nothing of it stays in the browser.

    What somebody sends after their session ended waits for them behind the sign-in.
    """

    request: SignedInRequest
    counter: Counter

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                parked.keep(request)
            return redirect_to_login(request.get_full_path())
        counter = counter_of(request.user, on=localdate())
        if counter is None:
            raise Http404
        self.counter = counter
        self.enter(**kwargs)
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def enter(self, **kwargs: str) -> None:
        """Look for what the page is about before any method of it. Raises Http404."""


class AttendedPage(CounterPage):
    """A page about the request of the person who stands at the counter.

    The office that holds it opens it by its number; a clerk only after the person showed to be
    who asked, and only for a while.
    """

    info_request: InformationRequest

    def enter(self, **kwargs: str) -> None:
        number = kwargs["number"]
        places = InformationRequest.objects.select_related(
            "institution", "first_institution", "requester"
        )
        held = self.counter.held().filter(number=number)
        attended = self.counter.centre is not None and counter_grant.is_attended(
            self.request, number, at=now()
        )
        found = places.filter(pk__in=held) if not attended else places.filter(number=number)
        info_request = found.first()
        if info_request is None:
            raise Http404
        self.info_request = info_request

    @property
    def number(self) -> str:
        """The request's number."""
        return self.info_request.number

    @property
    def centre(self) -> Office | None:
        """The service centre in which they act; None for a request their institution holds."""
        return self.counter.centre_for(self.info_request.institution)

    @property
    def by(self) -> Actor:
        """Who acts, for the person who stands there."""
        if self.centre is None:
            return Actor.official(self.request.user)
        return Actor.attending(self.request.user, self.number)
