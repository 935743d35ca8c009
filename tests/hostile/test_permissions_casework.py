"""Who reaches which page of an office's own work: every address, every method, every stranger.

The addresses come from the room's own list: one that is in no row here fails the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from casework import actions, urls_inside
from casework.models import Assignment, Liaison, Note, Subtask, SubtaskFile, SubtaskStep, Unit
from offices.absences import note_absence
from offices.models import Absence, Duty, Institution, Office, Post
from requests_app import actions as acts
from requests_app.models import InformationRequest, TimelineEvent
from requests_app.states import Screening
from tests.casework.conftest import asked, make_liaison
from tests.factories import appoint, file_one, make_institution, make_user

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "head", "put", "delete", "options")
TYPED = {"text": "Texto", "reason": "Porque sí.", "name": "Otra unidad", "what": "close"}
CONVERTERS = {
    str(pattern.name): list(pattern.pattern.converters) for pattern in urls_inside.patterns
}

ABOUT_A_REQUEST = ("assign", "note", "ask_unit", "presence")
OF_A_SUBTASK = ("subtask", "subtask_step", "subtask_file")
OF_THE_LEAD = ("unit", "hand_over", "head")
OFFICE = ("institution", "office", "note_away", "units", "end_away")
LISTS = ("subtasks",)
EVERY = (*ABOUT_A_REQUEST, *OF_A_SUBTASK, *OF_THE_LEAD, *OFFICE, *LISTS)
# Pages of one's own office: without an office one is sent to one's own place.
OWN_PLACE = ("head", "institution", "office", "note_away", "units", *LISTS)
OF_THE_OFFICE = tuple(name for name in EVERY if name not in OWN_PLACE)
# What the person who answers for the unit opens; all else is closed to them.
READ_BY_LIAISON = {"subtask": 200, "subtask_step": 200, "subtask_file": 200, "subtasks": 200}


@dataclass(frozen=True)
class Scene:
    """A request of the MOPC with all that its office arranged about it."""

    info_request: InformationRequest
    subtask: Subtask
    file: SubtaskFile
    absence: Absence
    liaison: User
    head: User

    def address(self, name: str) -> str:
        keys = {
            "subtask": self.subtask.pk,
            "subtask_step": self.subtask.pk,
            "subtask_file": self.subtask.pk,
            "unit": self.subtask.unit_id,
            "end_away": self.absence.pk,
            "hand_over": self.head.pk,
        }
        known = {
            "number": self.info_request.number,
            "pk": keys.get(name),
            "slug": "devolver",
            "key": self.file.key,
        }
        return reverse(f"casework:{name}", kwargs={key: known[key] for key in CONVERTERS[name]})


@pytest.fixture(autouse=True)
def _morning(monday: datetime) -> Iterator[None]:
    with time_machine.travel(monday, tick=False):
        yield


@pytest.fixture
def scene(mopc: Institution, officer: User, monday: datetime) -> Scene:
    row = file_one(mopc, when=monday).info_request
    head = appoint(make_user("jefa@mopc.example"), mopc, Duty.HEAD)
    unit = Unit.objects.create(institution=mopc, name="Obras")
    liaison = make_liaison("enlace@mopc.example", unit)
    by = Actor.official(officer)
    subtask = actions.ask_unit(row.number, unit, asked("2026-07-10"), by=by, at=monday)
    file = SubtaskFile.objects.create(
        step=SubtaskStep.objects.get(),
        content=ContentFile(b"a;b", name="planilla.csv"),
        name="planilla.csv",
        media_type="text/csv",
        size=3,
        digest="0" * 64,
    )
    actions.write_note(row.number, "Llamar a Vialidad.", by=by, at=monday)
    actions.assign(row.number, by=by, at=monday, person=head)
    absence = note_absence(
        Office.objects.get(institution=mopc, kind="access"),
        head,
        officer,
        starts_on=date(2026, 7, 8),
        ends_on=date(2026, 7, 9),
        by=head,
        on=date(2026, 7, 6),
        at=monday,
    )
    return Scene(row, subtask, file, absence, liaison, head)


@pytest.fixture
def auditor(mopc: Institution) -> User:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    return appoint(make_user("auditora@mj.example"), ministry, Duty.AUDITOR)


def test_every_address_is_in_the_matrix() -> None:
    assert sorted(CONVERTERS) == sorted(EVERY)


@pytest.mark.parametrize("method", METHODS)
def test_who_is_not_signed_in_is_sent_to_sign_in(scene: Scene, method: str) -> None:
    for name in EVERY:
        answer = _send(Client(), method, scene.address(name))
        if answer.status_code == 405:
            continue
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/cuenta/login/"), name


@pytest.mark.parametrize("method", METHODS)
def test_another_institutions_officer_gets_404(
    scene: Scene, other_officer: User, method: str
) -> None:
    before = _arranged()
    for name in OF_THE_OFFICE:
        status = _status(other_officer, method, scene.address(name))
        assert status == 404, name
    assert _arranged() == before


def test_another_institutions_own_pages_hold_nothing_of_this_one(
    scene: Scene, other_officer: User, mec: Institution
) -> None:
    appoint(other_officer, mec, Duty.HEAD)
    for name in OWN_PLACE:
        page = _page(other_officer, scene.address(name))
        assert scene.info_request.number.encode() not in page, name
        assert b"Obras" not in page.replace(b"Obras P", b""), name
        assert b"mopc.example" not in page, name


@pytest.mark.parametrize("method", METHODS)
def test_a_post_that_has_ended_opens_nothing(scene: Scene, officer: User, method: str) -> None:
    client = _signed_in(officer)
    Post.objects.filter(holder=officer, stands_in_for=None).update(ends_on=date(2026, 7, 5))
    before = _arranged()
    for name in OF_THE_OFFICE:
        status = _send(client, method, scene.address(name)).status_code
        # A page of the office sends whoever reads it to their own place.
        assert status == 404 or (status == 302 and method in {"get", "head"}), name
    for name in OWN_PLACE:
        assert _send(client, method, scene.address(name)).status_code in {302, 404, 405}, name
    assert _arranged() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_deactivated_person_is_signed_out_at_the_next_click(
    scene: Scene, officer: User, method: str
) -> None:
    client = _signed_in(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    for name in EVERY:
        answer = _send(client, method, scene.address(name))
        assert answer.status_code in {302, 405}, name
        assert answer.status_code == 405 or "/cuenta/login/" in answer.headers["Location"], name


@pytest.mark.parametrize("method", METHODS)
def test_the_directorate_reads_nothing_of_an_offices_own_work(
    scene: Scene, auditor: User, method: str
) -> None:
    before = _arranged()
    for name in OF_THE_OFFICE:
        status = _status(auditor, method, scene.address(name))
        assert status == 404 or (status == 302 and method in {"get", "head"}), name
    assert _arranged() == before
    page = _page(auditor, reverse("desk:request", args=[scene.info_request.number]))
    assert b"Llamar a Vialidad" not in page
    assert b"Dentro de la oficina" not in page


@pytest.mark.parametrize("name", EVERY)
def test_who_answers_for_a_unit_opens_its_sub_tasks_alone(scene: Scene, name: str) -> None:
    expected = READ_BY_LIAISON.get(name)
    status = _status(scene.liaison, "get", scene.address(name))
    assert status == expected if expected else status in {302, 404}
    if name != "subtask_file" and expected:
        page = _page(scene.liaison, scene.address(name))
        assert b"Ana Solicitante" not in page
        assert b"ana@correo.example" not in page
        assert b"Llamar a Vialidad" not in page
    if not expected:
        before = _arranged()
        assert _status(scene.liaison, "post", scene.address(name)) in {404, 405}
        assert _arranged() == before
    desk = reverse("desk:request", args=[scene.info_request.number])
    assert _status(scene.liaison, "get", desk) == 404


def test_another_units_person_sees_none_of_it(scene: Scene, mopc: Institution) -> None:
    other = make_liaison("otra@mopc.example", Unit.objects.create(institution=mopc, name="Otra"))
    for name in OF_A_SUBTASK:
        for method in METHODS:
            assert _status(other, method, scene.address(name)) == 404
    assert scene.info_request.number.encode() not in _page(other, scene.address("subtasks"))


@pytest.mark.parametrize("name", ["unit", "head"])
def test_only_who_leads_the_office_opens_what_leads_it(
    scene: Scene, officer: User, name: str
) -> None:
    assert _status(officer, "get", scene.address(name)) == 404
    assert _status(scene.head, "get", scene.address(name)) == 200
    before = _arranged()
    assert _status(officer, "post", scene.address(name)) in {404, 405}
    assert _arranged() == before


def test_a_note_reaches_nobody_after_a_forward_but_who_wrote_it(
    scene: Scene, officer: User, mec: Institution, other_officer: User, monday: datetime
) -> None:
    number = scene.info_request.number
    acts.screen_text(number, by=Actor.official(officer), at=monday, screening=Screening.SHOWN)
    acts.forward(number, by=Actor.official(officer), at=monday, to=mec, reason="Es del MEC.")
    received = _page(other_officer, reverse("desk:request", args=[number]))
    public = Client().get(reverse("requests:public", args=[number]))
    for page in (received, bytes(public.content)):
        for secret in (b"Llamar a Vialidad", b"La planilla de contratos", b"jefa@mopc.example"):
            assert secret not in page
    told = other_officer.notices.all()
    assert all("Vialidad" not in notice.body for notice in told)
    for event in TimelineEvent.objects.filter(info_request=scene.info_request):
        assert "Vialidad" not in str(event.data)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("assign", {"institution": "MEC", "assigned_by": "1", "ended_at": "2020-01-01"}),
        ("note", {"text": "Una nota.", "author": "1", "institution": "1"}),
    ],
)
def test_a_field_nobody_asked_for_changes_nothing(
    scene: Scene, officer: User, mopc: Institution, name: str, fields: dict[str, str]
) -> None:
    assert _signed_in(officer).post(scene.address(name), fields).status_code == 302
    assert not Assignment.objects.exclude(institution=mopc).exists()
    assert set(Note.objects.values_list("author", flat=True)) == {officer.pk}


def _arranged() -> tuple[object, ...]:
    return (
        list(Subtask.objects.values_list("pk", "state", "due_on")),
        Note.objects.count(),
        list(Assignment.objects.values_list("pk", "ended_at")),
        list(Absence.objects.values_list("pk", "ends_on")),
        list(Unit.objects.values_list("pk", "name", "is_active")),
        Liaison.objects.count(),
        TimelineEvent.objects.count(),
    )


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, method: str, address: str) -> Any:
    send = getattr(client, method)
    return send(address, TYPED) if method == "post" else send(address)


def _status(user: User, method: str, address: str) -> int:
    answer = _send(_signed_in(user), method, address)
    if answer.streaming:
        # Read to its end, so that its file is closed; closing it by hand would close the database.
        answer.getvalue()
    return int(answer.status_code)


def _page(user: User, address: str) -> bytes:
    answer = _signed_in(user).get(address)
    assert answer.status_code == 200
    return bytes(answer.content)
