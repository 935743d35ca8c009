"""Sending a request to the body that has the information, and what became of what was sent."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from law.terms import answer_term
from look.whole_numbers import whole_number
from offices.models import Institution, Office, OfficeKind, Post
from offices.search import find
from requests_app import actions
from requests_app.actions.base import calendar_of
from requests_app.competent_bodies import Suggested, suggestions
from requests_app.forms.answer_files import FilesForm
from requests_app.forms.forwarding import CompetenceForm, ForwardForm
from requests_app.handovers import told, unacknowledged
from requests_app.models import InformationRequest, Leg
from requests_app.policies import DESK_DUTIES, desk_institutions
from requests_app.views.desk_case import DeskAct
from requests_app.views.desk_pages import CaseDraftView, OneStepView

FOUND_SHOWN = 12
WAITING_SHOWN = 50
PAGE = 25


class Forward(CaseDraftView):
    """Find the competent institution, see both dates, and send the request there."""

    act = DeskAct.FORWARD
    form_template = "desk/forward.html"
    preview_template = "desk/forward_preview.html"
    takes_files = False

    def form(self, data: Any) -> ForwardForm:
        return self._form(data, data)

    def changed(self, step: str) -> ForwardForm | None:
        if step != "search":
            return None
        return self._form(None, self.request.POST, initial=self.request.POST.dict())

    def perform(self, form: ForwardForm, files: FilesForm) -> HttpResponse:
        leg = actions.forward(
            self.number,
            by=self.by,
            at=now(),
            to=form.cleaned_data["institution"],
            reason=form.cleaned_data["reason"],
        )
        said = gettext("El pedido pasó a %(place)s con el mismo número y el mismo vencimiento.")
        return self.done(said % {"place": leg.to_institution})

    def explained(self, form: ForwardForm) -> dict[str, Any]:
        typed = self.request.POST
        found = self._found(typed)
        context: dict[str, Any] = {
            "case": self.case,
            "window": self.case.forwarding_window,
            "searched": _searched(typed),
            "nothing_found": bool(_searched(typed)) and not found,
            "had_it": [place for place in found if place.pk in self._past],
            "suggested": self._suggested,
        }
        chosen = form.cleaned_data.get("institution") if form.is_bound and not form.errors else None
        if isinstance(chosen, Institution):
            context |= self._receiver(chosen)
        return context

    def _receiver(self, chosen: Institution) -> dict[str, Any]:
        receiver = chosen.competent()
        held = Post.objects.held_on(self.case.on).filter(duty__in=DESK_DUTIES)
        office = Office.objects.filter(institution=receiver, kind=OfficeKind.ACCESS).first()
        return {
            "chosen": chosen,
            "receiver": receiver,
            "claimable": answer_term(self.case.on, calendar_of(receiver).days),
            "has_a_desk": held.filter(office__institution=receiver).exists(),
            "office_mail": office.email if office else "",
        }

    def _form(self, bound: Any, typed: Any, **options: Any) -> ForwardForm:
        found = self._found(typed) if typed is not None else []
        places = [place for place in found if place.pk not in self._past]
        places += [one.institution for one in self._suggested if one.institution not in places]
        chosen = str(typed.get("institution", "")) if typed is not None else ""
        extra = Institution.objects.filter(code=chosen).first() if chosen else None
        if extra is not None and extra not in places:
            places.append(extra)
        hints = {one.institution.code: " ".join(one.reasons) for one in self._suggested}
        return ForwardForm(bound, offered=places, hints=hints, **options)

    @cached_property
    def _past(self) -> frozenset[int]:
        return self.case.info_request.holders()

    @cached_property
    def _suggested(self) -> list[Suggested]:
        return suggestions(self.case.info_request)

    def _found(self, typed: Any) -> list[Institution]:
        text = _searched(typed)
        matches = find(text).matches if text else ()
        holder = self.case.info_request.institution_id
        places = [match.institution for match in matches if match.institution.pk != holder]
        return places[:FOUND_SHOWN]


class AskCompetence(OneStepView):
    """Ask the Directorate to say which body must answer a request that goes to and fro."""

    act = DeskAct.ASK_COMPETENCE
    template_name = "desk/ask_competence.html"
    title = _("Pedir que la Dirección decida quién responde")
    submit = _("Pedir que decida")
    said = _("La Dirección recibió su pregunta. Mientras decide, su institución sigue a cargo.")

    def form(self, data: Any) -> CompetenceForm:
        row = self.case.info_request
        places = Institution.objects.filter(pk__in=row.holders()).exclude(pk=row.institution_id)
        offered = [place.competent() for place in places.select_related("successor")]
        if self.case.competence_questions:
            # The Directorate decided once: whoever thinks of a third body asks again.
            offered += [one.institution for one in suggestions(row)]
        return CompetenceForm(data, offered=list(dict.fromkeys(offered)))

    def perform(self, form: forms.Form) -> None:
        actions.ask_competence(self.number, by=self.by, at=now(), **form.cleaned_data)

    def explained(self) -> dict[str, Any]:
        return {"quotes_request": True}


@login_required
@require_safe
def forwardings(request: SignedInRequest) -> HttpResponse:
    """Show what was forwarded here and nobody took, and what became of what was sent from here."""
    on = localdate()
    places = list(desk_institutions(request.user, on=on))
    if not places:
        return redirect("desks")
    days = calendar_of(places[0]).days
    held = InformationRequest.objects.held_by(request.user, on=on)
    waiting = Leg.objects.filter(
        info_request__in=unacknowledged(held), to_institution__in=places
    ).order_by("pk")
    sent, previous, following = _sent(places, request)
    context = {
        "waiting": told(list(_read(waiting)[:WAITING_SHOWN]), on=on, days=days),
        "waiting_count": waiting.count(),
        "sent": told(sent, on=on, days=days),
        "previous": previous,
        "following": following,
    }
    return render(request, "desk/forwardings.html", context)


def _sent(places: list[Institution], request: SignedInRequest) -> tuple[list[Leg], str, str]:
    """Return a keyset page of what these institutions sent, the newest first, and its links."""
    legs = _read(Leg.objects.filter(from_institution__in=places))
    older, newer = _key(request.GET.get("antes", "")), _key(request.GET.get("despues", ""))
    if newer is not None:
        rows = list(legs.filter(pk__gt=newer).order_by("pk")[: PAGE + 1])
        shown, has_newer, has_older = rows[:PAGE][::-1], len(rows) > PAGE, True
    else:
        if older is not None:
            legs = legs.filter(pk__lt=older)
        rows = list(legs.order_by("-pk")[: PAGE + 1])
        shown, has_newer, has_older = rows[:PAGE], older is not None, len(rows) > PAGE
    return (
        shown,
        f"?{urlencode({'despues': shown[0].pk})}" if shown and has_newer else "",
        f"?{urlencode({'antes': shown[-1].pk})}" if shown and has_older else "",
    )


def _read(legs: Any) -> Any:
    return legs.select_related(
        "info_request__institution", "from_institution", "to_institution", "competence_question"
    )


def _key(text: str) -> int | None:
    return whole_number(text)


def _searched(typed: Any) -> str:
    return str(typed.get("search", "")).strip()[:120]
