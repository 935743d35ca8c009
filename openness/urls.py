"""Addresses of feeds, of following and of reported texts."""

from django.urls import path

from openness.views import feeds, follow, reports

app_name = "openness"

urlpatterns = [
    path("s/<str:number>/atom.xml", feeds.of_request, name="request_feed"),
    path("instituciones/<str:code>/atom.xml", feeds.of_institution, name="institution_feed"),
    path("respuestas/atom.xml", feeds.of_search, name="search_feed"),
    path("s/<str:number>/seguir/", follow.of_request, name="follow_request"),
    path("instituciones/<str:code>/seguir/", follow.of_institution, name="follow_institution"),
    path("respuestas/seguir/", follow.of_search, name="follow_search"),
    path("seguir/revise-su-correo/", follow.asked, name="asked"),
    path("seguir/confirmar/<uuid:key>/<str:token>/", follow.confirm, name="confirm"),
    path("seguir/dejar/<uuid:key>/<str:token>/", follow.leave, name="leave"),
    path("s/<str:number>/informar/", reports.report, name="report"),
    path("textos-informados/", reports.waiting, name="reports"),
    path("textos-informados/<int:report_id>/", reports.decide, name="decide"),
]
