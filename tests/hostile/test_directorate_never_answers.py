"""The Directorate tries every address of the site, with every field, on answers that are not its.

The addresses come from the resolver: one whose parameters are not known here fails the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.actors import Actor
from accounts.models import User
from answering import drafts, shelf
from answering.models import AnswerDraft, AnswerFile, DraftVersion, SigningRecord
from answering.states import Purpose, Shelf
from offices.models import Duty, Institution, Post
from requests_app import actions
from requests_app.actions import Reply
from requests_app.models import (
    Answer,
    AnswerArrival,
    Document,
    FileCheck,
    InformationRequest,
    Leg,
    ReasonedResolution,
    Reconsideration,
    Term,
    TimelineEvent,
    WithheldItem,
)
from requests_app.states import Outcome
from tests.addresses import addresses
from tests.factories import appoint, at, file_of, file_one, inspected, make_institution, make_user
from tests.requests_app.story import resolution

pytestmark = pytest.mark.django_db

NOW = at("2026-07-15", 11)
POST = ("post",)
METHODS = ("post", "get", "put", "patch", "delete")
HELD_TABLES: tuple[models.Manager[Any], ...] = (
    Answer.objects, AnswerArrival.objects, AnswerDraft.objects, AnswerFile.objects,
    Document.objects, DraftVersion.objects, FileCheck.objects, InformationRequest.objects,
    Leg.objects, ReasonedResolution.objects, Reconsideration.objects, SigningRecord.objects,
    Term.objects, TimelineEvent.objects, WithheldItem.objects,
)  # fmt: skip
_DAY = ("resolution_on", "signed_on", "arrived_on", "due_on", "ruled_on", "filed_on", "answered_on")
# Every field that the forms of answering, denying, signing, striking, delivering, deciding an
# appeal, registering and publishing know, and some that none should.
TYPED: dict[str, Any] = {
    "outcome": "granted", "text": "Otra respuesta.", "answer": "Otra.", "decision": "Se admite.",
    "source": "Web", "place": "https://otra.example", "form": "digital", "search_made": "Mucho.",
    "item_0": "Parte", "ground_0": "Ley 1, art. 1", "resolution_number": "9/26",
    "resolution": "9/26", "signatory": "1", "facts": "Hechos.", "legal_grounds": "Derecho.",
    "reserve_law": "Ley 1", "reserve_article": "1", "other_ground": "Otro", "step": "confirm",
    "seal": "", "version": "0", "base": "0", "proof": "paper", "way": "paper", "sure": "on",
    "evidence": "Nota 1", "readers": "public", "looked": "on", "findings": "1", "ready": "yes",
    "reason": "Porque sí.", "fix": "officer", "left": "1", "top": "1", "width": "9", "height": "9",
    "page": "1", "ground": "personal", "note": "Nota.", "phrases": "respuesta", "chosen": "1",
    "publish": "on", "publication": "show", "subject": "Otro asunto", "description": "Otro texto",
    "institution": "MJ", "to": "MJ", "stage": "withdrawn", "verdict": "complete", "court": "J",
    "ruling": "R", "orders_delivery": "on", "holder": "MJ", "code": "x", "answered_by": "1",
    "is_late": "", "notified_on": "2026-07-01", "presented_on": "2026-07-01", "sign": "1",
    "_method": "DELETE", "action": "delete", "delete": "1",
    **{f"{name}_{part}": text for name in _DAY
       for part, text in (("day", "1"), ("month", "7"), ("year", "2026"))},
    **{f"{name}_{place}": text for name in _DAY for place, text in enumerate(("1", "7", "2026"))},
}  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """Requests of the MOPC: answered with a file, open with a draft, denied; and their keys."""

    answered: str
    others: tuple[str, ...]
    keys: dict[str, Any]


@pytest.fixture
def scene(mopc: Institution, officer: User, authority: User) -> Scene:
    by = Actor.official(officer)
    when = at("2026-07-06")
    answered, waiting, denied = (
        file_one(mopc, when=when).info_request.number for _turn in range(3)
    )
    file = inspected(answered, file_of(), looked_by=officer)
    reply = Reply(outcome=Outcome.GRANTED, text="Aquí está.", files=(file,))
    actions.answer(answered, by=by, at=at("2026-07-13"), reply=reply)
    seal = Post.objects.get(holder=authority)
    signed = resolution(seal, signed_on=date(2026, 7, 13))
    actions.deny(denied, by=by, at=at("2026-07-13"), resolution=signed)
    still = InformationRequest.objects.get(number=waiting)
    typed = drafts.Typed("granted", {"text": "Borrador reservado."})
    kept = drafts.save(still, Purpose.ANSWER, typed, base=0, by=officer, at=when)
    on_shelf = shelf.add(still, Shelf.ANSWER, file_of("otro.csv"), by=officer, at=when)
    document = Document.objects.filter(info_request__number=answered).earliest("pk")
    keys = {"key": kept.draft.versions.get().pk, "keys": (document.key, on_shelf.key)}
    return Scene(answered, (waiting, denied), keys)


def person(duty: Duty) -> User:
    ministry = Institution.objects.filter(code="MJ").first() or make_institution("MJ", "Justicia")
    return appoint(make_user(f"{duty.value}@mj.example"), ministry, duty)


def rows_of(scene: Scene) -> dict[str, list[Any]]:
    """Return every row that tells what the institution did, and the bytes of its files."""
    held: dict[str, list[Any]] = {
        one.model.__name__: list(one.order_by("pk").values()) for one in HELD_TABLES
    }
    numbers = (scene.answered, *scene.others)
    # A visitor, too, may ask something: what is compared are the requests of the scene.
    held["InformationRequest"] = [
        row for row in held["InformationRequest"] if row["number"] in numbers
    ]
    held["bytes"] = []
    for file in (*Document.objects.order_by("pk"), *AnswerFile.objects.order_by("pk")):
        with file.content.open("rb") as content:
            held["bytes"].append(content.read())
    return held


def paper() -> dict[str, SimpleUploadedFile]:
    names = ("file", "attachments", "paper")
    return {name: SimpleUploadedFile("x.csv", b"a,b\n1,2\n") for name in names}


def attempts(scene: Scene, duty: Duty) -> Iterator[tuple[str, str]]:
    """Return every method and address to try; for the director, those of nobody's request too."""
    everywhere = addresses(scene.answered, **scene.keys)
    about = [address for address in everywhere if scene.answered in address]
    assert len(about) > 70
    for address in about:
        yield from ((method, address) for method in (METHODS if duty is Duty.DIRECTOR else POST))
    if duty is Duty.DIRECTOR:
        yield from (("post", address) for address in everywhere if address not in about)
    for number in scene.others if duty is Duty.DIRECTOR else ():
        found = addresses(number, **scene.keys)
        yield from (("post", address) for address in found if number in address)


