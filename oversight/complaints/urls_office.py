"""Addresses at which an institution's head or authority reads what is asked, and reports."""

from django.urls import path

from oversight.complaints import views_office

app_name = "complaint_reports"

urlpatterns = [
    path("", views_office.show_list, name="list"),
    path("<str:number>/", views_office.show, name="report"),
]
