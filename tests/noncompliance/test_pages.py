"""The pages of files: who reaches them, what each side sees, and what is typed badly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from mailing.attempts import Attempt
from noncompliance import deciding, hearing, tasks, urls, urls_office
from noncompliance.models import FileOpening, NonComplianceFile
from noncompliance.sending import send_next
from noncompliance.states import FileStage, MailState
from noncompliance.views_steps import STEPS
from offices.models import Duty, Institution
from requests_app import actions
from tests.factories import appoint, at, file_one, make_user

pytestmark = pytest.mark.django_db

FILES, OFFICE = "/direccion/incumplimientos/", "/bandeja/incumplimientos/"
NOW = at("2026-08-04", 12)
HOSTILE = ["<script>alert(1)</script>\u202e\x00", "9" * 9000]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_{i}": str(part) for i, part in enumerate((when.day, when.month, when.year))}


def test_from_the_proposal_to_the_end_through_the_pages(
    number: str, director: User, auditor: User, head: User, authority: User
) -> None:
    desk, prepares, office = client_of(director), client_of(auditor), client_of(head)
    assert number in page(desk, FILES)
    here = f"{FILES}{number}/"

    def take(client: Client, act: str, said: dict[str, str]) -> int:
        return client.post(f"{here}{act}/", said).status_code

    assert take(desk, "abrir", {"text": "Tres pedidos."}) == 302
    assert "El expediente no" not in page(desk, here)
    assert "A la máxima autoridad de" in page(desk, here)
    assert take(desk, "notificar", {"text": "Hechos."}) == 302
    assert take(desk, "pedir-sumario", {"note": "N", "text": "T"}) == 409
    assert "Hechos." in page(office, f"{OFFICE}{number}/")
    assert office.post(f"{OFFICE}{number}/", {"text": "Fue un corte de luz."}).status_code == 302
    assert office.post(f"{OFFICE}{number}/", {"text": "Otro texto."}).status_code == 409
    assert "Fue un corte de luz." in page(desk, here)
    assert take(desk, "pedir-sumario", {"note": "Nota 7", "text": "Se reitera."}) == 302
    ordered = {"authority": "Ministra", "instrument": "Resolución 9", **_boxes("ordered_on")}
    assert take(prepares, "orden-de-sumario", ordered) == 302
    result = {
        "outcome": "written_warning",
        "authority": "Ministra",
        "instrument": "Resolución 12",
        "text": "Amonestación a la oficina.",
        **_boxes("outcome_on"),
    }
    assert take(prepares, "preparar-resultado", result) == 302
    step = str(NonComplianceFile.objects.get().prepared_steps.get().pk)
    assert take(prepares, "confirmar", {"step": step}) == 409
    assert take(desk, "confirmar", {"step": step}) == 302
    assert "Amonestación a la oficina." in page(office, f"{OFFICE}{number}/")
    assert take(prepares, "preparar-cierre", {"text": "Motivo reservado."}) == 302
    step = str(NonComplianceFile.objects.get().prepared_steps.get(decided_at=None).pk)
    assert take(desk, "devolver", {"step": step, "note": "Falta algo."}) == 302
    assert take(desk, "anotar", {"text": "Nota reservada."}) == 302
    told = page(office, f"{OFFICE}{number}/")
    for inner in ("reservad", "Tres pedidos.", "Se reitera.", "posible", "Directora"):
        assert inner not in told


def _boxes(name: str) -> dict[str, str]:
    return {f"{name}_day": "4", f"{name}_month": "8", f"{name}_year": "2026"}


def test_before_the_notice_the_accused_sees_nothing_and_another_body_never_does(
    number: str, director: User, head: User, authority: User, officer: User, mec: Institution
) -> None:
    by = Actor.official(director)
    stranger = appoint(make_user("jefa@mec.example"), mec, Duty.HEAD)
    address = f"{OFFICE}{number}/"
    deciding.open_file(number, by=by, at=at("2026-08-03"), text="Tres pedidos sin respuesta.")
    for user in (head, authority, officer, stranger):
        for method in ("get", "post"):
            assert getattr(client_of(user), method)(address).status_code == 404
        assert number not in page(client_of(user), OFFICE)
    deciding.notify(number, by=by, at=NOW, text="Hechos.")
    seen = {user: client_of(user).get(address).status_code for user in (head, authority, officer)}
    assert seen == {head: 200, authority: 200, officer: 404}
    assert client_of(stranger).get(address).status_code == 404
    assert number not in page(client_of(stranger), OFFICE)
    assert number in page(client_of(head), OFFICE)
    assert client_of(head).get(f"{FILES}{number}/").status_code == 404


def test_every_opening_is_noted_and_shown(number: str, director: User, auditor: User) -> None:
    page(client_of(auditor), f"{FILES}{number}/")
    client_of(auditor).post(f"{FILES}{number}/abrir/", {"text": ""})
    shown = page(client_of(director), f"{FILES}{number}/")
    assert FileOpening.objects.filter(by=auditor).count() == 2
    assert "3 consultas anotadas" in shown
    assert "La página del expediente" in shown


def test_nobody_who_asked_is_named_and_nothing_public_speaks_of_files(
    notified: str, lapsed: list[str], mopc: Institution, director: User, head: User, client: Client
) -> None:
    for user, address in ((director, f"{FILES}{notified}/"), (head, f"{OFFICE}{notified}/")):
        shown = page(client_of(user), address)
        assert "Ana Solicitante" not in shown
        assert "ana@correo.example" not in shown
    public = (
        "/", f"/instituciones/{mopc.code}/", "/instituciones/", "/estadisticas/", "/respuestas/",
        f"/estadisticas/{mopc.code}/", *(f"/s/{number}/" for number in lapsed),
    )  # fmt: skip
    for address in public:
        shown = client.get(address, follow=True).content.decode()
        assert notified not in shown
        assert "ncumplimiento" not in shown


@pytest.mark.parametrize("who", ["anonymous", "nobody", "officer", "other", "auditor", "director"])
def test_who_reaches_which_address(
    notified: str, officer: User, mec: Institution, auditor: User, director: User, who: str
) -> None:
    assert {pattern.name for pattern in urls.urlpatterns} >= {"files", "propose", "file", "step"}
    names = {pattern.name for pattern in urls_office.urlpatterns}
    assert names == {"files", "file", "bundle_pdf"}
    people = {"officer": officer, "auditor": auditor, "director": director}
    if who == "nobody":
        people[who] = make_user("persona@correo.example")
    if who == "other":
        people[who] = appoint(make_user("jefe@mec.example"), mec, Duty.HEAD)
    client = client_of(people[who]) if who in people else Client()
    is_inside = who in {"auditor", "director"}
    opened = FileOpening.objects.count()
    ends = ("", "proponer/", f"{notified}/", *(f"{notified}/{act}/" for act in STEPS))
    for act in (client.get, client.post):
        for end in ends:
            status = act(f"{FILES}{end}").status_code
            allowed = {200, 405, 409, 422} if is_inside else {404, 405}
            assert status in ({302, 405} if who == "anonymous" else allowed), end
        for end in ("", "expediente.pdf"):
            seen = act(f"{OFFICE}{notified}/{end}").status_code
            assert seen in ({302, 405} if who == "anonymous" else {404, 405})
    assert is_inside or FileOpening.objects.count() == opened
    assert NonComplianceFile.objects.get().stage == FileStage.NOTIFIED


def test_an_auditor_reads_and_prepares_but_is_offered_no_decision(
    notified: str, number: str, auditor: User
) -> None:
    shown = page(client_of(auditor), f"{FILES}{notified}/")
    assert "preparar-cierre" in shown
    for act in ("abrir", "notificar", "pedir-sumario", "confirmar"):
        assert f"/{act}/" not in shown


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_an_answer_and_stays(
    notified: str, director: User, typed: str
) -> None:
    desk = client_of(director)
    names = {name for step in STEPS.values() for name in step.form.base_fields}
    boxes = {f"{name}_{part}": "0" for name in names for part in ("day", "month", "year")}
    for act in STEPS:
        sent = {**dict.fromkeys(names, typed), **boxes}
        assert desk.post(f"{FILES}{notified}/{act}/", sent).status_code in {302, 409, 422}
    sent = {"institution": typed, "requests": typed, "reason": typed}
    assert desk.post(f"{FILES}proponer/", sent).status_code == 422
    for query in ("etapa", "institucion", "antes", "despues"):
        assert desk.get(FILES, {query: typed}).status_code in {200, 400}
    assert desk.get(f"{FILES}{'9' * 500}/").status_code == 404
    assert desk.post(f"{FILES}INC-2026-9999/anotar/", {"text": "Nota."}).status_code == 404


def test_a_proposal_by_hand_says_what_is_wrong_and_keeps_the_text(
    lapsed: list[str], mopc: Institution, auditor: User
) -> None:
    desk = client_of(auditor)
    said = {"institution": "mopc", "requests": "AIP-2026-000099", "reason": "Calla siempre."}
    refused = desk.post(f"{FILES}proponer/", said)
    assert refused.status_code == 422
    assert "No son pedidos que esta institución dejó vencer" in refused.content.decode()
    assert "Calla siempre." in refused.content.decode()
    taken = desk.post(f"{FILES}proponer/", {**said, "requests": "\n".join(lapsed)})
    assert taken.status_code == 302
    assert "Calla siempre." in page(desk, str(taken["Location"]))


def test_the_page_says_who_was_in_charge_and_what_is_possible(
    number: str, director: User, officer: User
) -> None:
    shown = page(client_of(director), f"{FILES}{number}/")
    for words in ("oficial@mopc.example", "Jefa", "Posible", "Ley 7445/2025", "por confirmar"):
        assert words in shown


def test_a_file_of_many_requests_costs_what_one_of_few_does(
    number: str,
    mopc: Institution,
    director: User,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for _turn in range(9):
        file_one(mopc, when=at("2026-07-09"))
    actions.declare_tacit_denials(on=date(2026, 7, 31), at=at("2026-07-31", 0))
    tasks.propose()
    desk = client_of(director)
    with django_assert_max_num_queries(15):
        page(desk, FILES)
    with django_assert_max_num_queries(30):
        page(desk, f"{FILES}INC-2026-0002/")


def test_the_task_and_the_command_propose_once(lapsed: list[str]) -> None:
    said = StringIO()
    call_command("propose_files", "--dry-run", stdout=said)
    assert "MOPC tacit_denials 2026-07-30 (3)" in said.getvalue()
    tasks.propose()
    call_command("propose_files", stdout=said)
    assert said.getvalue().endswith("proposed: 0\n")
    assert NonComplianceFile.objects.count() == 1


def test_mails_tell_where_to_read_and_not_what(
    notified: str, head: User, authority: User, mailoutbox: list[EmailMessage]
) -> None:
    tasks.deliver()
    assert {tuple(mail.to) for mail in mailoutbox} == {(head.email,), (authority.email,)}
    for mail in (str(sent.body) for sent in mailoutbox):
        assert "/bandeja/incumplimientos/INC-2026-0001/" in mail
        assert "Hechos que se le comunican" not in mail
        assert "17 de agosto de 2026" in mail
    assert set(NonComplianceFile.objects.get().mails.values_list("state", flat=True)) == {
        MailState.SENT
    }
    hearing.reply(notified, by=Actor.official(head), at=NOW, text="Fue…")
    assert send_next(at=NOW) is None


@time_machine.travel(NOW, tick=False)
def test_a_mail_server_that_is_away_is_tried_again(notified: str, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert send_next(at=NOW) == Attempt.SERVER_DOWN
    mail = NonComplianceFile.objects.get().mails.order_by("pk").first()
    assert mail is not None
    assert (mail.state, mail.attempts) == (MailState.PENDING, 1)
    assert mail.last_error
