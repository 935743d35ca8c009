"""A small address book, so that the page frame is tested apart from the pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("página")


urlpatterns = [
    path("", page, name="start"),
    path("idioma/", page, name="set_language"),
    path("ingresar/", page, name="account_login"),
    path("salir/", page, name="account_logout"),
    path(
        "",
        include(
            (
                [
                    path("solicitar/", page, name="file"),
                    path("solicitar/revisar/", page, name="check"),
                    path("seguimiento/", page, name="follow"),
                ],
                "requests",
            )
        ),
    ),
    path("", include(([path("bandeja/", page, name="worklist")], "casework"))),
]
