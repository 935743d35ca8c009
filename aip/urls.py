"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from aip import views, views_front_door

handler400 = "aip.views.bad_request"

urlpatterns = [
    path("", views.start, name="start"),
    # Before the follow pages, whose last address takes any word after the number.
    path("", include("papers.urls")),
    path("", include("oversight.complaints.urls_public")),
    path("", include("openness.urls")),
    path("", include("requests_app.urls.public")),
    # Lists and calendars first: the desk takes any other word for a request's number.
    path("bandeja/", include("casework.urls")),
    path("bandeja/correo/", include("notifications.urls_mail")),
    path("bandeja/capacitacion/", include("oversight.training.urls_office")),
    path("bandeja/incumplimientos/", include("noncompliance.urls_office")),
    path(
        "bandeja/transparencia-activa/",
        include("oversight.active_transparency.urls_office"),
    ),
    path("bandeja/auditorias/", include("oversight.audits.urls_office")),
    path("bandeja/", include("answering.urls")),
    path("bandeja/", include("oversight.escalations.urls")),
    path("bandeja/quejas/", include("oversight.complaints.urls_office")),
    path("bandeja/", include("requests_app.urls.desk")),
    path("mesa/", include("counter.urls")),
    path("avisos/", include("notifications.urls")),
    path("instituciones/<str:code>/solicitar/", views_front_door.front_door, name="front_door"),
    path("instituciones/<str:code>/ventana/", views_front_door.window, name="window"),
    path(
        "instituciones/<str:code>/ventana/codigo/",
        views_front_door.window_code,
        name="window_code",
    ),
    path("instituciones/", include("offices.urls")),
    path("estadisticas/", include("stats.urls")),
    path("direccion/incumplimientos/", include("noncompliance.urls")),
    path("direccion/fuera-del-sistema/", include("off_system.urls")),
    path("direccion/quejas/", include("oversight.complaints.urls")),
    path("direccion/auditorias/", include("oversight.audits.urls")),
    path("direccion/capacitacion/", include("oversight.training.urls")),
    path("direccion/transparencia-activa/", include("oversight.active_transparency.urls")),
    path("direccion/registro/", include("oversight.registry.urls")),
    path("informes/", include("reports.urls")),
    path("auditorias/", include("oversight.audits.urls_public")),
    path("certificados/", include("oversight.training.urls_public")),
    path("transparencia-activa/", include("oversight.active_transparency.urls_public")),
    path("direccion/informes/", include("reports.urls_desk")),
    path("direccion/", include("oversight.urls")),
    path("escritorio/", views.desks, name="desks"),
    path("cuenta/", include("accounts.urls")),
    # Named one by one: the library's own list also opens provider pages that check less.
    # An address is proved when the account is made; the library's page would let it be changed.
    path("cuenta/email/", RedirectView.as_view(pattern_name="desks"), name="account_email"),
    path("cuenta/", include("allauth.account.urls")),
    path("cuenta/2fa/", include("allauth.mfa.urls")),
    path("cuenta/identidad/", include("accounts.urls_identity")),
    path("idioma/", set_language, name="set_language"),
    path("salud", views.health, name="health"),
    path("admin/", admin.site.urls),
]
