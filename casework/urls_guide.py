"""Addresses of the first steps."""

from django.urls import path

from casework.views import first_steps

patterns = [
    path("primeros-pasos/", first_steps.first_steps, name="first_steps"),
    path("primeros-pasos/visto/", first_steps.put_away, name="first_steps_seen"),
]
