"""Addresses at which anybody complains to the Directorate and reads its answer."""

from django.urls import path

from oversight.complaints import views_public, views_request

app_name = "complain"

urlpatterns = [
    path("quejas/", views_public.choose, name="choose"),
    path("quejas/sobre/<str:code>/", views_public.complain, name="about"),
    path("quejas/seguir/", views_public.ask_code, name="ask_code"),
    path("quejas/ver/<str:number>/", views_public.show, name="show"),
    path("quejas/ver/<str:number>/cerrar/", views_public.close, name="close"),
    # Before the follow pages, whose last address takes any word after the number.
    path("seguimiento/<str:number>/queja/", views_request.complain, name="about_request"),
    path("seguimiento/<str:number>/queja/<str:complaint>/", views_request.show, name="of_request"),
]
