"""Addresses of this room."""

from django.urls import URLPattern

app_name = "noncompliance"

urlpatterns: list[URLPattern] = []
