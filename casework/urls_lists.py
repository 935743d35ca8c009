"""Addresses of the list of work and what narrows, counts and hands it out."""

from django.urls import path

from casework.views import agenda, bulk, digest, labels, load, saved_views, worklist

patterns = [
    path("", worklist.worklist, name="worklist"),
    path("varios/", bulk.bulk, name="bulk"),
    path("varios/<uuid:key>/", bulk.bulk_run, name="bulk_run"),
    path("varios/<uuid:key>/seguir/", bulk.bulk_continue, name="bulk_continue"),
    path("vistas/", saved_views.views, name="views"),
    path("vistas/nueva/", saved_views.view_new, name="view_new"),
    path("vistas/<int:pk>/", saved_views.view_edit, name="view_edit"),
    path("temas/", labels.labels, name="labels"),
    path("temas/nuevo/", labels.label_new, name="label_new"),
    path("temas/<int:pk>/", labels.label_edit, name="label_edit"),
    path("calendario/", agenda.month, name="month"),
    path("calendario/suscripcion/", agenda.calendar_address, name="calendar_address"),
    path("calendario/vencimientos.ics", agenda.due_download, name="due_download"),
    path("agenda/<uuid:key>/<str:token>.ics", agenda.calendar_feed, name="calendar_feed"),
    path("carga/", load.load, name="load"),
    path("teclas/", load.keys, name="keys"),
    path("resumen/", digest.digest, name="digest"),
    path("<str:number>/temas/", labels.request_labels, name="request_labels"),
]
