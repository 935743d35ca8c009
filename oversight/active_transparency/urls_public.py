"""Public addresses of active transparency."""

from django.urls import path

from oversight.active_transparency import views_public as views

app_name = "published"

urlpatterns = [
    path("", views.show_all, name="all"),
    path("datos.csv", views.download, name="download"),
    path("<str:code>/", views.show_one, name="one"),
]
