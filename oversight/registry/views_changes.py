"""Changes of the registry on a page: proposed with their instrument, looked at, decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from look.figures.files import as_csv
from look.whole_numbers import whole_number
from offices import registry_changes as acts
from offices.errors import ChangeIncomplete, RegistryRefused
from offices.models import ChangeState, Duty, Institution, Post, RegistryAct, RegistryChange
from offices.registry_changes import Appointment
from offices.registry_fields import access_office, values_of
from oversight.registry import forms, passing
from oversight.views_access import directorate_only
from requests_app import actions

UNPROCESSABLE, CONFLICT = 422, 409
PROPOSING = require_http_methods(["GET", "HEAD", "POST"])
Propose = Callable[[Any, Actor, Any], RegistryChange]


@PROPOSING
@directorate_only
def create(request: SignedInRequest) -> HttpResponse:
    """Propose a public source the registry does not know."""
    form = forms.NewSourceForm(request.POST or None)

    def propose(given: Any, by: Actor, at: Any) -> RegistryChange:
        code = form.cleaned_data["code"]
        return acts.propose_creation(code, form.values(), given, by=by, at=at)

    return _proposal(request, form, propose, title=_("Dar de alta una fuente pública"))


@PROPOSING
@directorate_only
def correct(request: SignedInRequest, code: str) -> HttpResponse:
    """Propose other data for a public source or its office."""
    row = get_object_or_404(Institution, code=code)
    form = forms.SourceForm(request.POST or None, initial=values_of(row, access_office(row)))

    def propose(given: Any, by: Actor, at: Any) -> RegistryChange:
        return acts.propose_correction(row, form.values(), given, by=by, at=at)

    return _proposal(request, form, propose, title=_("Corregir datos"), institution=row)


@PROPOSING
@directorate_only
def appoint(request: SignedInRequest, code: str) -> HttpResponse:
    """Propose that somebody hold a duty in the access office."""
    row = get_object_or_404(Institution, code=code)
    form = forms.AppointmentForm(request.POST or None)

    def propose(given: Any, by: Actor, at: Any) -> RegistryChange:
        names = ("email", "full_name", "duty", "starts_on", "ends_on")
        whom = Appointment(**{name: form.cleaned_data[name] for name in names})
        return acts.propose_appointment(row, whom, given, by=by, at=at)

    return _proposal(request, form, propose, title=_("Designar en un cargo"), institution=row)


@PROPOSING
@directorate_only
def end(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Propose the last day of a post."""
    row = get_object_or_404(Institution, code=code)
    posts = Post.objects.select_related("holder", "office__institution")
    post = get_object_or_404(posts, pk=pk, office__institution=row)
    form = forms.EndForm(request.POST or None)

    def propose(given: Any, by: Actor, at: Any) -> RegistryChange:
        return acts.propose_end_of_post(post, form.cleaned_data["ends_on"], given, by=by, at=at)

    told = f"{post.holder}: {post.get_duty_display()}"
    title = _("Terminar un cargo")
    return _proposal(request, form, propose, title=title, institution=row, about=told)


@PROPOSING
@directorate_only
def dissolve(request: SignedInRequest, code: str) -> HttpResponse:
    """Propose that a public source end and another take its place."""
    row = get_object_or_404(Institution, code=code)
    form = forms.DissolutionForm(request.POST or None)

    def propose(given: Any, by: Actor, at: Any) -> RegistryChange:
        heir = form.cleaned_data["successor"]
        return acts.propose_dissolution(row, heir, given, by=by, at=at)

    about = _(
        "Sirve cuando una sola institución ocupa su lugar. Si sus funciones se reparten entre "
        "varias, cada pedido se deriva antes a mano, con su motivo, a la que corresponda."
    )
    title = _("Disolver o fusionar")
    return _proposal(request, form, propose, title=title, institution=row, about=about)


