"""Following by e-mail: the form, the confirmation, and leaving with one click."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openness import following
from openness.askers import asker_key
from openness.forms import FollowForm
from openness.models import Subscription
from openness.tokens import Purpose, opens
from openness.topics import Topic, institution_topic, request_topic, search_topic, topic_of

UNPROCESSABLE = 422
GONE = 410
METHODS = ("GET", "HEAD", "POST")


@require_http_methods(METHODS)
def of_request(request: HttpRequest, number: str) -> HttpResponse:
    """Ask where to write when something happens with one request."""
    return _ask(request, request_topic(number, on=localdate()))


@require_http_methods(METHODS)
def of_institution(request: HttpRequest, code: str) -> HttpResponse:
    """Ask where to write when something happens with the requests to one institution."""
    return _ask(request, institution_topic(code))


@require_http_methods(METHODS)
def of_search(request: HttpRequest) -> HttpResponse:
    """Ask where to write when something happens with the requests a search holds."""
    return _ask(request, search_topic(request.GET))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what to do next: the same to everybody, whatever was done with the address."""
    return render(request, "openness/asked.html")


@never_cache
@require_http_methods(METHODS)
def confirm(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Confirm with a button: programs that open every link of a mail confirm nothing."""
    subscription = _opened(Purpose.CONFIRM, key, token)
    if subscription is not None and request.method == "POST":
        subscription = following.confirm(key, at=now())
    if subscription is None:
        return render(request, "openness/gone.html", status=GONE)
    topic = topic_of(subscription, on=localdate())
    is_done = subscription.confirmed_at is not None
    context = {"topic": topic, "is_done": is_done}
    return render(request, "openness/confirm.html", context)


@csrf_exempt  # RFC 8058: the mail program sends this, without cookies; the token is the proof
@never_cache
@require_http_methods(METHODS)
def leave(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Stop writing. Whoever comes back finds it done."""
    subscription = _opened(Purpose.LEAVE, key, token)
    if request.method == "POST" and subscription is not None:
        following.leave(key)
        subscription = None
    topic = topic_of(subscription, on=localdate()) if subscription else None
    return render(request, "openness/leave.html", {"topic": topic})


def _ask(request: HttpRequest, topic: Topic | None) -> HttpResponse:
    if topic is None:
        raise Http404
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        following.ask_to_follow(
            topic,
            email=form.cleaned_data["email"],
            asker_key=asker_key(request, on=localdate()),
            at=now(),
        )
        return redirect("openness:asked")
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "openness/follow.html", {"form": form, "topic": topic}, status=status)


def _opened(purpose: Purpose, key: UUID, token: str) -> Subscription | None:
    """Return the subscription of a link, None when it is forgotten. Raises Http404 for a token
    that is not the link's, whether or not there is such a subscription."""
    if not opens(token, purpose, key):
        raise Http404
    found = Subscription.objects.select_related("info_request", "institution")
    return found.filter(key=key).first()
