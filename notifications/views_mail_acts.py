"""The decisions of a person about one mail, each with its page; every one says what follows."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.http import SignedInRequest
from law.terms import answer_term
from notifications.forms import AssignForm, CaseForm, NewRequestForm, ReasonForm, first_words
from notifications.mail_in import deciding
from notifications.mail_in import queue as queues
from notifications.mail_in.filed import send_link
from notifications.mail_in.reading import files_of, sender_of
from notifications.states import MailState
from notifications.views_mail import MailView
from offices.calendars import local_date
from offices.models import Institution
from offices.search import find
from requests_app.actions.base import calendar_of
from requests_app.errors import ActionRefused, Incomplete
from requests_app.forms.fields import readable
from requests_app.models import InformationRequest
from requests_app.policies import desk_institutions

UNPROCESSABLE = 422
FOUND_SHOWN = 12
NEVER_CARRIED = ("csrfmiddlewaretoken", "step")


class DecisionView(MailView):
    """A page with one form that ends in a decision."""

    decides = True
    template_name: ClassVar[str] = "notifications/mail/act.html"
    title: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    warning: ClassVar[str | Promise] = ""

    def get(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        if not self.is_open():
            return self.moved()
        return self.page(self.form(None))

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=UNPROCESSABLE)
        return self.decide(form)

    def decide(self, form: Any) -> HttpResponse:
        """Do it; a refusal is said on the page, with everything typed still there."""
        try:
            return self.perform(form)
        except Incomplete as refusal:
            for name, message in refusal.fields.items():
                form.add_error(name if name in form.fields else None, message)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal.message))
        return self.page(form, status=UNPROCESSABLE)

    def is_open(self) -> bool:
        """Say whether the decision can be taken as the mail stands."""
        return self.is_decidable and self.mail.institution is not None

    def form(self, data: Any) -> forms.Form:
        """Return the form, bound to `data` if there is any."""
        raise NotImplementedError

    def perform(self, form: Any) -> HttpResponse:
        """Take the decision and return the page that follows."""
        raise NotImplementedError

    def page(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        """Show the form below the mail."""
        context = self.context(
            form=form, title=self.title, submit=self.submit, warning=self.warning, **more
        )
        return render(self.request, self.template_name, context, status=status)

    def moved(self) -> HttpResponse:
        """Lead back to the mail, which stands otherwise by now."""
        messages.warning(self.request, _("Este correo ya no espera esa decisión."))
        return redirect("mail:one", mail_id=self.mail.pk)

    def done(self, said: str) -> HttpResponse:
        """Lead back to the mail and say what was done."""
        messages.success(self.request, said)
        return redirect("mail:one", mail_id=self.mail.pk)


class PutInCase(DecisionView):
    """Put the mail into a case of the desk."""

    title = gettext_lazy("Poner el correo en un pedido")
    submit = gettext_lazy("Poner en el pedido")
    warning = gettext_lazy(
        "La persona que hizo ese pedido recibe un aviso y puede leer el mensaje. No cambia ningún "
        "plazo. Si se equivoca, puede sacarlo después: queda anotado."
    )

    def form(self, data: Any) -> CaseForm:
        held = InformationRequest.objects.held_by(self.request.user, on=localdate())
        text = self.content.text if self.content else ""
        return CaseForm(data, candidates=queues.candidates(self.mail, text, held))

    def perform(self, form: CaseForm) -> HttpResponse:
        deciding.put_in_case(self.mail.pk, form.chosen, by=self.by, at=now())
        return self.done(_("El correo está en el pedido %(number)s.") % {"number": form.chosen})


class FileAsNew(DecisionView):
    """Register the request a mail makes: write it down, look at it, register."""

    template_name = "notifications/mail/file_new.html"
    title = gettext_lazy("Registrar el correo como pedido nuevo")
    submit = gettext_lazy("Revisar")

    def form(self, data: Any) -> NewRequestForm:
        mine = desk_institutions(self.request.user, on=localdate())
        # The one the mail was written to comes first.
        places = sorted(mine, key=lambda place: place.pk != self.mail.institution_id)
        content = self.content
        initial = {
            **first_words(
                self.mail,
                content.text if content else "",
                sender_of(content.message)[0] if content else "",
            ),
            "institution": places[0].code if places else "",
        }
        return NewRequestForm(data, places=places, initial=initial)

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        step = request.POST.get("step", "")
        if step == "edit":
            return self.page(form)
        if not form.is_valid():
            return self.page(form, status=UNPROCESSABLE)
        return self.decide(form) if step == "confirm" else self._preview(form)

    def perform(self, form: NewRequestForm) -> HttpResponse:
        files = files_of(self.content.message)[0] if self.content else ()
        receipt = deciding.file_as_new(self.mail.pk, form.filing(files), by=self.by, at=now())
        if not receipt.is_new:
            said = _("La persona ya lo había confirmado: es el pedido %(number)s.")
            return self.done(said % {"number": receipt.info_request.number})
        if not send_link(self.mail.pk):
            messages.warning(
                self.request,
                _("No se pudo enviar el correo con el enlace: envíelo de nuevo desde esta página."),
            )
        said = _("Se registró el pedido %(number)s. A quien escribió se le envió su enlace.")
        return self.done(said % {"number": receipt.info_request.number})

    def _preview(self, form: NewRequestForm) -> HttpResponse:
        arrived_on = local_date(self.mail.received_at)
        days = calendar_of(form.cleaned_data["institution"]).days
        carried = [
            (name, readable(str(value)))
            for name, values in self.request.POST.lists()
            if name not in NEVER_CARRIED
            for value in values
        ]
        context = self.context(
            draft=form,
            carried=carried,
            arrived_on=arrived_on,
            term=answer_term(arrived_on, days),
            on=localdate(),
            files=files_of(self.content.message)[0] if self.content else (),
        )
        return render(self.request, "notifications/mail/file_new_preview.html", context)


class SendLink(MailView):
    """Send the author once more the address of their number and code."""

    decides = True

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        if self.mail.state == MailState.FILED and send_link(self.mail.pk):
            messages.success(request, _("Se envió el enlace a quien escribió."))
        else:
            messages.warning(request, _("No se pudo enviar el enlace. Pruebe más tarde."))
        return redirect("mail:one", mail_id=self.mail.pk)

    def get(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        return redirect("mail:one", mail_id=self.mail.pk)


class PutAside(DecisionView):
    """Leave the mail without effect, for a reason."""

    title = gettext_lazy("Apartar el correo")
    submit = gettext_lazy("Apartar")
    warning = gettext_lazy(
        "El correo queda guardado, sin efecto, con el motivo y con su nombre. Se puede volver a "
        "considerar. Si pide información, no lo aparte: regístrelo como pedido nuevo."
    )

    def is_open(self) -> bool:
        return self.is_decidable and self.mail.state != MailState.IGNORED

    def form(self, data: Any) -> ReasonForm:
        return ReasonForm(data, hint=_("Por ejemplo: es publicidad; está repetido."))

    def perform(self, form: ReasonForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        deciding.put_aside(self.mail.pk, by=self.by, at=now(), reason=reason)
        return self.done(_("El correo quedó apartado."))


class TakeBack(DecisionView):
    """Undo what was done with the mail, so that it waits for a decision again."""

    title = gettext_lazy("Deshacer lo que se hizo con el correo")
    submit = gettext_lazy("Deshacer")

    def is_open(self) -> bool:
        return deciding.may_take_back(self.mail)

    def form(self, data: Any) -> ReasonForm:
        entered = self.mail.state == MailState.ENTERED
        hint = _("Lo leerá la persona que hizo el pedido. No escriba datos de otra persona.")
        return ReasonForm(data, hint=hint if entered else "", required=entered)

    def page(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        said = _("El correo vuelve a quedar por decidir.")
        if self.mail.state == MailState.ENTERED:
            said = _(
                "El mensaje sale del pedido y vuelve a quedar por decidir. En el historial queda "
                "que entró y que salió, y la persona que hizo el pedido recibe un aviso."
            )
        return super().page(form, status=status, said=said, **more)

    def perform(self, form: ReasonForm) -> HttpResponse:
        reason = form.cleaned_data["reason"] or ""
        deciding.take_back(self.mail.pk, by=self.by, at=now(), reason=reason)
        return self.done(_("El correo espera una nueva decisión."))


class Assign(DecisionView):
    """Say for which institution mail was meant that was written to nobody known."""

    template_name = "notifications/mail/assign.html"
    title = gettext_lazy("Pasar el correo a una institución")
    submit = gettext_lazy("Pasar a esa institución")

    def is_open(self) -> bool:
        return self.is_decidable and self.mail.institution is None

    def form(self, data: Any) -> AssignForm:
        text = str((data or {}).get("search", "")).strip()[:120]
        found = [match.institution for match in find(text).matches[:FOUND_SHOWN]] if text else []
        code = str((data or {}).get("institution", ""))
        chosen = Institution.objects.filter(code=code).first() if code else None
        if chosen is not None and chosen not in found:
            found.append(chosen)
        if (data or {}).get("step") == "search":
            return AssignForm(initial=data.dict(), places=found)
        return AssignForm(data, places=found)

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("step") == "search":
            return self.page(self.form(request.POST))
        return super().post(request, **kwargs)

    def perform(self, form: AssignForm) -> HttpResponse:
        place = form.cleaned_data["institution"]
        deciding.assign(self.mail.pk, place, by=self.by, at=now())
        messages.success(self.request, _("El correo pasó a %(place)s.") % {"place": place})
        return redirect("mail:queue")
