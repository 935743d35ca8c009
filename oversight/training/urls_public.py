"""Addresses where a certificate is verified."""

from django.urls import path

from oversight.training import views_public as views

app_name = "certificates"

urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:key>/", views.check, name="check"),
]
