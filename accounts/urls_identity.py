"""Addresses of the electronic identity, under the names the library looks for."""

from django.urls import path

from accounts import views_identity as views

urlpatterns = [
    path("cancelado/", views.cancelled, name="socialaccount_login_cancelled"),
    path("sin-correo/", views.without_address, name="socialaccount_signup"),
    path("<slug:provider_id>/", views.enter, name="openid_connect_login"),
    path("<slug:provider_id>/vuelta/", views.come_back, name="openid_connect_callback"),
]
