"""The frame of every page that acts on a request: found first, refused plainly, nothing lost."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.actors import Actor
from accounts.http import SignedInRequest
from accounts.models import User
from requests_app.errors import ActionRefused, Incomplete
from requests_app.forms.answer_files import FilesForm
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import readable
from requests_app.models import InformationRequest
from requests_app.views import parked
from requests_app.views.desk_case import Case, DeskAct, case_of, why_not
from requests_app.views.desk_refusals import not_yours, refused, typed_text

UNPROCESSABLE = 422
# A view that needs a token on its forms puts its own there.
NEVER_CARRIED = ("csrfmiddlewaretoken", "step", "token")


TAKEN_UP = _(
    "Su sesión había terminado. Esto es lo que se había escrito en este navegador: revíselo y "
    "continúe. Si había elegido archivos, elíjalos de nuevo."
)


def taken_up(request: HttpRequest) -> QueryDict | None:
    """Return what had been sent here after the session ended, and say so on the page."""
    typed = parked.take(request)
    if typed is not None:
        messages.warning(request, str(TAKEN_UP))
    return typed


class CaseView(View):
    """A page about one request that the person's institution holds today.

    The request is looked for before anything else, so that every method of every address says
    404 to whoever does not hold it.
    """

    act: DeskAct
    request: SignedInRequest
    case: Case

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if typed_text(request.POST):
                parked.keep(request)
            return redirect_to_login(request.get_full_path())
        on = localdate()
        mine = self.own(request.user, on=on).filter(number=kwargs["number"])
        places = mine.select_related("institution", "first_institution", "requester")
        info_request = places.first()
        if info_request is None:
            return self.not_held(kwargs["number"])
        self.case = case_of(info_request, request.user, on=on)
        if not self.is_open():
            return self.not_open()
        return super().dispatch(request, *args, **kwargs)

    @property
    def number(self) -> str:
        """The request's number."""
        return self.case.info_request.number

    @property
    def by(self) -> Actor:
        """Who acts."""
        return Actor.official(self.request.user)

    def own(self, user: User, *, on: date) -> QuerySet[InformationRequest]:
        """Return the requests whose pages of this kind `user` may open that day."""
        return InformationRequest.objects.held_by(user, on=on)

    def is_open(self) -> bool:
        """Say whether the page can be used for this case today."""
        return self.act in self.case.open_acts()

    def not_held(self, number: str) -> HttpResponse:
        """Answer who does not hold the request today, or asks for one that is not."""
        return not_yours(self.request, number)

    def not_open(self) -> HttpResponse:
        """Answer who holds the request when the page cannot be used any more."""
        if self.request.method == "POST":
            return refused(self.request, self.number, why_not(self.act))
        messages.warning(self.request, str(why_not(self.act)))
        return redirect("desk:request", number=self.number)

    def done(self, message: str | Promise) -> HttpResponse:
        """Go back to the request and say what was done."""
        messages.success(self.request, str(message))
        return redirect("desk:request", number=self.number)


class OneStepView(CaseView):
    """An act with one small form: ask, call the act, say what happened."""

    template_name: ClassVar[str] = "desk/act.html"
    title: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    said: ClassVar[str | Promise]

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        return self._page(self.form(taken_up(request)))

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self._page(form, status=UNPROCESSABLE)
        try:
            self.perform(form)
        except Incomplete as refusal:
            for name, message in refusal.fields.items():
                form.add_error(name if name in form.fields else None, message)
            return self._page(form, status=UNPROCESSABLE)
        except ActionRefused as refusal:
            return refused(request, self.number, refusal.message)
        return self.done(self.said)

    def form(self, data: Any) -> forms.Form:
        """Return the form, bound to `data` if there is any."""
        raise NotImplementedError

    def perform(self, form: forms.Form) -> None:
        """Call the act with what the form holds."""
        raise NotImplementedError

    def explained(self) -> dict[str, Any]:
        """Return what the page tells beside the form."""
        return {}

    def _page(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "case": self.case,
            "title": self.title,
            "submit": self.submit,
            **self.explained(),
        }
        return render(self.request, self.template_name, context, status=status)


class DraftPages(View):
    """Write, look at it as the person will see it, confirm: three steps on one address.

    What was typed travels in the page and nothing is stored before the act. Files are chosen on
    the last step, because a browser does not send them twice.
    """

    request: SignedInRequest
    form_template: ClassVar[str]
    preview_template: ClassVar[str]
    takes_files: ClassVar[bool] = True

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        return self.page(self.form(taken_up(request)))

    def post(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        step = request.POST.get("step", "")
        if (changed := self.changed(step)) is not None:
            return self.page(changed)
        form = self.form(request.POST)
        if step == "edit":
            return self.page(form)
        if not form.is_valid():
            return self.page(form, status=UNPROCESSABLE)
        if step != "confirm":
            return self.preview(form, self.files_form(sent=False))
        return self._confirm(form)

    def form(self, data: Any) -> RefusableForm:
        """Return the form, bound to `data` if there is any."""
        raise NotImplementedError

    def changed(self, step: str) -> RefusableForm | None:
        """Return the form as a button that is not about sending it leaves it, if `step` is one."""
        return None

    def perform(self, form: Any, files: FilesForm) -> HttpResponse:
        """Call the act and return the page that follows."""
        raise NotImplementedError

    def explained(self, form: Any) -> dict[str, Any]:
        """Return what both pages need beside the form."""
        raise NotImplementedError

    def refusal_page(self, message: str | Promise) -> HttpResponse:
        """Return the page for an act that is not allowed."""
        raise NotImplementedError

    def files_form(self, *, sent: bool) -> FilesForm:
        """Return the form of the last step, bound when it was sent."""
        if sent:
            return FilesForm(self.request.POST, self.request.FILES)
        return FilesForm()

    def page(self, form: RefusableForm, *, status: int = 200) -> HttpResponse:
        """Return the page where it is written."""
        context = {"form": form, **self.explained(form)}
        context["files_lost"] = bool(self.request.FILES)
        return render(self.request, self.form_template, context, status=status)

    def preview(self, form: Any, files: FilesForm, *, status: int = 200) -> HttpResponse:
        """Return the page where it is looked at and confirmed."""
        context = {
            "draft": form,
            "form": files,
            "carried": self._carried(),
            "takes_files": self.takes_files,
            **self.explained(form),
        }
        return render(self.request, self.preview_template, context, status=status)

    def _confirm(self, form: RefusableForm) -> HttpResponse:
        files = self.files_form(sent=True)
        if self.takes_files and not files.is_valid():
            return self.preview(form, files, status=UNPROCESSABLE)
        try:
            return self.perform(form, files)
        except Incomplete as refusal:
            form.show_refusal(refusal.fields)
            return self.page(form, status=UNPROCESSABLE)
        except ActionRefused as refusal:
            return self.refusal_page(refusal.message)

    def _carried(self) -> list[tuple[str, str]]:
        own = {*NEVER_CARRIED, *FilesForm.base_fields}
        return [
            (name, readable(str(value)))
            for name, values in self.request.POST.lists()
            if name not in own
            for value in values
        ]


class CaseDraftView(DraftPages, CaseView):
    """The three steps for a decision about a request."""

    def refusal_page(self, message: str | Promise) -> HttpResponse:
        """Show what was typed beside the reason."""
        return refused(self.request, self.number, message)
