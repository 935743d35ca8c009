"""Addresses of the office's own work, all below the desk's."""

from django.urls import path

from casework.views import worklist

app_name = "casework"

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
]
