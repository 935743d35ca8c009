"""The Directorate's pages of audits: the list, an announcement, and one audit with its acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from oversight.audits import concluding, forms, sampling
from oversight.audits.models import Audit, Stratum
from oversight.audits.results import results_of
from oversight.audits.states import AuditStage
from oversight.audits.views_acting import DONE, UNPROCESSABLE, is_director, sent, tried
from oversight.views_access import directorate_only

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an audit: its form, what does it, at which stages it is offered and to whom."""

    form: type[django_forms.Form]
    perform: Callable[..., object]
    said: str | Promise
    stages: tuple[AuditStage, ...]
    is_directors: bool = True


ACTS: dict[str, Act] = {
    "sortear": Act(
        forms.SeedForm,
        sampling.draw,
        gettext_lazy("La muestra quedó sorteada y publicada."),
        (AuditStage.ANNOUNCED,),
    ),
    "anular": Act(
        forms.BecauseForm,
        sampling.cancel,
        gettext_lazy("La auditoría quedó anulada; el motivo es público."),
        (AuditStage.ANNOUNCED, AuditStage.REVIEWING),
    ),
    "concluir": Act(
        forms.ConclusionForm,
        concluding.conclude,
        gettext_lazy("La auditoría quedó concluida. La publica otra persona."),
        (AuditStage.REVIEWING,),
        is_directors=False,
    ),
    "devolver": Act(
        forms.BecauseForm,
        concluding.send_back,
        gettext_lazy("La auditoría volvió a revisión."),
        (AuditStage.CONCLUDED,),
    ),
    "publicar": Act(
        django_forms.Form,
        concluding.publish,
        gettext_lazy("La auditoría quedó publicada."),
        (AuditStage.CONCLUDED,),
    ),
}


@require_safe
@directorate_only
def show_list(request: SignedInRequest) -> HttpResponse:
    """List the audits, the newest first."""
    rows = Audit.objects.defer("population").annotate(
        listed=Sum("strata__size"), drawn=Sum("strata__sample")
    )
    context = {"audits": rows[:SHOWN], "is_director": is_director(request)}
    return render(request, "audits/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def announce(request: SignedInRequest) -> HttpResponse:
    """Show what population would be audited and, once seen, announce it."""
    form = forms.AnnounceForm(sent(request))
    context: dict[str, Any] = {"form": form, "is_director": is_director(request)}
    if not form.is_bound:
        return render(request, "audits/announce.html", context)
    if not form.is_valid():
        return render(request, "audits/announce.html", context, status=UNPROCESSABLE)
    new = form.new()
    if "announce" not in request.POST:
        context["population"] = sampling.population_of(new)
        return render(request, "audits/announce.html", context)
    by = Actor.official(request.user)
    status = tried(form, lambda: sampling.announce(new, by=by, at=now()))
    if status != DONE:
        return render(request, "audits/announce.html", context, status=status)
    messages.success(request, _("La auditoría quedó anunciada y su lista de pedidos, publicada."))
    return redirect("audits:list")


@require_safe
@directorate_only
def show(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one audit, how far each body is and what may be done."""
    return _page(request, _found(number))


@require_POST
@directorate_only
def act(request: SignedInRequest, number: str, act: str) -> HttpResponse:
    """Do one act; what was typed stays on the page when it is refused."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    audit = _found(number)
    form = chosen.form(request.POST, auto_id=f"id_{act}_%s")
    if not form.is_valid():
        return _page(request, audit, refused=(act, form), status=UNPROCESSABLE)
    by, typed = Actor.official(request.user), form.cleaned_data
    status = tried(form, lambda: chosen.perform(number, by=by, at=now(), **typed))
    if status != DONE:
        return _page(request, _found(number), refused=(act, form), status=status)
    messages.success(request, str(chosen.said))
    return redirect("audits:one", number=number)


def strata_of(audit: Audit) -> list[Stratum]:
    """Return the bodies of an audit with how far each is. One query."""
    return list(
        audit.strata.select_related("institution").annotate(
            done=Count("reviews", filter=Q(reviews__done_on__isnull=False), distinct=True),
            found=Count("findings", filter=Q(findings__withdrawn_on=None), distinct=True),
            told=Count("findings", filter=Q(findings__sent_on__isnull=False), distinct=True),
            replied=Count("findings", filter=~Q(findings__reply=""), distinct=True),
        )
    )


def _page(
    request: SignedInRequest,
    audit: Audit,
    *,
    refused: tuple[str, django_forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    on = localdate()
    deciding = is_director(request)
    offered = {
        name: one.form(auto_id=f"id_{name}_%s")
        for name, one in ACTS.items()
        if audit.stage in one.stages and (deciding or not one.is_directors)
    }
    if refused and refused[0] in offered:
        offered[refused[0]] = refused[1]
    if audit.seed_on > on:
        offered.pop("sortear", None)
    strata = strata_of(audit)
    context = {
        "audit": audit,
        "strata": strata,
        "listed": sum(one.size for one in strata),
        "drawn": sum(one.sample for one in strata),
        "results": results_of(audit) if audit.drawn_on else [],
        "missing": concluding.missing_of(audit, on=on),
        "steps": audit.steps.select_related("by"),
        "forms": offered,
        "refused": refused[0] if refused else "",
        "lost": refused[1] if refused and refused[0] not in offered else None,
        "is_director": deciding,
        "concluded_by_me": audit.concluded_by_id == request.user.pk,
        "waits_for_seed": audit.stage == AuditStage.ANNOUNCED and audit.seed_on > on,
    }
    return render(request, "audits/one.html", context, status=status)


def _found(number: str) -> Audit:
    rows = Audit.objects.select_related("announced_by", "drawn_by", "concluded_by", "published_by")
    return get_object_or_404(rows.defer("population"), number=number)
