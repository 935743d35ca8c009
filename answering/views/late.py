"""What becomes of a text that comes too late: somebody answered before, or the post ended."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _

from answering import drafts
from answering.drafts import Typed
from answering.models import AnswerDraft
from answering.states import Purpose, SavedAs
from answering.views.giving import GivingView
from answering.views.meeting import texts_of, too_late
from look.whole_numbers import whole_number
from requests_app.forms.answer_shape import RefusableForm
from requests_app.views.desk_case import why_not
from requests_app.views.desk_refusals import not_yours, refused

# Decisions on an appeal: what was decided of it is on the request's page.
DECIDES = (Purpose.UPHOLD, Purpose.REJECT)


class LateView(GivingView):
    """Nothing typed is lost because the act cannot be done any more."""

    form_class: ClassVar[type[RefusableForm]]

    def not_open(self) -> HttpResponse:
        """Keep what was sent when the act is no longer open, and show what happened instead."""
        if self.request.method != "POST":
            return super().not_open()
        typed = self.typed(self.request.POST)
        if self._was_given_by_this_page(typed):
            return self.done(_("La respuesta ya había sido entregada."))
        drafts.keep_late(
            self.case.info_request,
            self.purpose,
            typed,
            base=base_of(self.request.POST),
            by=self.request.user,
            at=now(),
        )
        if self.request.POST.get("step") == "autosave":
            return JsonResponse({"said": str(why_not(self.act))}, status=409)
        return self.too_late(why_not(self.act))

    def not_held(self, number: str) -> HttpResponse:
        """Give back the text of who lost the post a moment ago; what they had begun here is the
        institution's, so the last of it is kept for the colleagues, once."""
        request = self.request
        kept = self._kept_for_colleagues(number) if request.method == "POST" else None
        if kept is None:
            return not_yours(request, number)
        message = _("Este pedido ya no está a su cargo.")
        return refused(request, number, message, status=404, is_kept=True)

    def _kept_for_colleagues(self, number: str) -> AnswerDraft | None:
        found = drafts.begun_by(number, self.purpose, self.request.user)
        if found is None:
            return None
        return drafts.keep_late(
            found,
            self.purpose,
            self.typed(self.request.POST),
            base=base_of(self.request.POST),
            by=self.request.user,
            at=now(),
            saved_as=SavedAs.LATE_POST,
        )

    def _was_given_by_this_page(self, typed: Typed) -> bool:
        # The button pressed twice, or the page sent again after going back.
        if self.request.POST.get("step") != "confirm":
            return False
        if self.purpose in DECIDES:
            return any(
                appeal.closed_on == self.case.on
                and appeal.decision == typed.fields.get("decision", "").strip()
                for appeal in self.case.appeals
            )
        given = self.case.info_request.answers.order_by("-pk").first()
        return (
            given is not None
            and given.answered_by_id == self.request.user.pk
            and given.text == typed.fields.get("text", "").strip()
        )

    def too_late(self, message: str | Promise) -> HttpResponse:
        """Show the answer somebody gave meanwhile beside the text that was not sent."""
        answers = self.case.info_request.answers.select_related(
            "resolution__signatory__holder", "answered_by"
        ).prefetch_related("withheld_items", "documents")
        given = answers.order_by("-pk").first()
        if given is None or self.purpose in DECIDES:
            return refused(self.request, self.number, message, is_kept=True)
        fields = self.typed(self.request.POST).fields
        names = [str(sent.name) for sent in self.request.FILES.getlist("attachments")]
        return too_late(
            self.request, self.case, message, given, texts_of(self.form_class, fields, names)
        )


def base_of(sent: QueryDict) -> int | None:
    """Return the version the page was written on, None when it does not say."""
    return whole_number(sent.get("version", ""), digits=8)
