"""Addresses of complaints on the Directorate's desk."""

from django.urls import path

from oversight.complaints import views, views_figures

app_name = "complaints"

urlpatterns = [
    path("", views.show_list, name="list"),
    path("cifras/", views_figures.show_figures, name="figures"),
    path("cifras/<slug:key>.csv", views_figures.download, name="download"),
    path("<str:number>/", views.show, name="one"),
    path("<str:number>/<slug:act>/", views.act, name="act"),
]