@require_safe
@directorate_only
def show_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a change: what it would do or, once approved, what it did."""
    return _change_page(request, _change(pk), forms.RejectionForm())


@require_safe
@directorate_only
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return as CSV every request a dissolution passes on or, once approved, passed on."""
    change = _change(pk)
    if change.act != RegistryAct.DISSOLUTION:
        raise Http404
    about = [(_("Acto"), change.instrument), (_("Al día"), localdate().isoformat())]
    table = passing.as_table(passing.rows_of(change, on=localdate()))
    response = HttpResponse(as_csv(table, about), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="traspaso-{change.pk}.csv"'
    return response


@require_POST
@directorate_only
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what was looked at; of a dissolution, that very list of requests."""
    change = _change(pk)
    by, at = Actor.official(request.user), now()
    try:
        if change.act == RegistryAct.DISSOLUTION:
            seen = request.POST.get("seen", "")
            actions.approve_dissolution(pk, by=by, at=at, seen=seen)
        else:
            acts.approve_registry_change(pk, by=by, at=at)
    except RegistryRefused as refusal:
        return _change_page(request, _change(pk), forms.RejectionForm(), refusal=refusal)
    messages.success(request, _("Quedó aprobado y ya rige en el registro."))
    return redirect("registry:change", pk=pk)


@require_POST
@directorate_only
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a proposal without applying it."""
    change = _change(pk)
    form = forms.RejectionForm(request.POST)
    if not form.is_valid():
        return _change_page(request, change, form, status=UNPROCESSABLE)
    try:
        acts.reject_registry_change(
            pk, by=Actor.official(request.user), at=now(), note=form.cleaned_data["note"]
        )
    except RegistryRefused as refusal:
        return _change_page(request, _change(pk), form, refusal=refusal)
    messages.success(request, _("La propuesta quedó rechazada; el registro no cambió."))
    return redirect("registry:sources")


def _proposal(
    request: SignedInRequest,
    form: forms.InstrumentForm,
    propose: Propose,
    *,
    title: str,
    institution: Institution | None = None,
    about: str = "",
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            change = propose(form.given(), Actor.official(request.user), now())
        except ChangeIncomplete as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Quedó propuesto. Otra persona debe verlo y aprobarlo."))
            return redirect("registry:change", pk=change.pk)
    context = {"form": form, "title": title, "institution": institution, "about": about}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "oversight/registry/propose.html", context, status=status)


def _change(pk: int) -> RegistryChange:
    rows = RegistryChange.objects.select_related(
        "institution", "successor", "proposed_by", "decided_by", "post__holder", "post__office"
    )
    return get_object_or_404(rows, pk=pk)


def _change_page(
    request: SignedInRequest,
    change: RegistryChange,
    form: forms.RejectionForm,
    *,
    refusal: RegistryRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    is_proposed = change.state == ChangeState.PROPOSED
    is_own = change.proposed_by_id == request.user.pk
    directors = Post.objects.held_on(on).filter(holder=request.user, duty=Duty.DIRECTOR)
    context: dict[str, Any] = {
        "change": change,
        "rows": _told(change),
        "form": form,
        "refusal": refusal,
        "is_proposed": is_proposed,
        "is_own": is_own,
        "may_decide": is_proposed and not is_own and directors.exists(),
        "rules_yet": change.effective_on <= on or change.act != RegistryAct.DISSOLUTION,
    }
    if change.act == RegistryAct.DISSOLUTION:
        asked = whole_number(request.GET.get("pagina", ""), digits=4) or 1
        context |= passing.told(change, on=on, page=asked)
    code = CONFLICT if refusal else status
    return render(request, "oversight/registry/change.html", context, status=code)


def _told(change: RegistryChange) -> list[tuple[str | Promise, str, str]]:
    """Return each datum with its former and its new text."""
    if change.act == RegistryAct.DISSOLUTION:
        return []
    return [
        (forms.LABELS[name], _words(name, change.before.get(name, "")), _words(name, text))
        for name, text in change.after.items()
        if name in forms.LABELS
    ]


def _words(name: str, text: str) -> str:
    field = {**forms.NewSourceForm.base_fields, **forms.AppointmentForm.base_fields}.get(name)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(text, text))
