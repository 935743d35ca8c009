"""Addresses of the Directorate's side of the files."""

from django.urls import path

from noncompliance import views, views_steps

app_name = "noncompliance"

urlpatterns = [
    path("", views.show_files, name="files"),
    path("proponer/", views.propose, name="propose"),
    path("<str:number>/", views.show_file, name="file"),
    path("<str:number>/<slug:act>/", views_steps.take_step, name="step"),
]
