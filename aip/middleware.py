"""What every request passes through besides the libraries' own middleware."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate

from offices.models import Post

Handler = Callable[[HttpRequest], HttpResponse]
OPEN_TO_HALF_SIGNED = ("/cuenta/", "/static/", "/idioma/")


class ChosenLanguage:
    """Spanish unless the person chose another language here; the browser's guess is not asked,
    because a telephone bought abroad would hide the language people expect."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        with translation.override(chosen if chosen in self.known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


class RefuseNul:
    """Answer 400 to text no database can store: NUL bytes and lone surrogates."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or _is_unstorable(request):
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return self.get_response(request)


class SecondFactor:
    """Outside the demonstration, nobody who holds a post goes on without a second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        user = request.user
        if settings.DEMO or not user.is_authenticated:
            return False
        if request.path.startswith(OPEN_TO_HALF_SIGNED) or is_mfa_enabled(user):
            return False
        return user.is_staff or Post.objects.held_on(localdate()).filter(holder=user).exists()


def _is_unstorable(request: HttpRequest) -> bool:
    texts = [*request.GET.values()]
    if request.method == "POST" and request.content_type != "multipart/form-data":
        texts += [value for values in request.POST.lists() for value in values[1]]
    return any(_is_bad(text) for text in map(str, texts))


def _is_bad(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)
