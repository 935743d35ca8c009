"""Addresses of this room."""

from django.urls import URLPattern

app_name = "off_system"

urlpatterns: list[URLPattern] = []
