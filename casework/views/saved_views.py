"""The saved views of a desk: kept, called otherwise, shared, opened first, dropped."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework import actions
from casework.forms.views import OpensFirstForm, SavedViewForm
from casework.forms.worklist import chosen_filters, filters_in_words
from casework.models import SavedView
from casework.views.at_desk import at_desk
from casework.worklist.people import surroundings_of
from requests_app.desks import Desk
from requests_app.errors import ActionRefused

UNPROCESSABLE = 422


@require_safe
@at_desk
def views(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """List the person's views and those shared with their office."""
    found = SavedView.objects.visible_to(request.user, on=desk.on)
    rows = found.select_related("owner", "institution").with_default_of(request.user)
    return render(request, "casework/views.html", {"views": rows, "desk": desk})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def view_new(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Keep the filters of the address under a name."""
    around = surroundings_of(desk)
    sent = request.POST if request.method == "POST" else None
    form = SavedViewForm(sent, institutions=desk.institutions)
    asked = QueryDict(sent.get("filtro", "")) if sent is not None else request.GET
    query = urlencode(chosen_filters(asked, around))
    context = {"form": form, "query": query, "filters": filters_in_words(query, around)}
    if sent is None:
        return render(request, "casework/view.html", context)
    if form.is_valid():
        try:
            view = actions.save_view(
                form.chosen_institution,
                name=form.cleaned_data["name"],
                query=query,
                is_shared=form.cleaned_data["is_shared"],
                by=Actor.official(request.user),
                at=now(),
            )
        except ActionRefused as refusal:
            form.add_error("name", str(refusal.message))
        else:
            if form.cleaned_data["opens_first"]:
                actions.open_with(view, by=request.user)
            messages.success(request, _("Se guardó la vista «%(name)s».") % {"name": view.name})
            return redirect("casework:views")
    return render(request, "casework/view.html", context, status=UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def view_edit(request: SignedInRequest, desk: Desk, pk: int) -> HttpResponse:
    """Change a view one keeps; of another's, only whether one's own list opens with it."""
    found = SavedView.objects.visible_to(request.user, on=desk.on).with_default_of(request.user)
    view = get_object_or_404(found.select_related("institution", "owner"), pk=pk)
    keeps = actions.may_keep(view, request.user, at=now())
    if request.method == "POST" and request.POST.get("step") == "drop" and keeps:
        actions.drop_view(view, by=Actor.official(request.user), at=now())
        messages.success(request, _("Se borró la vista «%(name)s».") % {"name": view.name})
        return redirect("casework:views")
    form = _form(request, view, keeps=keeps)
    context = {
        "form": form,
        "view": view,
        "keeps": keeps,
        "filters": filters_in_words(view.query, surroundings_of(desk)),
    }
    if request.method != "POST":
        return render(request, "casework/view.html", context)
    if form.is_valid() and _changed(request, view, form, keeps=keeps):
        messages.success(request, _("Se guardó la vista."))
        return redirect("casework:views")
    return render(request, "casework/view.html", context, status=UNPROCESSABLE)


def _form(request: SignedInRequest, view: SavedView, *, keeps: bool) -> Any:
    sent = request.POST if request.method == "POST" else None
    opens_first = view.__dict__["opens_first"]
    if not keeps:
        return OpensFirstForm(sent, initial={"opens_first": opens_first})
    initial = {"name": view.name, "is_shared": view.is_shared, "opens_first": opens_first}
    return SavedViewForm(sent, institutions=(view.institution,), initial=initial)


def _changed(request: SignedInRequest, view: SavedView, form: Any, *, keeps: bool) -> bool:
    if keeps:
        try:
            actions.change_view(
                view,
                name=form.cleaned_data["name"],
                is_shared=form.cleaned_data["is_shared"],
                by=Actor.official(request.user),
                at=now(),
            )
        except ActionRefused as refusal:
            form.add_error("name", str(refusal.message))
            return False
    if form.cleaned_data["opens_first"]:
        actions.open_with(view, by=request.user)
    elif view.__dict__["opens_first"]:
        actions.open_with(None, by=request.user)
    return True
