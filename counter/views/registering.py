"""Taking in a request: written down, read back, registered, and the papers to take home."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any, cast

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.actors import Actor
from counter.acta import Hearing, compose, digest_of
from counter.forms.register import RegisterForm
from counter.views.entrance import CounterPage
from counter.ways import WAYS, Way
from law.terms import TermKind, answer_term
from look.templatetags.look import legal_date
from offices.models import Institution, Office, OfficeKind
from offices.search import LONGEST_QUERY, find
from requests_app import actions
from requests_app.actions import Filing, Receipt
from requests_app.actions.base import calendar_of
from requests_app.errors import ActionRefused
from requests_app.forms.answer_files import FilesForm
from requests_app.models import InformationRequest
from requests_app.standing import ledger_of, standing_of
from requests_app.views.desk_pages import UNPROCESSABLE, DraftPages
from requests_app.views.desk_refusals import name_texts, refused

TOKEN = re.compile(r"[\w-]{43}")
STARTED = "counter.started"
_DAY_SECONDS = 86_400
_MOST_FOUND = 20

name_texts(RegisterForm)


class Register(DraftPages, CounterPage):
    """Write down, read back, register: then the papers to hand over.

    The form carries a random token from its first page: sent twice it is one request. Nothing
    of the tracking code is stored; sending the same form again shows the same receipt. A verbal
    request is registered with exactly the record that was read aloud.
    """

    form_template = "counter/register.html"
    preview_template = "counter/read_back.html"
    way: Way
    institution: Institution | None

    def enter(self, **kwargs: str) -> None:
        if kwargs["way"] not in WAYS:
            raise Http404
        self.way = WAYS[kwargs["way"]]
        self.institution = self._institution()
        self.token = _token(self.request.POST.get("token", ""))
        self.started_at = _started(self.request.POST.get("started", ""))

    def get(self, request: Any, **kwargs: str) -> HttpResponse:
        if self.institution is None:
            return self._choose()
        return super().get(request, **kwargs)

    def post(self, request: Any, **kwargs: str) -> HttpResponse:
        if self.institution is None:
            return self._choose(status=UNPROCESSABLE)
        return super().post(request, **kwargs)

    def form(self, data: Any) -> RegisterForm:
        if data is not None and data is not self.request.POST:
            # Sent when the session had ended, and taken up again.
            self.token = _token(data.get("token", ""))
            self.started_at = _started(data.get("started", ""))
        on = self.counter.on
        initial = {"presented_on": on}
        place = cast("Institution", self.institution)
        return RegisterForm(data, way=self.way, institution=place, on=on, initial=initial)

    def files_form(self, *, sent: bool) -> FilesForm:
        if sent and not self.way.is_verbal:
            return FilesForm(self.request.POST, self.request.FILES, asks_readers=False)
        if sent:
            return FilesForm({}, {}, asks_readers=False)
        return FilesForm(asks_readers=False)

    def preview(self, form: Any, files: FilesForm, *, status: int = 200) -> HttpResponse:
        try:
            return super().preview(form, files, status=status)
        except ActionRefused as refusal:
            return self.refusal_page(refusal.message)

    def perform(self, form: RegisterForm, files: FilesForm) -> HttpResponse:
        filing = form.filing(files.chosen)
        record = self._record(form) if self.way.is_verbal else ""
        if record and self._was_not_read(form, record):
            return self.preview(form, self.files_form(sent=False), status=UNPROCESSABLE)
        receipt = actions.register(
            filing,
            form.intake(
                verbal_record=record,
                centre=self.counter.centre_for(filing.institution),
                started_at=self.started_at,
            ),
            token=self.token,
            by=Actor.official(self.request.user),
            at=now(),
        )
        if not receipt.is_new and not _is_same(receipt.info_request, filing):
            return self._used_before(form, receipt)
        return self._receipt(receipt)

    def explained(self, form: Any) -> dict[str, Any]:
        context: dict[str, Any] = {
            "token": self.token,
            "started": signing.dumps(self.started_at.isoformat(), salt=STARTED),
            "way": self.way,
            "institution": self.institution,
            "counter": self.counter,
            "centre": self.counter.centre_for(cast("Institution", self.institution)),
            "takes_files": not self.way.is_verbal,
        }
        if form.is_bound and not form.errors:
            context["rows"] = _rows(form)
            if self.way.is_verbal:
                record = self._record(form)
                context |= {"record": record.split("\n\n"), "read": digest_of(record)}
        return context

    def _carried(self) -> list[tuple[str, str]]:
        # Whether it was read, and which text, is said anew on each reading.
        own = {"read", "agreed"}
        return [(name, value) for name, value in super()._carried() if name not in own]

    def refusal_page(self, message: str | Promise) -> HttpResponse:
        return refused(self.request, "", message)

    def _institution(self) -> Institution | None:
        """Return for whom it is registered, when that is known: chosen, or the only one."""
        own = self.counter.institutions
        code = self.request.POST.get("institution") or self.request.GET.get("institucion", "")
        if not code:
            return own[0] if len(own) == 1 and not self.counter.centres else None
        asked = Institution.objects.select_related("successor").filter(code=code[:20]).first()
        living = asked.competent() if asked else None
        return living if living is not None and self.counter.serves(living) else None

    def _choose(self, *, status: int = 200) -> HttpResponse:
        query = self.request.GET.get("q", "")[:LONGEST_QUERY]
        matches = [match.institution for match in find(query).matches] if query.strip() else []
        context = {
            "way": self.way,
            "query": query,
            "own": self.counter.institutions,
            "matches": [place for place in matches if self.counter.serves(place)][:_MOST_FOUND],
            "centre": self.counter.centre,
        }
        return render(self.request, "counter/choose.html", context, status=status)

    def _record(self, form: RegisterForm) -> str:
        filing, said = form.filing(), form.cleaned_data
        centre = self.counter.centre_for(filing.institution)
        place = centre or _access_office(filing.institution)
        days = calendar_of(filing.institution).days
        hearing = Hearing(
            town=place.town if place else "",
            place=f"el centro de atención «{centre.name}»"
            if centre
            else f"la oficina de acceso de la institución {filing.institution}",
            attended_by=str(self.request.user),
            heard_at=self.started_at,
            presented_on=said["presented_on"],
            due_on=answer_term(said["presented_on"], days).due_on,
            signer=form.signs_instead,
        )
        return compose(filing, hearing)

    def _was_not_read(self, form: RegisterForm, record: str) -> bool:
        """Say whether the record was not read to the person as it would be registered."""
        if self.request.POST.get("read") != digest_of(record):
            form.reading_error = _("El acta cambió desde que la leyó: léala de nuevo.")
            return True
        if "agreed" not in self.request.POST:
            form.reading_error = _("Marque que leyó el acta y que la persona está conforme.")
            return True
        return False

    def _receipt(self, receipt: Receipt) -> HttpResponse:
        info_request = get_object_or_404(
            self.counter.registered_here().select_related("institution", "requester"),
            pk=receipt.info_request.pk,
        )
        term = standing_of(info_request.number).term(TermKind.ANSWER)
        context = {
            "receipt": receipt,
            "info_request": info_request,
            "way": self.way,
            "term": term,
            "ledger": ledger_of(term) if term else (),
            "token": self.token,
            "holds": info_request.institution in self.counter.institutions,
        }
        return render(self.request, "counter/receipt.html", context)

    def _used_before(self, form: RegisterForm, receipt: Receipt) -> HttpResponse:
        # Somebody went back and wrote another request over one already registered: with the same
        # token it would be taken for the first and lost.
        self.token = secrets.token_urlsafe(32)
        said = _(
            "Este formulario ya se usó para registrar el pedido %(number)s. Si este es otro "
            "pedido, continúe: se registrará aparte."
        )
        form.add_error(None, said % {"number": receipt.info_request.number})
        return self.page(form, status=UNPROCESSABLE)


def _token(sent: str) -> str:
    return sent if TOKEN.fullmatch(sent) else secrets.token_urlsafe(32)


def _started(sent: str) -> datetime:
    """Return when the form was opened, as its own page sealed it; now when it was not."""
    try:
        text = signing.loads(sent, salt=STARTED, max_age=_DAY_SECONDS)
    except signing.BadSignature:
        return now()
    return datetime.fromisoformat(text)


def _access_office(institution: Institution) -> Office | None:
    offices = Office.objects.filter(institution=institution, kind=OfficeKind.ACCESS)
    return offices.select_related("institution").first()


def _is_same(info_request: InformationRequest, filing: Filing) -> bool:
    known = (info_request.subject, info_request.description, info_request.requester.name)
    return known == (filing.subject, filing.description, filing.name)


def _rows(form: RegisterForm) -> list[tuple[str, Any]]:
    """Return what was written, in words and in order, leaving out what was left empty."""
    return [
        (str(field.label).removesuffix(" (opcional)"), value)
        for field in form
        if (value := _in_words(form, field.name))
    ]


def _in_words(form: RegisterForm, name: str) -> Any:
    value = form.cleaned_data.get(name)
    choices = getattr(form.fields[name], "choices", None)
    if choices is not None:
        return dict(choices).get(value, value)
    if name == "presented_on":
        return legal_date(value)
    return _("Sí") if value is True else value
