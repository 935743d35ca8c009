"""Addresses of the Directorate."""

from django.urls import path

from oversight import competence, views

app_name = "oversight"

urlpatterns = [
    path("", views.show_overview, name="overview"),
    path("pedidos/", views.show_list, name="list"),
    path("competencia/", competence.show_questions, name="competence"),
    path("competencia/<str:number>/", competence.settle, name="settle"),
    path("pedidos/<str:number>/", views.show_request, name="request"),
]
