"""Addresses where answers are prepared and given; they live under the desk's."""

from django.urls import path

from answering.views import deciding, files, one_file, versions

app_name = "answering"

urlpatterns = [
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
    path("<str:number>/borradores/", versions.AllDrafts.as_view(), name="drafts"),
    path("<str:number>/borradores/<int:key>/", versions.OneVersion.as_view(), name="version"),
    path("<str:number>/responder/", deciding.ChooseAnswer.as_view(), name="answer"),
    path(
        "<str:number>/responder/<str:outcome>/",
        deciding.GiveAnswer.as_view(),
        name="answer_with",
    ),
    path("<str:number>/denegar/", deciding.Deny.as_view(), name="deny"),
    path("<str:number>/recurso/", deciding.ChooseDecision.as_view(), name="decide"),
    path("<str:number>/recurso/rechazar/", deciding.Reject.as_view(), name="reject"),
    path("<str:number>/recurso/admitir/<str:outcome>/", deciding.Uphold.as_view(), name="uphold"),
    path("<str:number>/cumplir/", deciding.ChooseCompliance.as_view(), name="comply"),
    path("<str:number>/cumplir/<str:outcome>/", deciding.Comply.as_view(), name="comply_with"),
]
