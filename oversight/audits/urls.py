"""Addresses of audits at the Directorate."""

from django.urls import path

from oversight.audits import views, views_findings, views_review

app_name = "audits"

urlpatterns = [
    path("", views.show_list, name="list"),
    path("anunciar/", views.announce, name="announce"),
    path("<slug:number>/", views.show, name="one"),
    path("<slug:number>/muestra/", views_review.show_sample, name="sample"),
    path("<slug:number>/muestra/<str:request_number>/", views_review.review, name="review"),
    path("<slug:number>/hallazgos/<str:code>/", views_findings.show_body, name="body"),
    path("<slug:number>/hallazgos/<str:code>/enviar/", views_findings.send, name="send"),
    path("<slug:number>/hallazgo/<int:pk>/", views_findings.show_finding, name="finding"),
    path("<slug:number>/hallazgo/<int:pk>/<slug:act>/", views_findings.act, name="finding_act"),
    path("<slug:number>/<slug:act>/", views.act, name="act"),
]
