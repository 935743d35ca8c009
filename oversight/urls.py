"""Addresses of the Directorate."""

from django.urls import include, path

from oversight import views, views_competence, views_event
from oversight.alerts import views as alerts
from oversight.closed_days import views as closed_days
from oversight.escalations import views as escalations
from oversight.overview import views as overview
from oversight.overview import views_institution, views_league

app_name = "oversight"

urlpatterns = [
    path("", overview.show_overview, name="overview"),
    path("hoy.csv", overview.download_today, name="today_file"),
    path("tendencia.csv", overview.download_trend, name="trend_file"),
    path("instituciones/", views_league.show_league, name="league"),
    path("instituciones.csv", views_league.download_league, name="league_file"),
    path("comparacion.csv", views_league.download_comparison, name="comparison_file"),
    path("instituciones/<str:code>/", views_institution.show_institution, name="institution"),
    path(
        "instituciones/<str:code>/<slug:table>.csv",
        views_institution.download_institution,
        name="institution_file",
    ),
    path("departamentos/", views_league.show_departments, name="departments"),
    path("departamentos.csv", views_league.download_departments, name="departments_file"),
    path("alertas/", alerts.show_alerts, name="alerts"),
    path("alertas/<slug:kind>/", alerts.show_rule, name="alert_rule"),
    path("alertas/<slug:kind>/<str:code>/", alerts.show_alert, name="alert"),
    path("atrasos/", escalations.show_escalations, name="escalations"),
    path("atrasos/<str:number>/", escalations.show_escalation, name="escalation"),
    path("atrasos/<str:number>/enviar/", escalations.escalate, name="escalate"),
    path("atrasos/<str:number>/descartar/", escalations.dismiss, name="dismiss_escalation"),
    path("atrasos/<str:number>/cerrar/", escalations.close, name="close_escalation"),
    path("calendario/", closed_days.show_days, name="calendar"),
    path("calendario/proponer/", closed_days.propose, name="propose_change"),
    path("calendario/cambios/<int:pk>/", closed_days.show_change, name="calendar_change"),
    path("calendario/cambios/<int:pk>/aprobar/", closed_days.approve, name="approve_change"),
    path("calendario/cambios/<int:pk>/rechazar/", closed_days.reject, name="reject_change"),
    path("calendario/cambios/<int:pk>/plazos.csv", closed_days.download, name="change_terms"),
    path("calendario/revision/", closed_days.show_reviews, name="denial_reviews"),
    path("calendario/revision/<int:pk>/", closed_days.review, name="denial_review"),
    path("pedidos/", views.show_list, name="list"),
    path("pedidos.csv", views.download_list, name="list_file"),
    path("reglas/", include("oversight.rules.urls")),
    path("competencia/", views_competence.show_questions, name="competence"),
    path("competencia/<str:number>/", views_competence.settle, name="settle"),
    path("pedidos/<str:number>/", views.show_request, name="request"),
    path("pedidos/<str:number>/historia.jsonl", views_event.download_history, name="history"),
    path("pedidos/<str:number>/hechos/<int:sequence>/", views_event.show_event, name="event"),
    path("verificar.py", views_event.download_verifier, name="verifier"),
]