@time_machine.travel(NOW, tick=False)
def test_no_address_with_no_field_touches_an_answer(scene: Scene) -> None:
    before = rows_of(scene)
    said = {**TYPED, **paper(), "number": scene.answered, "numbers": scene.answered}
    body = encode_multipart(BOUNDARY, said)
    broken = []
    for duty in (Duty.DIRECTOR, Duty.AUDITOR):
        client = Client(raise_request_exception=False)
        client.force_login(person(duty))
        for method, address in attempts(scene, duty):
            given = body if method != "get" else b""
            status = client.generic(method.upper(), address, given, MULTIPART_CONTENT).status_code
            if status >= 500:
                broken.append((method, address, status))
    assert broken == []
    after = rows_of(scene)
    for table, rows in before.items():
        assert after[table] == rows, table


CHANGES = (
    "UPDATE requests_app_answer SET text = 'Otra'",
    "UPDATE requests_app_answer SET outcome = 'denied'",
    "UPDATE requests_app_answer SET answered_on = '2026-07-01'",
    "DELETE FROM requests_app_answer",
)
REPLACE = "INSERT OR REPLACE INTO requests_app_answer SELECT * FROM requests_app_answer"
TRUNCATE = "TRUNCATE requests_app_answer CASCADE"


def test_the_database_itself_keeps_an_answer_as_it_was_given(scene: Scene) -> None:
    own = REPLACE if connection.vendor == "sqlite" else TRUNCATE
    before = list(Answer.objects.order_by("pk").values())
    connection.check_constraints()
    for statement in (*CHANGES, own):
        with (
            pytest.raises(DatabaseError, match="an answer is final"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert list(Answer.objects.order_by("pk").values()) == before
