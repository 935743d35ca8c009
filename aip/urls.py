"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from aip import views

handler400 = "aip.views.bad_request"

urlpatterns = [
    path("", views.start, name="start"),
    # Before the follow pages, whose last address takes any word after the number.
    path("", include("papers.urls")),
    path("", include("requests_app.urls.public")),
    path("bandeja/", include("requests_app.urls.desk")),
    path("avisos/", include("notifications.urls")),
    path("instituciones/", include("offices.urls")),
    path("estadisticas/", include("stats.urls")),
    path("direccion/", include("oversight.urls")),
    path("escritorio/", views.desks, name="desks"),
    path("cuenta/", include("allauth.urls")),
    path("idioma/", set_language, name="set_language"),
    path("salud", views.health, name="health"),
    path("admin/", admin.site.urls),
]
