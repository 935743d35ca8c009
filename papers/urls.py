"""Addresses of papers and of their verification."""

from django.urls import path

from papers import views, views_counter
from papers.kinds import CALENDAR_SLUG, PaperFormat

app_name = "papers"

_MINE = "seguimiento/<str:number>/papeles"
_JUST_FILED = "solicitar/listo/<str:number>/papeles"
_DESK = "bandeja/<str:number>/papeles"
_COUNTER = "mesa/pedido/<str:number>/papeles"

urlpatterns = [
    path(f"{_MINE}/{CALENDAR_SLUG}.ics", views.my_dates, name="my_dates"),
    path(f"{_JUST_FILED}/constancia.pdf", views.just_filed, name="just_filed"),
    path(f"{_JUST_FILED}/{CALENDAR_SLUG}.ics", views.just_filed_dates, name="just_filed_dates"),
    *(
        path(
            f"{_MINE}/<slug:slug>.{paper_format}",
            views.mine,
            {"paper_format": paper_format},
            name=f"mine_{paper_format}",
        )
        for paper_format in PaperFormat
    ),
    path(
        f"{_DESK}/<slug:slug>.pdf", views.desk, {"paper_format": PaperFormat.PDF}, name="desk_pdf"
    ),
    path(f"{_COUNTER}/constancia-con-codigo.pdf", views_counter.receipt, name="counter_receipt"),
    path(f"{_COUNTER}/<slug:slug>.pdf", views_counter.paper, name="counter_pdf"),
    path("verificar/", views.verify, name="verify"),
    path("verificar/<str:key>/", views.check, name="check"),
]
