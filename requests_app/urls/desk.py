"""Addresses of the officer desk."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "desk"


def _soon(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", _soon, name="worklist"),
    path("<str:number>/", _soon, name="request"),
]
