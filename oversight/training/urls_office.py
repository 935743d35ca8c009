"""Addresses of training for the people of an office."""

from django.urls import path

from oversight.training import views_office as views

app_name = "training_office"

urlpatterns = [
    path("", views.show, name="show"),
    path("<int:pk>/inscribirme/", views.take_place, name="take_place"),
    path("<int:pk>/darme-de-baja/", views.give_up_place, name="give_up_place"),
    path("certificados/<int:pk>.pdf", views.take_certificate, name="certificate"),
]
