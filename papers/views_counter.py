"""Papers printed at a counter: by the office that holds the request, or by a service centre."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from papers.availability import Offer, desk_offers
from papers.kinds import TAKEN_HOME, Kind, PaperFormat
from papers.making import make
from papers.views import as_file, find_offer, standing_or_404
from requests_app import policies, tracking
from requests_app.standing import Standing, is_code_of
from requests_app.views import counter_grant


@never_cache
@login_required
@require_safe
def paper(request: SignedInRequest, number: str, *, slug: str) -> HttpResponseBase:
    """Give a paper to whoever attends its person: the receipt, the record, the notification."""
    standing = standing_or_404(number)
    offer = find_offer(desk_offers(standing, on=localdate()), slug, PaperFormat.PDF)
    by = _attending(request, standing, offer.kind)
    return as_file(make(number, offer, PaperFormat.PDF, by=by, at=now()))


@never_cache
@login_required
@require_POST
def receipt(request: SignedInRequest, number: str) -> HttpResponseBase:
    """Give the receipt with its code, which only the page that has just shown it can ask for."""
    standing = standing_or_404(number)
    by = _attending(request, standing, Kind.RECEIPT)
    code = tracking.code_for(request.POST.get("token", ""))
    if not is_code_of(code, number):
        raise Http404
    offer = Offer(Kind.RECEIPT)
    return as_file(make(number, offer, PaperFormat.PDF, by=by, at=now(), tracking_code=code))


def _attending(request: SignedInRequest, standing: Standing, kind: Kind) -> Actor:
    """Return who attends. A clerk prints what their centre took in, and what a person before
    them has identified; everybody else gets the 404 of a page that is not. Raises Http404."""
    number, on = standing.info_request.number, localdate()
    is_there = counter_grant.is_attended(request, number, at=now())
    user = request.user
    by = Actor.attending(user, number) if is_there else Actor.official(user)
    if policies.may_attend(by, standing.info_request, on=on):
        return by
    if kind in TAKEN_HOME and policies.took_in(by, standing.info_request, on=on):
        return by
    raise Http404
