"""What a counter prints: two copies, each whole, and a slip that stays true."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
import time_machine
from pypdf import PdfReader

from accounts.actors import Actor
from accounts.models import User
from offices.models import Office
from papers.availability import Offer, offers
from papers.checks import reasons_against
from papers.kinds import Kind, PaperFormat
from papers.making import make
from papers.models import IssuedPaper
from requests_app import actions
from requests_app.actions import Handed, Receipt
from requests_app.errors import NotYours
from requests_app.standing import standing_of
from requests_app.states import Channel, Copies
from tests.counter.test_in_person import in_part, notify
from tests.factories import at, filing, requester_of
from tests.requests_app.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_the_record_comes_in_two_copies_with_a_place_for_a_thumb(
    clerk: User, centre: Office, clock: time_machine.Traveller, in_person: Receipt
) -> None:
    when = at("2026-11-23")
    clock.move_to(when)
    institution = in_person.info_request.institution
    intake = actions.Intake(
        channel=Channel.VERBAL, presented_on=when.date(), centre=centre,
        verbal_record="En San Estanislao se presentó una persona.\n\n«Aha'ãmí g̃uarã.»",
    )  # fmt: skip
    receipt = actions.register(
        filing(institution), intake, token="a" * 43, by=Actor.official(clerk), at=when
    )
    number = receipt.info_request.number
    printed = pages(signed_in(clerk).get(f"/mesa/pedido/{number}/papeles/acta.pdf").content)
    assert len(printed) == 2
    for sheet, whose in zip(printed, ("la persona", "la oficina"), strict=True):
        for words in (
            f"Ejemplar para {whose}", number, "En San Estanislao se presentó", "Firma a ruego",
            "Huella del pulgar", "Verifique este documento", centre.name,
        ):  # fmt: skip
            assert words in sheet


def test_the_slip_says_what_was_told_and_until_when_one_can_act(
    in_person: Receipt, by_officer: Actor, clock: time_machine.Traveller
) -> None:
    number = in_part(in_person, by_officer)
    before = make(
        number, Offer(Kind.RECEIPT), PaperFormat.PDF, by=requester_of(in_person),
        at=at("2026-07-13"),
    )  # fmt: skip
    assert before.content
    notify(number, by_officer)
    clock.move_to(at("2026-07-20"))
    slip = make(number, Offer(Kind.NOTICE), PaperFormat.PDF, by=by_officer, at=at("2026-07-20"))
    person, _office = pages(slip.content)
    for words in (
        "lunes 20 de julio de 2026", "Va una parte.", "Anexo", "Ana Solicitante",
        "hasta el lunes 3 de agosto de 2026", "fecha segura",
    ):  # fmt: skip
        assert words in person
    assert [reasons_against(paper) for paper in IssuedPaper.objects.all()] == [[], []]


def test_an_appeal_printed_before_the_notification_stays_true_after_it(
    in_person: Receipt, by_officer: Actor
) -> None:
    number = in_part(in_person, by_officer)
    offer = next(
        one for one in _offers(number, at("2026-07-13")) if one.kind == Kind.RECONSIDERATION
    )
    make(number, offer, PaperFormat.PDF, by=requester_of(in_person), at=at("2026-07-13"))
    notify(number, by_officer)
    assert reasons_against(IssuedPaper.objects.get()) == []


def test_a_clerk_prints_no_slip_without_the_person(
    in_person: Receipt, by_officer: Actor, by_clerk: Actor, clerk: User, centre: Office
) -> None:
    number = in_part(in_person, by_officer)
    handed = Handed(received_by="Ana", identity="Cédula", copies=Copies.NONE, centre=centre)
    actions.notify_in_person(number, handed, by=by_clerk, at=at("2026-07-20"))
    offer, when = Offer(Kind.NOTICE), at("2026-07-20")
    assert make(number, offer, PaperFormat.PDF, by=by_clerk, at=when).content
    with pytest.raises(NotYours):
        make(number, offer, PaperFormat.PDF, by=Actor.official(clerk), at=when)


def _offers(number: str, when: datetime) -> list[Offer]:
    return offers(standing_of(number), on=when.date())
