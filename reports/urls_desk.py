"""Addresses of the Directorate's reports."""

from django.urls import path

from reports import views_desk

app_name = "reports_desk"

urlpatterns = [
    path("", views_desk.overview, name="overview"),
    path("meses/<str:month>/", views_desk.month, name="month"),
    path("meses/<str:month>/congelar/", views_desk.freeze, name="freeze"),
    path("meses/<str:month>/revisar/", views_desk.revise, name="revise"),
    path("<int:year>/", views_desk.year, name="year"),
    path("<int:year>/preparar/", views_desk.prepare, name="prepare"),
    path("<int:year>/publicar/", views_desk.publish, name="publish"),
    path("<int:year>/rechazar/", views_desk.reject, name="reject"),
]
