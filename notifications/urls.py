"""Addresses of the mailbox."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("leer/", views.mark_read, name="mark_read"),
]
