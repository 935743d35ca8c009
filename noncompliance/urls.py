"""Addresses of the Directorate's side of the files."""

from django.urls import path

from noncompliance import views, views_bundle, views_steps

app_name = "noncompliance"

urlpatterns = [
    path("", views.show_files, name="files"),
    path("proponer/", views.propose, name="propose"),
    path("<str:number>/", views.show_file, name="file"),
    path("<str:number>/expediente.pdf", views_bundle.download_pdf, name="bundle_pdf"),
    path("<str:number>/expediente.zip", views_bundle.download_zip, name="bundle_zip"),
    path("<str:number>/<slug:act>/", views_steps.take_step, name="step"),
]
