"""One event of a request as proof: its words, what was hashed, and the count of its hash."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from accounts.http import SignedInRequest
from oversight import event_fields, evidence
from oversight.evidence import Proof
from oversight.views_access import for_the_directorate
from requests_app import history
from requests_app.models import InformationRequest, TimelineEvent


@dataclass(frozen=True, slots=True)
class Recounted:
    """The hash of one event worked out again, step by step."""

    computed: str
    follows: bool
    is_followed: bool
    size: int


@for_the_directorate
def show_event(request: SignedInRequest, number: str, sequence: int) -> HttpResponse:
    """Show one event, how its hash follows from the one before, and the way to both sides."""
    info_request = _found(request, number)
    proofs = evidence.chain_of(info_request)
    found = [place for place, one in enumerate(proofs) if one.event.sequence == sequence]
    if not found:
        raise Http404
    place = found[0]
    proof = proofs[place]
    payload = _decoded(proof.event)
    context = {
        "info_request": info_request,
        "proof": proof,
        "recounted": _recount(info_request, proofs, place),
        "words": _in_words(proof.event),
        "data": list(event_fields.in_words(payload.get("data"))),
        "commitments": list(event_fields.in_words(payload.get("commitments"))),
        "previous": proofs[place - 1].event if place else None,
        "following": proofs[place + 1].event if place + 1 < len(proofs) else None,
        "count": len(proofs),
    }
    return render(request, "oversight/event.html", context)


@for_the_directorate
def download_history(request: SignedInRequest, number: str) -> HttpResponse:
    """Hand out the whole chain of a request, for `verificar.py` to check elsewhere."""
    info_request = _found(request, number)
    lines = evidence.as_lines(info_request.timeline.order_by("sequence"))
    return _file(lines.encode(), f"historia-{info_request.number}.jsonl", "application/jsonl")


@for_the_directorate
def download_verifier(request: SignedInRequest) -> HttpResponse:
    """Hand out the program that checks histories and files without this system."""
    return _file(evidence.VERIFIER, "verificar.py", "text/x-python")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=f"{media_type}; charset=utf-8", headers=headers)


def _found(request: SignedInRequest, number: str) -> InformationRequest:
    rows = InformationRequest.objects.visible_to(request.user, on=localdate())
    return get_object_or_404(rows.select_related("institution"), number=number)


def _recount(info_request: InformationRequest, proofs: Sequence[Proof], place: int) -> Recounted:
    event = proofs[place].event
    before = proofs[place - 1].event.hash if place else ""
    is_last = place + 1 == len(proofs)
    # What comes after carries this hash; after the last event, the request's own row does.
    after = info_request.chain_head if is_last else proofs[place + 1].event.previous_hash
    return Recounted(
        computed=evidence.hash_after(event.previous_hash, event.payload),
        follows=event.previous_hash == before and event.sequence == place + 1,
        is_followed=after == event.hash,
        size=len(event.payload.encode()),
    )


def _decoded(event: TimelineEvent) -> dict[str, Any]:
    """Return the fields of an event; none when somebody changed its text into no such thing."""
    try:
        return dict(json.loads(event.payload))
    except (ValueError, TypeError):
        return {}


def _in_words(event: TimelineEvent) -> str:
    try:
        return history.tell_event(event, requester="").text
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""
