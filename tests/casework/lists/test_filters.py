"""How the list is narrowed and ordered, and what it says of each request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from casework import actions
from casework.actions import label_by_words, put_label, take_off_label
from casework.models import Label, RequestLabel, Unit
from casework.worklist.buckets import Bucket, bucket_of
from casework.worklist.pages import page_of
from casework.worklist.risk import Risk
from casework.worklist.wanted import Wanted
from offices.models import Institution, Post
from requests_app import actions as acts
from requests_app.models import InformationRequest, NoticeBounce, RequesterMessage
from tests.casework.lists.conftest import docket, fill
from tests.factories import at, file_one

pytestmark = pytest.mark.django_db


def listed(page: Any) -> list[str]:
    return [line["info_request"].subject for line in page.context["lines"]]


@pytest.fixture
def four(mopc: Institution, monday: datetime) -> dict[str, str]:
    """Four requests of the same morning; their numbers by subject."""
    subjects = ("Licitación del puente", "Nómina", "Rutas", "Tape ñemyatyrõ")
    return {
        subject: file_one(mopc, when=monday, subject=subject).info_request.number
        for subject in subjects
    }


def test_the_list_is_narrowed_by_person_and_unit(
    desk: Client,
    four: dict[str, str],
    officer: User,
    colleague: User,
    works: Unit,
    by_officer: Actor,
    monday: datetime,
) -> None:
    actions.assign(four["Rutas"], by=by_officer, at=monday, person=officer, unit=works)
    actions.assign(four["Nómina"], by=by_officer, at=monday, person=colleague)
    assert listed(desk.get("/bandeja/", {"persona": "mias"})) == ["Rutas"]
    assert listed(desk.get("/bandeja/", {"persona": str(colleague.pk)})) == ["Nómina"]
    assert listed(desk.get("/bandeja/", {"unidad": str(works.pk)})) == ["Rutas"]
    assert len(listed(desk.get("/bandeja/", {"unidad": "ninguna"}))) == 3
    nobodys = desk.get("/bandeja/", {"persona": "nadie"})
    assert listed(nobodys) == ["Licitación del puente", "Tape ñemyatyrõ"]
    assert [bucket["count"] for bucket in nobodys.context["buckets"]] == [0, 0, 0, 0, 2]
    assert all("persona=nadie" in bucket["url"] for bucket in nobodys.context["buckets"])


def test_who_left_leaves_their_requests_to_nobody(
    desk: Client, four: dict[str, str], colleague: User, by_officer: Actor, monday: datetime
) -> None:
    actions.assign(four["Rutas"], by=by_officer, at=monday, person=colleague)
    Post.objects.filter(holder=colleague).update(ends_on=at("2026-07-05").date())
    page = desk.get("/bandeja/", {"persona": "nadie"})
    assert "Rutas" in listed(page)
    assert "dejó el cargo" in page.content.decode()


def test_the_list_is_narrowed_by_channel_stage_and_day(
    desk: Client, four: dict[str, str], by_officer: Actor, monday: datetime
) -> None:
    acts.take_in_charge(four["Rutas"], by=by_officer, at=monday)
    InformationRequest.objects.filter(number=four["Nómina"]).update(channel="counter")
    assert listed(desk.get("/bandeja/", {"medio": "counter"})) == ["Nómina"]
    assert listed(desk.get("/bandeja/", {"estado": "en-tramite"})) == ["Rutas"]
    assert len(listed(desk.get("/bandeja/", {"estado": "sin-tomar"}))) == 3
    assert len(listed(desk.get("/bandeja/", {"vence": "2026-07-27"}))) == 4
    assert listed(desk.get("/bandeja/", {"vence": "2026-07-28"})) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("licitacion PUENTE", ["Licitación del puente"]),
        ("ñemyatyro", ["Tape ñemyatyrõ"]),
        ("contratos firmados", 4),
        ("puente nomina", []),
        ("¿?", []),
    ],
)
def test_words_are_found_in_subject_and_text_with_or_without_accents(
    desk: Client, four: dict[str, str], text: str, subjects: list[str] | int
) -> None:
    found = listed(desk.get("/bandeja/", {"q": text}))
    assert (len(found) if isinstance(subjects, int) else found) == subjects


def test_of_one_day_what_may_fail_most_comes_first_and_says_why(
    desk: Client, four: dict[str, str], officer: User, by_officer: Actor, monday: datetime
) -> None:
    for number in four.values():
        acts.take_in_charge(number, by=by_officer, at=monday)
        actions.assign(number, by=by_officer, at=monday, person=officer)
    rows = {row.number: row for row in InformationRequest.objects.all()}
    letter, bounce = rows[four["Nómina"]], rows[four["Rutas"]]
    RequesterMessage.objects.create(
        info_request=letter, mail_key="k", sender="a@b.example", is_known_sender=True,
        received_on=monday.date(),
    )  # fmt: skip
    NoticeBounce.objects.create(
        info_request=bounce, message_id="m", sequence=1, address="a@b.example",
        bounced_on=monday.date(),
    )  # fmt: skip
    actions.assign(four["Tape ñemyatyrõ"], by=by_officer, at=monday, person=None)
    page = desk.get("/bandeja/")
    assert listed(page) == ["Tape ñemyatyrõ", "Rutas", "Nómina", "Licitación del puente"]
    text = page.content.decode()
    for reason in ("no tiene persona a cargo", "volvió un aviso", "espera respuesta"):
        assert reason in text
    assert Risk(13).reasons == [*Risk.NOT_TAKEN.reasons, *Risk.NOBODYS.reasons, *Risk(1).reasons]


def test_a_new_request_does_not_move_the_pages_that_follow(
    officer: User, mopc: Institution, monday: datetime
) -> None:
    fill(mopc, 12, days=("2026-07-27", "2026-07-28"))
    mine = docket(officer, monday.date())
    first = page_of(mine, Wanted(), size=5)
    before = page_of(mine, Wanted(after=first.following), size=5)
    fill(mopc, 3, days=("2026-07-20",), start=900)
    after = page_of(mine, Wanted(after=first.following), size=5)
    assert [item.info_request.pk for item in after.items] == [
        item.info_request.pk for item in before.items
    ]


def test_labels_come_by_hand_and_by_their_words_and_stay_off_once_taken_off(
    desk: Client, four: dict[str, str], mopc: Institution, by_officer: Actor, monday: datetime
) -> None:
    works = Label.objects.create(institution=mopc, name="Obras", words="puentes, rutas")
    by_hand = Label.objects.create(institution=mopc, name="Prensa")
    assert label_by_words(at=monday) == 4
    assert label_by_words(at=monday) == 0
    put_label(four["Nómina"], by_hand, by=by_officer, at=monday)
    assert listed(desk.get("/bandeja/", {"tema": str(by_hand.pk)})) == ["Nómina"]
    assert len(listed(desk.get("/bandeja/", {"tema": str(works.pk)}))) == 2
    assert listed(desk.get("/bandeja/", {"tema": "ninguna"})) == ["Tape ñemyatyrõ"]
    take_off_label(four["Rutas"], works, by=by_officer, at=monday)
    desk.post(f"/bandeja/temas/{works.pk}/", {"name": "Obras", "words": "ruta puente nómina"})
    assert label_by_words(at=monday) == 4
    assert listed(desk.get("/bandeja/", {"tema": str(works.pk)})) == [
        "Licitación del puente",
        "Nómina",
    ]


def test_labels_are_named_closed_and_chosen_on_their_pages(
    desk: Client, four: dict[str, str], mopc: Institution
) -> None:
    assert desk.post("/bandeja/temas/nuevo/", {"name": " "}).status_code == 422
    assert desk.post("/bandeja/temas/nuevo/", {"name": "Obras"}).status_code == 302
    twice = desk.post("/bandeja/temas/nuevo/", {"name": "obras", "words": "puente"})
    assert twice.status_code == 422
    assert "puente" in twice.content.decode()
    label = Label.objects.get()
    other = Label.objects.create(institution=mopc, name="Prensa")
    assert desk.post(f"/bandeja/temas/{other.pk}/", {"name": "Obras"}).status_code == 422
    assert desk.post(f"/bandeja/temas/{other.pk}/", {"name": ""}).status_code == 422
    page = f"/bandeja/{four['Rutas']}/temas/"
    assert desk.post(page, {"labels": [label.pk]}).status_code == 302
    assert "Obras" in desk.get("/bandeja/").content.decode()
    assert desk.post(page, {"labels": []}).status_code == 302
    assert not RequestLabel.objects.in_force().exists()
    assert desk.post(page, {"labels": [label.pk]}).status_code == 302
    assert RequestLabel.objects.in_force().count() == 1
    desk.post(f"/bandeja/temas/{label.pk}/", {"step": "close"})
    assert not RequestLabel.objects.in_force().exists()
    assert "Prensa" in desk.get("/bandeja/temas/").content.decode()


def test_days_left_fall_in_the_bucket_that_lists_them() -> None:
    found = [bucket_of(days) for days in (-1, 0, 3, 4, 8)]
    assert found == list(Bucket)
