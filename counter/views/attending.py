"""With the person at the counter: find their request, tell them what it came to, sign, take."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counter.forms.attending import FindForm, IdentifyForm, IdentityForm, NotifyForm, SignedForm
from counter.looking import has_missed_too_often, identify, in_the_office
from counter.views.entrance import AttendedPage, CounterPage
from counter.views.registering import TOKEN
from law.terms import TermKind
from requests_app import actions
from requests_app.actions import Handed
from requests_app.awaiting import DECISIONS, waiting_events
from requests_app.errors import ActionRefused, Incomplete
from requests_app.models import Document
from requests_app.standing import standing_of
from requests_app.states import Copies, SignedPaper
from requests_app.views import counter_grant
from requests_app.views.desk_pages import UNPROCESSABLE, taken_up
from requests_app.views.desk_refusals import name_texts, refused
from requests_app.views.follow import as_download, papers_of

TOO_MANY = 429

name_texts(NotifyForm)

NOT_THEIRS = gettext_lazy(
    "Los datos no coinciden. Revise el número y lo que la persona muestra: tiene que ser el "
    "documento que dio al pedir, o su código."
)


class Find(CounterPage):
    """Find the request: in an office by number or document, in a centre with what is shown."""

    # Both are sent, never asked in the address: addresses end up in records of visits.

    def get(self, request: Any, **kwargs: str) -> HttpResponse:
        return self._page(FindForm(), IdentifyForm())

    def post(self, request: Any, **kwargs: str) -> HttpResponse:
        return self._in_the_office() if "q" in request.POST else self._in_a_centre(request)

    def _in_the_office(self) -> HttpResponse:
        form = FindForm(self.request.POST)
        is_right = form.is_valid()
        found = in_the_office(self.counter, form.cleaned_data["q"]) if is_right else []
        if len(found) == 1:
            return redirect("counter:request", number=found[0].number)
        status = 200 if is_right else UNPROCESSABLE
        return self._page(form, IdentifyForm(), status=status, found=found, searched=is_right)

    def _in_a_centre(self, request: Any) -> HttpResponse:
        if self.counter.centre is None:
            raise Http404
        if has_missed_too_often(request.user, at=now()):
            return render(request, "counter/wait.html", status=TOO_MANY)
        form = IdentifyForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            if identify(
                said["number"],
                document=said["document"],
                code=said["code"],
                user=request.user,
                centre=self.counter.centre,
                at=now(),
            ):
                counter_grant.attend(request, said["number"], at=now())
                return redirect("counter:request", number=said["number"])
            form.add_error(None, NOT_THEIRS)
        return self._page(FindForm(), form, status=UNPROCESSABLE)

    def _page(
        self, form: FindForm, shown: IdentifyForm, *, status: int = 200, **told: Any
    ) -> HttpResponse:
        context = {"counter": self.counter, "form": form, "shown": shown, **told}
        return render(self.request, "counter/find.html", context, status=status)


class Attend(AttendedPage):
    """One request while its person is there: what they must be told, and what they can take."""

    def get(self, request: Any, **kwargs: str) -> HttpResponse:
        standing = standing_of(self.number)
        registration = getattr(self.info_request, "registration", None)
        context = {
            "info_request": self.info_request,
            "standing": standing,
            "due_on": _due_on(standing),
            "waiting": waiting_events(self.info_request),
            "answers": [(one, papers_of(one.documents.all())) for one in standing.answers],
            "notices": self.info_request.in_person_notices.select_related("office", "noted_by"),
            "registration": registration,
            "centre": self.centre,
            "number": self.number,
        }
        return render(request, "counter/request.html", context)


class Leave(AttendedPage):
    """The person has left: the request closes to this session."""

    http_method_names = ["post"]

    def post(self, request: Any, **kwargs: str) -> HttpResponse:
        counter_grant.leave(request, self.number)
        messages.success(request, _("Terminó la atención. El pedido se cerró en esta pantalla."))
        return redirect("counter:home")


class _Act(AttendedPage):
    """A page with one form that does one act for the person there."""

    template_name: str
    title: Any

    def get(self, request: Any, **kwargs: str) -> HttpResponse:
        return self.page(self.form(taken_up(request)))

    def post(self, request: Any, **kwargs: str) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=UNPROCESSABLE)
        try:
            return self.perform(form)
        except Incomplete as refusal:
            form.show_refusal(refusal.fields)
            return self.page(form, status=UNPROCESSABLE)
        except ActionRefused as refusal:
            return refused(request, self.number, refusal.message)

    def form(self, data: Any) -> Any:
        """Return the form, bound to `data` if there is any."""
        raise NotImplementedError

    def perform(self, form: Any) -> HttpResponse:
        """Call the act and return the page that follows."""
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """Return what the page tells beside the form."""
        return {}

    def page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """Return the page with its form."""
        context = {"info_request": self.info_request, "form": form, **self.told()}
        return render(self.request, self.template_name, context, status=status)

    def back(self, message: str) -> HttpResponse:
        """Go back to the request and say what was done."""
        messages.success(self.request, message)
        return redirect("counter:request", number=self.number)


class Notify(_Act):
    """Notify the person, here and now: the terms to fight a decision begin today."""

    template_name = "counter/notify.html"

    def form(self, data: Any) -> NotifyForm:
        requester = self.info_request.requester
        return NotifyForm(data, requester=requester, initial={"received_by": requester.name})

    def told(self) -> dict[str, Any]:
        waiting = waiting_events(self.info_request)
        return {
            "waiting": waiting,
            "opens_terms": any(event.kind in DECISIONS for event in waiting),
        }

    def perform(self, form: NotifyForm) -> HttpResponse:
        said = form.cleaned_data
        handed = Handed(
            received_by=said["received_by"],
            identity=form.identity,
            copies=Copies(said["copies"]),
            note=said["note"],
            centre=self.centre,
        )
        actions.notify_in_person(self.number, handed, by=self.by, at=now())
        return self.back(
            _("Quedó anotada la notificación. Imprima la constancia para que la persona la firme.")
        )


class Reissue(_Act):
    """Give another tracking code to who lost theirs; it is shown once."""

    template_name = "counter/reissue.html"

    def form(self, data: Any) -> IdentityForm:
        return IdentityForm(data, requester=self.info_request.requester)

    def told(self) -> dict[str, Any]:
        sent = self.request.POST.get("token", "")
        return {"token": sent if TOKEN.fullmatch(sent) else secrets.token_urlsafe(32)}

    def perform(self, form: IdentityForm) -> HttpResponse:
        token = self.told()["token"]
        code = actions.reissue_code(
            self.number,
            identity=form.identity,
            token=token,
            by=self.by,
            at=now(),
            centre=self.centre,
        )
        context = {"info_request": self.info_request, "code": code, "token": token}
        return render(self.request, "counter/reissued.html", context)


class FileSigned(_Act):
    """Keep the scan of what the person signed."""

    template_name = "counter/signed.html"

    def form(self, data: Any) -> SignedForm:
        return SignedForm(data, self.request.FILES or None)

    def perform(self, form: SignedForm) -> HttpResponse:
        paper = SignedPaper(form.cleaned_data["paper"])
        actions.file_signed_copy(
            self.number, paper, form.file, by=self.by, at=now(), centre=self.centre
        )
        return self.back(_("La copia firmada quedó archivada. Solo la ve la institución."))


class Download(AttendedPage):
    """One file of the answer, to print it or to copy it for the person."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        key: UUID = kwargs["key"]
        papers = Document.objects.for_parties().filter(info_request=self.info_request)
        return as_download(get_object_or_404(papers, key=key))


def _due_on(standing: Any) -> Any:
    term = standing.term(TermKind.ANSWER)
    return term.due_on if term is not None else None
