"""Addresses of figures."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "stats"


def _soon(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", _soon, name="figures"),
]
