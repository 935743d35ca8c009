"""The addresses at which an institution reads its files and speaks of them."""

from django.urls import path

from noncompliance import views_bundle, views_office

app_name = "noncompliance_office"

urlpatterns = [
    path("", views_office.show_files, name="files"),
    path("<str:number>/", views_office.show_file, name="file"),
    path("<str:number>/expediente.pdf", views_bundle.download_own_pdf, name="bundle_pdf"),
]
