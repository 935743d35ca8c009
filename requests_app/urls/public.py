"""Addresses of the public part."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "requests"


def _soon(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("solicitar/", _soon, name="file"),
    path("seguimiento/", _soon, name="follow"),
    path("respuestas/", _soon, name="list"),
    path("s/<str:number>/", _soon, name="public"),
    path("plazos/", _soon, name="terms"),
]
