"""The drafts of a request: every version of each, to be read and put in force again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from answering import drafts
from answering.forms.denial import DenialForm
from answering.forms.reply import RejectionForm, ReplyForm
from answering.forms.typed import FormClass, named
from answering.models import AnswerDraft, DraftVersion
from answering.states import Purpose
from answering.views.addresses import ACT_OF, address_of, label_of
from requests_app.views.desk_pages import CaseView

FORMS: dict[str, FormClass] = {
    Purpose.ANSWER: ReplyForm,
    Purpose.DENY: DenialForm,
    Purpose.UPHOLD: ReplyForm,
    Purpose.REJECT: RejectionForm,
    Purpose.COMPLY: ReplyForm,
}
MOST_LISTED = 100


class AllDrafts(CaseView):
    """Every draft of the request, with its versions."""

    def is_open(self) -> bool:
        return True

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        found = self.drafts().select_related("updated_by").order_by("-updated_at")
        context = {
            "case": self.case,
            "drafts": [
                {
                    "row": draft,
                    "outcome": label_of(draft.outcome),
                    "url": address_of(draft) if self._goes_on(draft) else "",
                    "versions": draft.versions.select_related("saved_by")[:MOST_LISTED],
                    "signing": draft.signing.select_related("by"),
                }
                for draft in found
            ],
        }
        return render(request, "answering/drafts.html", context)

    def _goes_on(self, draft: AnswerDraft) -> bool:
        return draft.is_open and ACT_OF[Purpose(draft.purpose)] in self.case.open_acts()

    def drafts(self) -> Any:
        """Return the drafts of this request that are the institution's own."""
        own = AnswerDraft.objects.held_by(self.request.user, on=localdate())
        return own.filter(info_request=self.case.info_request)


class OneVersion(AllDrafts):
    """One version, whole; a button puts it in force."""

    def get(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        version = self._version(kwargs["key"])
        texts = named(FORMS[version.draft.purpose], version.fields)
        context = {
            "case": self.case,
            "version": version,
            "draft": version.draft,
            "may_restore": self._goes_on(version.draft),
            "outcome": label_of(version.outcome),
            "texts": [pair for pair in texts.items() if pair[1]],
        }
        return render(request, "answering/version.html", context)

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        version = self._version(kwargs["key"])
        if not self._goes_on(version.draft):
            messages.warning(request, _("Este borrador ya no se puede usar: no cambia más."))
            return redirect("answering:drafts", number=self.number)
        draft = drafts.restore(version, by=request.user, at=now())
        messages.success(request, _("La versión volvió a ser el texto del borrador."))
        return redirect(address_of(draft))

    def _version(self, key: int) -> DraftVersion:
        versions = DraftVersion.objects.select_related("draft__info_request", "saved_by")
        found = versions.filter(pk=key, draft__in=self.drafts()).first()
        if found is None:
            raise Http404
        return found
