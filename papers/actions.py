"""The act of issuing a paper: what it states is written down and gets a key."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import date, datetime

from accounts.actors import Actor
from offices.calendars import local_date
from papers.availability import Offer, offers
from papers.editions import edition_on
from papers.facts import facts_of, personal_of
from papers.kinds import AT_THE_DESK, TAKEN_HOME
from papers.models import IssuedPaper
from papers.seal import canonical, commitment, digest_of
from requests_app import policies
from requests_app.actions.base import locked
from requests_app.errors import NotYours, WrongStage
from requests_app.standing import Standing, standing_of
from typeset.keys import new_key

_SALT_BYTES = 16


def issue(number: str, offer: Offer, *, by: Actor, at: datetime) -> IssuedPaper:
    """Issue a paper, or return the one that already states exactly the same.

    It leaves no event: the paper cites the history, and an event of its own would make the next
    identical paper a different one. The register of papers is its record.
    Raises UnknownRequest, NotYours, and WrongStage for a paper that is not legal that day.
    """
    on = local_date(at)
    standing = standing_of(number)
    _require_reader(standing, offer, by=by, on=on)
    if offer not in offers(standing, on=on):
        raise WrongStage
    if known := _same_as_before(standing, offer, on=on):
        return known
    with locked(number):
        # Read again under the lock: the same paper may have been asked for twice at once.
        standing = standing_of(number)
        return _same_as_before(standing, offer, on=on) or _add(standing, offer, on=on, at=at)


def _require_reader(standing: Standing, offer: Offer, *, by: Actor, on: date) -> None:
    if policies.is_requester(by, standing.info_request):
        return
    if offer.kind in AT_THE_DESK and policies.may_attend(by, standing.info_request, on=on):
        return
    if offer.kind in TAKEN_HOME and policies.took_in(by, standing.info_request, on=on):
        return
    raise NotYours


def _same_as_before(standing: Standing, offer: Offer, *, on: date) -> IssuedPaper | None:
    papers = IssuedPaper.objects.filter(
        info_request=standing.info_request,
        kind=offer.kind,
        branch=offer.branch or "",
    )
    last = papers.last()
    if last is None or last.digest != digest_of(_stated(standing, offer, last.salt, on=on)):
        return None
    return last


def _add(standing: Standing, offer: Offer, *, on: date, at: datetime) -> IssuedPaper:
    salt = secrets.token_hex(_SALT_BYTES)
    facts = _stated(standing, offer, salt, on=on)
    return IssuedPaper.objects.create(
        info_request=standing.info_request,
        kind=offer.kind,
        branch=offer.branch or "",
        edition=edition_on(offer.kind, on).id,
        issued_on=on,
        issued_at=at,
        key=new_key(),
        salt=salt,
        facts=facts,
        digest=digest_of(facts),
    )


def _stated(standing: Standing, offer: Offer, salt: str, *, on: date) -> str:
    facts = facts_of(standing, offer, edition=edition_on(offer.kind, on).id)
    personal = commitment(asdict(personal_of(standing, offer.kind)), salt)
    return canonical({**facts.claims(), "personal": personal})
