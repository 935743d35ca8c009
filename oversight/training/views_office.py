"""Training, for the people of an office: the days to come, their place, their certificates."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from offices.errors import RegistryRefused
from oversight.training import acts, certificates
from oversight.training.errors import TrainingRefused
from oversight.training.models import Certificate, Session
from requests_app.policies import desk_institutions


@require_safe
@login_required
def show(request: SignedInRequest) -> HttpResponse:
    """Show the days to come with one's place in each, and one's certificates."""
    on = localdate()
    own = Certificate.objects.filter(person=request.user).order_by("-issued_on", "-pk")
    if not own.exists() and not desk_institutions(request.user, on=on).exists():
        raise Http404
    on_list = Count("enrolments", filter=Q(enrolments__left_at=None))
    coming = Session.objects.filter(held_on__gte=on, closed_on=None).select_related("course")
    enrolled = set(
        coming.filter(enrolments__person=request.user, enrolments__left_at=None).values_list(
            "pk", flat=True
        )
    )
    context = {
        "coming": [
            (session, session.pk in enrolled)
            for session in coming.annotate(on_list=on_list).order_by("held_on", "pk")
        ],
        "certificates": own,
        "may_enrol": acts.institution_of(request.user, on=on) is not None,
        "today": on,
    }
    return render(request, "training/office.html", context)


@require_POST
@login_required
def take_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put oneself on the list."""
    session = _coming(pk)
    try:
        acts.enrol(session.pk, request.user, by=Actor.official(request.user), at=now())
    except (TrainingRefused, RegistryRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Quedó en la lista."))
    return redirect("training_office:show")


@require_POST
@login_required
def give_up_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take oneself off the list."""
    session = _coming(pk)
    try:
        acts.leave(session.pk, request.user, by=Actor.official(request.user), at=now())
    except (TrainingRefused, RegistryRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ya no está en la lista."))
    return redirect("training_office:show")


@require_safe
@login_required
def take_certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give one's own certificate as a PDF."""
    certificate = get_object_or_404(Certificate, pk=pk, person=request.user)
    name = f"certificado-{certificate.key}.pdf"
    return HttpResponse(
        certificates.pdf_of(certificate),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _coming(pk: int) -> Session:
    return get_object_or_404(Session, pk=pk, held_on__gte=localdate())
