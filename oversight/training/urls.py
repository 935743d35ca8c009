"""Addresses of training at the Directorate."""

from django.urls import path

from oversight.training import views

app_name = "training"

urlpatterns = [
    path("", views.show_training, name="training"),
    path("personas/", views.show_people, name="people"),
    path("cursos/agregar/", views.add_course, name="add_course"),
    path("cursos/<int:pk>/", views.show_course, name="course"),
    path("encuentros/<int:pk>/", views.show_session, name="session"),
    path("encuentros/<int:pk>/inscribir/", views.enrol, name="enrol"),
    path("encuentros/<int:pk>/cerrar/", views.close, name="close"),
    path("certificados/<int:pk>/", views.show_certificate, name="certificate"),
]
