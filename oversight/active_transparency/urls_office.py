"""Addresses of active transparency for the people of an office."""

from django.urls import path

from oversight.active_transparency import views_office as views

app_name = "active_transparency_office"

urlpatterns = [
    path("", views.show, name="show"),
    path("<int:pk>/", views.reply, name="reply"),
]
