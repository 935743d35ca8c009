"""The first steps of whoever works at a desk, and putting away the panel that offers them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from casework.first_steps import paths_for
from casework.models import StepsSeen
from offices.models import Duty, Post


@login_required
@require_safe
def first_steps(request: SignedInRequest) -> HttpResponse:
    """Show the steps of the duties the person holds today; who has none is sent to their place."""
    held = Post.objects.held_on(localdate()).filter(holder=request.user)
    paths = paths_for(Duty(duty) for duty in held.values_list("duty", flat=True))
    if not paths:
        return redirect("desks")
    seen = StepsSeen.objects.filter(user=request.user).exists()
    return render(request, "casework/first_steps.html", {"paths": paths, "seen": seen})


@login_required
@require_POST
def put_away(request: SignedInRequest) -> HttpResponse:
    """Offer the first steps no more to this person, and go back to their desk."""
    StepsSeen.objects.get_or_create(user=request.user, defaults={"at": now()})
    return redirect("desks")
