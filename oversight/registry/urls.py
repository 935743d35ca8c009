"""Addresses of the registry at the Directorate."""

from django.urls import path

from oversight.registry import views, views_changes

app_name = "registry"

urlpatterns = [
    path("", views.show_sources, name="sources"),
    path("registro.csv", views.download_sources, name="download"),
    path("nueva/", views_changes.create, name="create"),
    path("cambios/<int:pk>/", views_changes.show_change, name="change"),
    path("cambios/<int:pk>/pedidos.csv", views_changes.download, name="passing"),
    path("cambios/<int:pk>/aprobar/", views_changes.approve, name="approve"),
    path("cambios/<int:pk>/rechazar/", views_changes.reject, name="reject"),
    path("<str:code>/", views.show_source, name="source"),
    path("<str:code>/corregir/", views_changes.correct, name="correct"),
    path("<str:code>/designar/", views_changes.appoint, name="appoint"),
    path("<str:code>/cargos/<int:pk>/terminar/", views_changes.end, name="end"),
    path("<str:code>/disolver/", views_changes.dissolve, name="dissolve"),
]
