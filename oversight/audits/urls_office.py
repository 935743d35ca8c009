"""Addresses at which an institution reads what an audit found, and replies."""

from django.urls import path

from oversight.audits import views_office

app_name = "audits_office"

urlpatterns = [
    path("", views_office.show_list, name="list"),
    path("<int:pk>/", views_office.show, name="finding"),
]
