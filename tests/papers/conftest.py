"""A request at every point from which a paper is written."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution, Post
from papers.availability import Offer
from papers.kinds import Branch, Kind, PaperFormat
from papers.making import PaperFile, make
from requests_app import actions
from requests_app.actions import Intake, Receipt, Reply, Resolution, Withheld
from requests_app.models import InformationRequest
from requests_app.states import Channel, Outcome
from tests.factories import at, file_one, filing

DUE_ON = date(2026, 7, 27)
DENIED_ON = date(2026, 7, 28)
MID_TERM = at("2026-07-20")
_tokens = itertools.count(1)

Deny = Callable[..., InformationRequest]


def take(
    receipt: Receipt,
    kind: Kind,
    branch: Branch | None = None,
    *,
    when: datetime,
    paper_format: PaperFormat = PaperFormat.PDF,
    tracking_code: str = "",
) -> PaperFile:
    """Return one paper as the requester takes it."""
    number = receipt.info_request.number
    return make(
        number,
        Offer(kind, branch),
        paper_format,
        by=Actor.requester(number),
        at=when,
        tracking_code=tracking_code,
    )


@pytest.fixture
def filed(mopc: Institution, monday: datetime) -> Receipt:
    """Presented on Monday 6 July 2026: due on Monday 27 July."""
    return file_one(mopc, when=monday, address="Calle Palma 123, Asunción")


@pytest.fixture
def silent(filed: Receipt) -> Receipt:
    """The same, denied by silence on 28 July."""
    actions.declare_tacit_denials(on=DENIED_ON, at=at(DENIED_ON, 0, 10))
    return filed


@pytest.fixture
def denied(filed: Receipt, by_officer: Actor, authority: User) -> Receipt:
    """The same, denied by resolution on Monday 20 July."""
    resolution = Resolution(
        number="123/2026",
        signed_on=date(2026, 7, 20),
        signatory=Post.objects.get(holder=authority),
        facts="Los contratos están en revisión.",
        legal_grounds="Hay una reserva legal.",
        reserve_law="Ley 1160/1997",
        reserve_article="art. 5",
    )
    actions.deny(
        filed.info_request.number, by=by_officer, at=at("2026-07-20"), resolution=resolution
    )
    return filed


@pytest.fixture
def answer(filed: Receipt, by_officer: Actor) -> Callable[..., Receipt]:
    """Answer the same request with some outcome on 20 July, or when told."""

    def give(outcome: Outcome, *, when: datetime = MID_TERM, **parts: Any) -> Receipt:
        reply = Reply(outcome=outcome, text="Se adjunta lo pedido.", **parts)
        actions.answer(filed.info_request.number, by=by_officer, at=when, reply=reply)
        return filed

    return give


@pytest.fixture
def partial(answer: Callable[..., Receipt]) -> Receipt:
    """The same, answered in part."""
    return answer(
        Outcome.PARTLY_GRANTED,
        withheld=[Withheld("Datos de salud de terceros", "Ley 6534/2020, art. 4")],
    )


@pytest.fixture
def verbal(mopc: Institution, by_officer: Actor, monday: datetime) -> Receipt:
    """A request spoken at the counter."""
    intake = Intake(
        channel=Channel.VERBAL,
        presented_on=date(2026, 7, 6),
        verbal_record="La persona pide copia de los contratos.\nLo pide en guaraní: g̃uarã.",
    )
    spoken = filing(mopc, subject="Contratos", identity_document="1.234.567")
    return actions.register(
        spoken, intake, token=f"verbal-{next(_tokens)}", by=by_officer, at=monday
    )
