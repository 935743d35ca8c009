"""The counter: an officer writes down a request received in person, on paper or by e-mail."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from accounts.actors import Actor
from look.templatetags.look import legal_date
from requests_app import actions
from requests_app.actions import Filing, Receipt
from requests_app.desks import Desk, desk_of
from requests_app.errors import ActionRefused
from requests_app.forms.answer_files import FilesForm
from requests_app.forms.counter import CounterForm
from requests_app.models import InformationRequest
from requests_app.views.desk_case import case_of
from requests_app.views.desk_pages import UNPROCESSABLE, DraftPages
from requests_app.views.desk_refusals import not_yours, refused

TOKEN = re.compile(r"[\w-]{43}")


class Register(DraftPages):
    """Write down, read back, register: then the receipt to hand over.

    The form carries a random token from its first page: sent twice it is one request. Nothing
    of the tracking code is stored; sending the same form again shows the same receipt.
    """

    form_template = "desk/register.html"
    preview_template = "desk/register_preview.html"
    desk: Desk

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            desk = desk_of(request.user, on=localdate())
        except ActionRefused as refusal:
            return refused(request, "", refusal.message)
        if desk is None:
            return not_yours(request, "") if request.method == "POST" else redirect("desks")
        self.desk = desk
        self.token = _token(request)
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any) -> CounterForm:
        own = [place.competent() for place in self.desk.institutions]
        initial = {"presented_on": self.desk.on, "institution": own[0].code}
        return CounterForm(data, institutions=own, on=self.desk.on, initial=initial)

    def files_form(self, *, sent: bool) -> FilesForm:
        if sent:
            return FilesForm(self.request.POST, self.request.FILES, asks_readers=False)
        return FilesForm(asks_readers=False)

    def perform(self, form: CounterForm, files: FilesForm) -> HttpResponse:
        filing = form.filing(files.chosen)
        receipt = actions.register(
            filing,
            form.intake(),
            token=self.token,
            by=Actor.official(self.request.user),
            at=now(),
        )
        if not receipt.is_new and not _is_same(receipt.info_request, filing):
            return self._used_before(form, receipt)
        return self._receipt(receipt)

    def explained(self, form: CounterForm) -> dict[str, Any]:
        context: dict[str, Any] = {"token": self.token, "desk": self.desk}
        if form.is_bound and not form.errors:
            context["rows"] = _rows(form)
        return context

    def refusal_page(self, message: str | Promise) -> HttpResponse:
        return refused(self.request, "", message)

    def _receipt(self, receipt: Receipt) -> HttpResponse:
        held = InformationRequest.objects.held_by(self.request.user, on=self.desk.on)
        places = held.select_related("institution", "first_institution")
        info_request = get_object_or_404(places, pk=receipt.info_request.pk)
        context = {
            "receipt": receipt,
            "info_request": info_request,
            "case": case_of(info_request, self.request.user, on=self.desk.on),
        }
        return render(self.request, "desk/receipt.html", context)

    def _used_before(self, form: CounterForm, receipt: Receipt) -> HttpResponse:
        # Somebody went back and wrote another request over one already registered: with the same
        # token it would be taken for the first and lost.
        self.token = secrets.token_urlsafe(32)
        said = _(
            "Este formulario ya se usó para registrar el pedido %(number)s. Si este es otro "
            "pedido, continúe: se registrará aparte."
        )
        form.add_error(None, said % {"number": receipt.info_request.number})
        return self.page(form, status=UNPROCESSABLE)


def _token(request: HttpRequest) -> str:
    sent = request.POST.get("token", "")
    return sent if TOKEN.fullmatch(sent) else secrets.token_urlsafe(32)


def _is_same(info_request: InformationRequest, filing: Filing) -> bool:
    known = (info_request.subject, info_request.description, info_request.requester.name)
    return known == (filing.subject, filing.description, filing.name)


def _rows(form: CounterForm) -> list[tuple[str, Any]]:
    """Return what was written, in words and in order, leaving out what was left empty."""
    return [
        (str(field.label).removesuffix(" (opcional)"), value)
        for field in form
        if (value := _in_words(form, field.name))
    ]


def _in_words(form: CounterForm, name: str) -> Any:
    value = form.cleaned_data.get(name)
    choices = getattr(form.fields[name], "choices", None)
    if name == "institution":
        return str(value)
    if choices is not None:
        return dict(choices).get(value, value)
    if name == "presented_on":
        return legal_date(value)
    return _("Sí") if value is True else value
