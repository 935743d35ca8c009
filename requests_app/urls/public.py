"""Addresses of the public part."""

from django.urls import path

from requests_app.views import (
    filing,
    filing_files,
    filing_resume,
    filing_review,
    filing_similar,
    follow,
    follow_acts,
    mine,
    public,
    rights,
    terms,
)

app_name = "requests"


urlpatterns = [
    path("solicitar/", filing.choose_institution, name="file"),
    path("solicitar/pedido/", filing.step, {"name": "what"}, name="file_what"),
    path("solicitar/parecidos/", filing_similar.offer, name="file_similar"),
    path("solicitar/parecidos/<str:number>/", filing_similar.opened, name="file_similar_one"),
    path("solicitar/persona/", filing.step, {"name": "who"}, name="file_who"),
    path("solicitar/avisos/", filing.step, {"name": "notify"}, name="file_notify"),
    path("solicitar/archivos/", filing_files.attachments, name="file_files"),
    path("solicitar/continuar/<str:secret>/", filing_resume.resume, name="file_continue"),
    path("solicitar/revisar/", filing_review.review, name="file_review"),
    path("solicitar/listo/<str:number>/", filing_review.receipt, name="file_receipt"),
    path("solicitar/listo/<str:number>/borrar/", filing_review.finish, name="file_finish"),
    path("seguimiento/", follow.ask_code, name="follow"),
    path("seguimiento/<str:number>/", follow.follow, name="follow_one"),
    path("seguimiento/<str:number>/cerrar/", follow.close, name="follow_close"),
    path("seguimiento/<str:number>/justicia/", follow_acts.court, name="follow_court"),
    path("seguimiento/<str:number>/archivo/<uuid:key>/", follow.download, name="follow_document"),
    path("seguimiento/<str:number>/<slug:step>/", follow_acts.act, name="follow_act"),
    path("mis-pedidos/", mine.mine, name="mine"),
    path("mis-pedidos/<str:number>/quitar/", mine.let_go, name="mine_let_go"),
    path("respuestas/", public.listed, name="list"),
    path("s/<str:number>/", public.show, name="public"),
    path("s/<str:number>/archivo/<uuid:key>/", public.download, name="public_document"),
    path("derechos/", rights.rights, name="rights"),
    path("plazos/", terms.terms, name="terms"),
]
