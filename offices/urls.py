"""Addresses of institutions."""

from django.urls import path

from offices import views

app_name = "offices"

urlpatterns = [
    path("", views.institutions, name="institutions"),
    path("<str:code>/", views.institution, name="institution"),
]
