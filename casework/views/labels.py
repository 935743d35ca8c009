"""The labels of an institution, and those on one request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework import actions
from casework.forms.labels import LabelForm, LabelsOfRequestForm
from casework.models import Label, RequestLabel
from casework.views.at_desk import at_desk
from requests_app.desks import Desk
from requests_app.errors import ActionRefused
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE

UNPROCESSABLE = 422


@require_safe
@at_desk
def labels(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """List the labels in use, each with how many requests wait under it."""
    waiting = Q(
        on_requests__taken_off_at=None, on_requests__info_request__stage__in=STILL_ANSWERABLE
    )
    found = Label.objects.active().visible_to(request.user, on=desk.on)
    rows = found.select_related("institution").annotate(
        waiting=Count("on_requests", filter=waiting)
    )
    return render(request, "casework/labels.html", {"labels": rows, "desk": desk})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def label_new(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Give the institution a new label."""
    form = LabelForm(request.POST or None, institutions=desk.institutions)
    if request.method != "POST":
        return _form_page(request, form)
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    try:
        label = actions.define_label(
            form.chosen_institution,
            name=form.cleaned_data["name"],
            words=form.cleaned_data["words"],
            by=Actor.official(request.user),
            at=now(),
        )
    except ActionRefused as refusal:
        form.add_error("name", str(refusal.message))
        return _form_page(request, form, status=UNPROCESSABLE)
    messages.success(request, _("Se agregó el tema «%(name)s».") % {"name": label.name})
    return redirect("casework:labels")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def label_edit(request: SignedInRequest, desk: Desk, pk: int) -> HttpResponse:
    """Call a label otherwise, give it other words or take it out of use."""
    found = Label.objects.active().visible_to(request.user, on=desk.on)
    label = get_object_or_404(found.select_related("institution"), pk=pk)
    by = Actor.official(request.user)
    if request.method == "POST" and request.POST.get("step") == "close":
        actions.close_label(label, by=by, at=now())
        messages.success(request, _("El tema «%(name)s» ya no se usa.") % {"name": label.name})
        return redirect("casework:labels")
    form = LabelForm(
        request.POST or None,
        institutions=(label.institution,),
        initial={"name": label.name, "words": label.words},
    )
    if request.method != "POST":
        return _form_page(request, form, label)
    if not form.is_valid():
        return _form_page(request, form, label, status=UNPROCESSABLE)
    wanted = {name: form.cleaned_data[name] for name in ("name", "words")}
    try:
        actions.change_label(label, **wanted, by=by, at=now())
    except ActionRefused as refusal:
        form.add_error("name", str(refusal.message))
        return _form_page(request, form, label, status=UNPROCESSABLE)
    messages.success(request, _("Se guardó el tema."))
    return redirect("casework:labels")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def request_labels(request: SignedInRequest, desk: Desk, number: str) -> HttpResponse:
    """Choose which labels are on one request."""
    held = InformationRequest.objects.held_by(request.user, on=desk.on)
    info_request = get_object_or_404(held, number=number)
    if info_request.institution_id not in desk.calendars:
        raise Http404
    offered = Label.objects.active().filter(institution=info_request.institution_id)
    on_it = RequestLabel.objects.in_force().filter(info_request=info_request)
    before = set(on_it.values_list("label", flat=True))
    form = LabelsOfRequestForm(request.POST or None, offered=offered, initial={"labels": before})
    context: dict[str, Any] = {"form": form, "info_request": info_request, "any": offered.exists()}
    if request.method != "POST":
        return render(request, "casework/request_labels.html", context)
    form = context["form"] = LabelsOfRequestForm(request.POST, offered=offered)
    if not form.is_valid():
        return render(request, "casework/request_labels.html", context, status=UNPROCESSABLE)
    chosen = {label.pk: label for label in form.cleaned_data["labels"]}
    by = Actor.official(request.user)
    for key, label in chosen.items():
        if key not in before:
            actions.put_label(number, label, by=by, at=now())
    for label in offered.filter(pk__in=before - chosen.keys()):
        actions.take_off_label(number, label, by=by, at=now())
    messages.success(request, _("Se guardaron los temas de este pedido."))
    return redirect("desk:request", number=number)


def _form_page(
    request: SignedInRequest, form: LabelForm, label: Label | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "label": label}
    return render(request, "casework/label.html", context, status=status)
