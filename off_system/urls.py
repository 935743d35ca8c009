"""Addresses of this room."""

from django.urls import path

from off_system import views, views_addresses, views_answer, views_files

app_name = "off_system"

urlpatterns = [
    path("", views.show_list, name="list"),
    path("pedidos.csv", views.download, name="download"),
    path("direcciones/", views_addresses.show_missing, name="addresses"),
    path("direcciones/<str:code>/", views_addresses.enter, name="address"),
    path("<str:number>/", views.show_request, name="request"),
    path("<str:number>/enviar/", views.send, name="send"),
    path("<str:number>/constancia/", views.proof, name="proof"),
    path("<str:number>/registrar/", views_answer.choose, name="choose"),
    path("<str:number>/registrar/<str:outcome>/", views_answer.give, name="register"),
    path(
        "<str:number>/registrar/<str:outcome>/correo/<int:pk>/archivos/",
        views_answer.take_files,
        name="take_files",
    ),
    path("<str:number>/archivos/<str:shelf>/", views_files.OutsideFiles.as_view(), name="files"),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/",
        views_files.OutsideFile.as_view(),
        name="one_file",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/contenido/",
        views_files.OutsideContent.as_view(),
        name="file_content",
    ),
]
