"""Which institution a page of the office is about, for who works at more than one."""

from __future__ import annotations

from django.http import Http404

from accounts.http import SignedInRequest
from casework.policies import LEADS
from offices.models import Institution
from requests_app.desks import Desk
from requests_app.policies import holds_duty


def place_of(request: SignedInRequest, desk: Desk) -> Institution:
    """Return the institution of the desk that the address names, the first if it names none.

    Raises Http404 for one that is not the person's.
    """
    code = request.GET.get("institucion") or request.POST.get("institucion")
    if not code:
        return desk.institutions[0]
    for institution in desk.institutions:
        if institution.code == code:
            return institution
    raise Http404


def leads(desk: Desk, institution: Institution) -> bool:
    """Say whether the person of the desk leads that institution's office."""
    return holds_duty(desk.user, institution.pk, LEADS, on=desk.on)
