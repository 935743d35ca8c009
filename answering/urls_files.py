"""Addresses of the files of an answer, taken in by this room's own list."""

from django.urls import path

from answering.views import files, one_file, striking

urlpatterns = [
    path("<str:number>/archivos/despues/", files.Files.as_view(), name="deliver"),
    path("<str:number>/archivos/<str:shelf>/", files.Files.as_view(), name="files"),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/",
        one_file.OneFile.as_view(),
        name="one_file",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/contenido/",
        files.Content.as_view(),
        name="file_content",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/tachar/",
        striking.Strike.as_view(),
        name="strike",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/tachar/<int:page>.png",
        striking.PagePicture.as_view(),
        name="page_picture",
    ),
]
