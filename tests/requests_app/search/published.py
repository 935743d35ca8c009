"""Requests that were asked, cleared for the public and answered, each with its own words."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.actors import Actor
from offices.models import Institution
from requests_app import actions
from requests_app.actions import Reply
from requests_app.models import InformationRequest
from requests_app.search.engine import search
from requests_app.states import Outcome, Screening, Visibility
from tests.factories import at, file_of, file_one, inspected

FILED = at("2026-07-06")
SCREENED = at("2026-07-07")
ANSWERED = at("2026-07-08")


def ask(institution: Institution, subject: str, description: str = "Copia completa.") -> str:
    """File a request and return its number; nobody has cleared its text."""
    receipt = file_one(institution, when=FILED, subject=subject, description=description)
    return receipt.info_request.number


def clear(number: str, by: Actor, screening: Screening = Screening.SHOWN) -> None:
    """Decide whether the text is public."""
    actions.screen_text(number, by=by, at=SCREENED, screening=screening)


def answer(
    number: str,
    by: Actor,
    text: str = "Se entrega lo pedido.",
    *,
    file: str = "",
    visibility: Visibility = Visibility.PUBLIC,
) -> None:
    """Give everything, with a file of that name when one is wanted."""
    files = [inspected(number, file_of(file, b"a,b"), looked_by=by.user)] if file else []
    given = Reply(outcome=Outcome.GRANTED, text=text, files=files, files_visibility=visibility)
    actions.answer(number, by=by, at=ANSWERED, reply=given)


def publish(institution: Institution, by: Actor, subject: str, description: str = "Copia.") -> str:
    """File and clear; return the number."""
    number = ask(institution, subject, description)
    clear(number, by)
    return number


def subjects(text: str) -> list[str]:
    """Return the subjects that a search finds, best first."""
    return list(search(InformationRequest.objects.all(), text).values_list("subject", flat=True))


def publish_all(institution: Institution, by: Actor, words: Iterable[str]) -> set[str]:
    """Publish one request by word and return the words."""
    return {word for word in words if publish(institution, by, word)}
