"""Addresses of the counter."""

from django.urls import path

from counter.views import attending, home, registering

app_name = "counter"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("registrar/<slug:way>/", registering.Register.as_view(), name="register"),
    path("buscar/", attending.Find.as_view(), name="find"),
    path("centro/", home.Centre.as_view(), name="centre"),
    path("cifras/", home.ShowFigures.as_view(), name="figures"),
    path("cifras.csv", home.FiguresFile.as_view(), name="figures_file"),
    path("pedido/<str:number>/", attending.Attend.as_view(), name="request"),
    path("pedido/<str:number>/notificar/", attending.Notify.as_view(), name="notify"),
    path("pedido/<str:number>/codigo/", attending.Reissue.as_view(), name="reissue"),
    path("pedido/<str:number>/firmado/", attending.FileSigned.as_view(), name="signed"),
    path("pedido/<str:number>/terminar/", attending.Leave.as_view(), name="leave"),
    path("pedido/<str:number>/archivo/<uuid:key>/", attending.Download.as_view(), name="file"),
]
