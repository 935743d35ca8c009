"""Addresses where answers are prepared and given; they live under the desk's."""

from django.urls import path

from answering.views import choosing, deciding, files, library, one_file, signing, versions

app_name = "answering"

urlpatterns = [
    # Before the requests: the desk takes any other word for a request's number.
    path("plantillas/", library.AllTexts.as_view(), name="library"),
    path("plantillas/nueva/", library.WriteText.as_view(), name="library_new"),
    path("plantillas/<int:key>/", library.OneText.as_view(), name="library_text"),
    path("plantillas/<int:key>/cambiar/", library.WriteText.as_view(), name="library_change"),
    path("<str:number>/firma/denegar/", signing.SignDenial.as_view(), name="sign_denial"),
    path("<str:number>/firma/admitir/", signing.SignUphold.as_view(), name="sign_uphold"),
    path("<str:number>/firma/rechazar/", signing.SignReject.as_view(), name="sign_reject"),
    path("<str:number>/archivos/despues/", files.Files.as_view(), name="deliver"),
    path("<str:number>/archivos/<str:shelf>/", files.Files.as_view(), name="files"),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/",
        one_file.OneFile.as_view(),
        name="one_file",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/contenido/",
        files.Content.as_view(),
        name="file_content",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/tachar/",
        striking.Strike.as_view(),
        name="strike",
    ),
    path(
        "<str:number>/archivos/<str:shelf>/<uuid:key>/tachar/<int:page>.png",
        striking.PagePicture.as_view(),
        name="page_picture",
    ),
    path("<str:number>/borradores/", versions.AllDrafts.as_view(), name="drafts"),
    path("<str:number>/borradores/<int:key>/", versions.OneVersion.as_view(), name="version"),
    path("<str:number>/responder/", choosing.ChooseAnswer.as_view(), name="answer"),
    path(
        "<str:number>/responder/<str:outcome>/",
        deciding.GiveAnswer.as_view(),
        name="answer_with",
    ),
    path("<str:number>/denegar/", deciding.Deny.as_view(), name="deny"),
    path("<str:number>/recurso/", choosing.ChooseDecision.as_view(), name="decide"),
    path("<str:number>/recurso/rechazar/", deciding.Reject.as_view(), name="reject"),
    path("<str:number>/recurso/admitir/<str:outcome>/", deciding.Uphold.as_view(), name="uphold"),
    path("<str:number>/cumplir/", choosing.ChooseCompliance.as_view(), name="comply"),
    path("<str:number>/cumplir/<str:outcome>/", deciding.Comply.as_view(), name="comply_with"),
]
