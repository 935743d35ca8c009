"""Whom a clerk attends: a request opens for a while to who saw its requester prove who they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

SESSION_KEY = "attended"
LASTS = timedelta(minutes=30)
MOST_AT_ONCE = 5


def attend(request: HttpRequest, number: str, *, at: datetime) -> None:
    """Open the request to this session for half an hour."""
    kept = {other: until for other, until in _kept(request).items() if other != number}
    kept[number] = (at + LASTS).isoformat()
    newest = list(kept.items())[-MOST_AT_ONCE:]
    request.session[SESSION_KEY] = dict(newest)


def is_attended(request: HttpRequest, number: str, *, at: datetime) -> bool:
    """Say whether the person who made the request stands at this counter."""
    until = _kept(request).get(number)
    return until is not None and datetime.fromisoformat(until) >= at


def leave(request: HttpRequest, number: str) -> None:
    """Close the request to this session: the person has left."""
    kept = _kept(request)
    kept.pop(number, None)
    request.session[SESSION_KEY] = kept


def _kept(request: HttpRequest) -> dict[str, str]:
    kept: dict[str, str] = dict(request.session.get(SESSION_KEY, {}))
    return kept
