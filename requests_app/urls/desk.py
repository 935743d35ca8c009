"""Addresses of the officer's desk."""

from django.urls import path
from django.views.generic import RedirectView

from requests_app.views import desk, files_desk, forwarding, handling

app_name = "desk"

urlpatterns = [
    # What comes in by other ways is registered at the counter; the old address leads there.
    path("registrar/", RedirectView.as_view(pattern_name="counter:home"), name="register"),
    path("derivaciones/", forwarding.forwardings, name="forwardings"),
    path("<str:number>/", desk.detail, name="request"),
    path("<str:number>/tomar/", handling.TakeInCharge.as_view(), name="take_in_charge"),
    path("<str:number>/publicacion/", handling.Screen.as_view(), name="screen"),
    path("<str:number>/aclaracion/", handling.AskClarification.as_view(), name="clarify"),
    path("<str:number>/derivar/", forwarding.Forward.as_view(), name="forward"),
    path(
        "<str:number>/competencia/",
        forwarding.AskCompetence.as_view(),
        name="ask_competence",
    ),
    path("<str:number>/juicio/", handling.RecordCourtFiling.as_view(), name="court_filing"),
    path("<str:number>/sentencia/", handling.RecordRuling.as_view(), name="ruling"),
    path("<str:number>/avisado/", handling.TellOtherwise.as_view(), name="tell_otherwise"),
    path("<str:number>/archivo/<uuid:key>/", files_desk.download, name="file"),
]
