"""One act on many requests: chosen on the list, confirmed on a page, told one by one."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from casework.bulk.running import go_on
from casework.bulk.starting import MOST_AT_ONCE, start
from casework.forms.bulk import AssignForm, LabelForm, TakeForm
from casework.forms.bulk_forward import ForwardManyForm
from casework.forms.worklist import chosen_filters
from casework.models import BulkKind, BulkRun, ItemState
from casework.tasks import go_on_in_bulk
from casework.views.at_desk import at_desk
from casework.worklist.pages import ordered
from casework.worklist.people import Surroundings, surroundings_of
from casework.worklist.wanted import Wanted
from notifications.tasks import wake
from requests_app.desks import Desk
from requests_app.models import InformationRequest
from requests_app.states import Stage

TOKEN = re.compile(r"[\w-]{43}")
NUMBER = re.compile(r"[\w-]{1,20}")
# So long a page works by itself before it shows how far it is; the worker goes on meanwhile.
PATIENCE = timedelta(seconds=2)
RUNS_SHOWN = 20
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def bulk(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """Ask what the act needs and begin it; without anything sent, list the last runs."""
    if request.method != "POST":
        runs = BulkRun.objects.visible_to(request.user)[:RUNS_SHOWN]
        return render(request, "casework/bulk_runs.html", {"runs": runs})
    around = surroundings_of(desk)
    kind = _kind(request.POST)
    chosen = _chosen(request, around)
    if kind is None or not 0 < len(chosen) <= MOST_AT_ONCE:
        messages.warning(request, _why_not(len(chosen)))
        return redirect(f"{reverse('casework:worklist')}?{request.POST.get('filtro') or 'vista=0'}")
    is_sent = request.POST.get("step") == "confirm"
    form = _form(kind, request.POST, around, is_sent=is_sent)
    if not is_sent:
        return _page(request, kind, form, chosen)
    if not form.is_valid():
        return _page(request, kind, form, chosen, status=UNPROCESSABLE)
    run = start(
        kind,
        [row.pk for row in chosen],
        by=request.user,
        at=now(),
        token=_token(request.POST),
        said=form.in_words(),
        **form.details(),
    )
    _go_on(run)
    return redirect("casework:bulk_run", key=run.key)


@require_safe
@at_desk
def bulk_run(request: SignedInRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Tell what came of each request of a run, and how many are left."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.user), key=key)
    rows = run.items.select_related("info_request")
    counted = run.items.aggregate(
        **{state.name.lower(): Count("pk", filter=Q(state=state)) for state in ItemState}
    )
    context = {
        "run": run,
        "counted": counted,
        "total": sum(counted.values()),
        "refused": rows.filter(state=ItemState.REFUSED),
        "done": rows.filter(state=ItemState.DONE),
    }
    return render(request, "casework/bulk_run.html", context)


@require_POST
@at_desk
def bulk_continue(request: SignedInRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Go on with a run here and now, whether or not a worker does."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.user), key=key)
    _go_on(run)
    return redirect("casework:bulk_run", key=run.key)


def _go_on(run: BulkRun) -> None:
    go_on(run, clock=now, until=now() + PATIENCE)
    if BulkRun.objects.unfinished().filter(pk=run.pk).exists():
        wake(go_on_in_bulk)


def _kind(sent: QueryDict) -> BulkKind | None:
    name = sent.get("accion", "")
    return BulkKind(name) if name in BulkKind.values else None


def _token(sent: QueryDict) -> str:
    token = sent.get("token", "")
    return token if TOKEN.fullmatch(token) else secrets.token_urlsafe(32)


def _chosen(request: SignedInRequest, around: Surroundings) -> list[InformationRequest]:
    """Return the requests chosen, in the order of the list, one more than may be at most.

    Whoever ticked a request that was forwarded meanwhile is told so of that one.
    """
    docket = around.docket
    if request.POST.get("todos"):
        filters = chosen_filters(QueryDict(request.POST.get("filtro", "")), around)
        return list(ordered(docket, Wanted.of(filters))[: MOST_AT_ONCE + 1])
    frozen = request.POST.get("pedidos", "").split()
    numbers = [
        number for number in [*frozen, *request.POST.getlist("pedido")] if NUMBER.fullmatch(number)
    ]
    visible = InformationRequest.objects.visible_to(request.user, on=docket.on)
    found = {row.number: row for row in visible.filter(number__in=numbers[: MOST_AT_ONCE + 1])}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def _why_not(count: int) -> str:
    if count > MOST_AT_ONCE:
        said = _("Puede elegir hasta %(most)s pedidos por vez. Use los filtros para elegir menos.")
        return said % {"most": MOST_AT_ONCE}
    return _("Elija al menos un pedido de la lista y qué hacer con los elegidos.")


def _form(kind: BulkKind, sent: QueryDict, around: Surroundings, *, is_sent: bool) -> Any:
    data = sent if is_sent else None
    if kind == BulkKind.ASSIGN:
        return AssignForm(data, around=around)
    if kind == BulkKind.LABEL:
        return LabelForm(data, around=around)
    if kind == BulkKind.FORWARD:
        own = list(around.docket.desk.calendars)
        return ForwardManyForm(data, typed=sent, own=own, is_sent=is_sent)
    return TakeForm(data)


def _page(
    request: SignedInRequest,
    kind: BulkKind,
    form: Any,
    chosen: list[InformationRequest],
    *,
    status: int = 200,
) -> HttpResponse:
    filtered = request.POST.get("filtro", "")
    context = {
        "form": form,
        "kind": kind,
        "chosen": chosen,
        "ready": sum(row.stage == Stage.RECEIVED for row in chosen),
        "numbers": " ".join(row.number for row in chosen),
        "filter": filtered,
        "back_url": f"{reverse('casework:worklist')}?{filtered or 'vista=0'}",
        "token": _token(request.POST),
    }
    return render(request, "casework/bulk.html", context, status=status)
