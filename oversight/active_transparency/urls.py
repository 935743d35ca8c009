"""Addresses of active transparency at the Directorate."""

from django.urls import path

from oversight.active_transparency import views, views_touched

app_name = "active_transparency"

urlpatterns = [
    path("", views.show_month, name="month"),
    path("pedidos/", views_touched.show_items, name="items"),
    path("pedidos/<str:letter>/", views_touched.show_requests, name="requests"),
    path("ligar/<str:number>/", views_touched.link, name="link"),
    path("respuestas/<int:pk>/", views.decide, name="decide"),
    path("<str:code>/<str:month>/", views.show_check, name="check"),
]
