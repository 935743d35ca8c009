"""The address at which an institution reads and answers what the Directorate said."""

from django.urls import path

from oversight.escalations import views_office

app_name = "escalation"

urlpatterns = [path("<str:number>/direccion/", views_office.show, name="answer")]
