"""Addresses where answers are prepared and given; they live under the desk's."""

from django.urls import path

from answering import urls_files
from answering.views import choosing, deciding, library, signing, versions

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
    *urls_files.urlpatterns,
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
