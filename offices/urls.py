"""Addresses of institutions."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "offices"


def _soon(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", _soon, name="institutions"),
    path("<str:code>/", _soon, name="institution"),
]
