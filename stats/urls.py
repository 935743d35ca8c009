"""Addresses of figures."""

from django.urls import path

from stats import views

app_name = "stats"

urlpatterns = [
    path("", views.figures, name="figures"),
    path("como-se-calcula/", views.method, name="method"),
    path("descargar/<slug:table>.csv", views.download, name="download"),
    path("institucion/<str:code>/", views.institution, name="institution"),
]
