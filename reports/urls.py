"""Addresses of the public reports."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("recalcular.py", views.script, name="script"),
    path("meses/<str:month>/", views.month, name="month"),
    path("meses/<str:month>/pedidos.csv", views.month_requests, name="month_requests"),
    path("meses/<str:month>/cifras.csv", views.month_figures, name="month_figures"),
    path("meses/<str:month>/mes.json", views.month_json, name="month_json"),
    path("meses/<str:month>/hoy/pedidos.csv", views.today_requests, name="today_requests"),
    path("meses/<str:month>/hoy/mes.json", views.today_json, name="today_json"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>.pdf", views.year_pdf, name="year_pdf"),
    path("<int:year>.csv", views.year_csv, name="year_csv"),
    path("<int:year>.json", views.year_json, name="year_json"),
    path("<int:year>/<str:code>/", views.year, name="year_of_body"),
    path("<int:year>/<str:code>.pdf", views.year_pdf, name="year_pdf_of_body"),
    path("<int:year>/<str:code>.csv", views.year_csv, name="year_csv_of_body"),
    path("<int:year>/<str:code>.json", views.year_json, name="year_json_of_body"),
]
