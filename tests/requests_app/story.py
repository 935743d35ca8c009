"""How the tests tell a request's story: replies, resolutions, what is on record, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import pytest
from django.apps import apps

from law.terms import TermKind
from offices.models import Post
from requests_app import actions
from requests_app.actions import Reply, Resolution
from requests_app.errors import ActionRefused
from requests_app.models import InformationRequest, Term
from requests_app.states import Outcome
from requests_app.verification import verify_log
from tests.factories import at

Refusal = TypeVar("Refusal", bound=ActionRefused)

# Golden case G01: presented on 6 July 2026.
PRESENTED = "2026-07-06"
DUE = "2026-07-27"
DENIED = "2026-07-28"


def reply(outcome: Outcome = Outcome.GRANTED, **extra: Any) -> Reply:
    """Return a complete reply of that outcome."""
    parts: dict[Outcome, dict[str, Any]] = {
        Outcome.PARTLY_GRANTED: {
            "withheld": (actions.Withheld("Anexo III", "Ley 6534/2020, art. 4"),)
        },
        Outcome.ALREADY_PUBLIC: {
            "source": "Portal de contrataciones",
            "place": "https://contrataciones.example/2025",
            "form": "Descarga libre",
        },
        Outcome.NOT_HELD: {"search_made": "Se buscó en el archivo central, sin resultado."},
    }
    return Reply(**{"outcome": outcome, "text": "Se responde.", **parts.get(outcome, {}), **extra})


def resolution(seal: Post | None, **extra: Any) -> Resolution:
    """Return a complete reasoned resolution signed on 20 July 2026."""
    fields: dict[str, Any] = {
        "number": "412/2026",
        "signed_on": date(2026, 7, 20),
        "signatory": seal,
        "facts": "Lo pedido integra un sumario abierto.",
        "legal_grounds": "El sumario es reservado hasta su cierre.",
        "reserve_law": "Ley 1626/2000",
        "reserve_article": "78",
        **extra,
    }
    return Resolution(**fields)


def silent_denial(number: str, *, on: str = DENIED) -> InformationRequest:
    """Let the sweep of that day come by and return the request."""
    assert number in actions.declare_tacit_denials(on=date.fromisoformat(on), at=at(on, 0, 5))
    return reload(number)


def reload(number: str) -> InformationRequest:
    """Return the request as the database has it."""
    return InformationRequest.objects.get(number=number)


def kinds(number: str) -> list[str]:
    """Return the kinds of its events, in order."""
    return list(reload(number).timeline.values_list("kind", flat=True))


def term(number: str, kind: TermKind) -> Term:
    """Return the newest term of that kind."""
    return reload(number).terms.filter(kind=kind).order_by("-pk")[0]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the procedure."""
    models: Any = apps.get_app_config("requests_app").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


@contextmanager
def refused(reason: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """Expect that refusal, and that it leaves no trace in any table."""
    before = everything()
    with pytest.raises(reason) as caught:
        yield caught
    assert caught.type is reason
    assert everything() == before


@contextmanager
def one_event(number: str, kind: str) -> Iterator[None]:
    """Expect exactly one more event, with its outbox row, and a chain that verifies."""
    before = kinds(number)
    yield
    assert kinds(number) == [*before, kind]
    last = reload(number).timeline.latest("sequence")
    assert last.outbox_entry.done_at is None
    assert holds(number)


def holds(number: str = "") -> bool:
    """Say whether the history verifies; what fails is shown by the assertion."""
    assert verify_log(number=number).failures == []
    return True
