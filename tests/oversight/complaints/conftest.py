"""A request whose requester complains, somebody who complains without one, and who answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from accounts.actors import ANYONE, Actor
from accounts.models import User
from offices.models import Duty, Institution
from oversight.complaints.filing import Complaining, Received, file_complaint
from oversight.complaints.states import Disclosure, Ground
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_one, make_user

# Monday 6 July 2026; ten business days later is Monday 20, and five later Monday 13.
MONDAY = at("2026-07-06")
_tokens = itertools.count(1)
Complain = Callable[..., Received]


@pytest.fixture
def head(mopc: Institution) -> User:
    return appoint(make_user("jefa@mopc.example"), mopc, Duty.HEAD)


@pytest.fixture
def info_request(mopc: Institution) -> InformationRequest:
    return file_one(mopc, when=MONDAY).info_request


@pytest.fixture
def complain(mopc: Institution) -> Complain:
    """Complain as anybody, or about a request as who made it."""

    def complain(when: datetime = MONDAY, **said: Any) -> Received:
        token = said.pop("token", f"complaint-{next(_tokens)}")
        about: InformationRequest | None = said.get("info_request")
        facts: dict[str, Any] = {
            "institution": mopc,
            "ground": Ground.MISTREATED,
            "text": "Me gritaron en la ventanilla.",
            "disclosure": Disclosure.RESERVED,
            **said,
        }
        by = Actor.requester(about.number) if about else ANYONE
        return file_complaint(Complaining(**facts), token=token, by=by, at=when)

    return complain
