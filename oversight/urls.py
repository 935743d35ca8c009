"""Addresses of the Directorate."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "oversight"


def _soon(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", _soon, name="overview"),
]
