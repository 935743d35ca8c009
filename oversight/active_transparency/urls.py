"""Addresses of this room."""

from django.urls import URLPattern

app_name = "active_transparency"

urlpatterns: list[URLPattern] = []
