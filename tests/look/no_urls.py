"""An address book with nothing in it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
