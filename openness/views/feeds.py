"""The feeds, sent again only when they changed."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from openness.feeds import Feed, institution_feed, request_feed, search_feed
from openness.topics import institution_topic, search_topic, topic_of_request
from requests_app.public import find_public

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# Programs look every few minutes: for five, what they have is fresh enough.
FRESH_SECONDS = 300


def _as_feed(make: Callable[..., Feed]) -> Callable[..., HttpResponse]:
    @require_safe
    @wraps(make)
    def view(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        # Programs choose no language, and entries must not change with who reads them.
        with translation.override(settings.LANGUAGE_CODE):
            feed = make(request, *args, **kwargs)
        response = HttpResponse(feed.content, content_type=MEDIA_TYPE)
        etag = f'"{hashlib.sha256(feed.content).hexdigest()}"'
        seconds = int(feed.updated.timestamp())
        response["ETag"], response["Last-Modified"] = etag, http_date(seconds)
        response["Content-Language"] = settings.LANGUAGE_CODE
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        return get_conditional_response(request, etag, seconds, response) or response

    return view


@_as_feed
def of_request(request: HttpRequest, number: str) -> Feed:
    """Send what happened with one request."""
    shown = find_public(number, on=localdate())
    if shown is None:
        raise Http404
    return request_feed(topic_of_request(shown), shown)


@_as_feed
def of_institution(request: HttpRequest, code: str) -> Feed:
    """Send what happened with the requests to one institution."""
    topic = institution_topic(code)
    if topic is None:
        raise Http404
    return institution_feed(topic)


@_as_feed
def of_search(request: HttpRequest) -> Feed:
    """Send the public list with the filters of the address."""
    topic = search_topic(request.GET)
    if topic is None:
        raise Http404
    return search_feed(topic)
