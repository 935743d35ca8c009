"""Addresses of a citizen's optional account; signing in is the library's."""

from django.urls import path

from accounts import views

app_name = "accounts"


urlpatterns = [
    path("crear/", views.ask_address, name="open_address"),
    path("crear/enviado/", views.sent, name="open_sent"),
    path("crear/<str:token>/", views.open_account, name="open"),
    path("borrar/", views.close_account, name="close"),
]
