"""The mail queue on the screen: shelves, one mail as plain words, and each decision's page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from notifications.mail_in import queue as queues
from notifications.mail_in.addresses import reply_address
from notifications.models import IncomingMail
from notifications.states import MailShelf, MailState
from offices.models import Duty, Institution
from requests_app.models import InformationRequest, RequesterMessage
from tests.factories import appoint, at, file_one, make_institution, make_user
from tests.notifications.mail_in.letters import PDF, bring, letter

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
QUEUE = "/bandeja/correo/"


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with time_machine.travel(at("2026-07-08"), tick=False):
        yield


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def _bring(number: int, text: str = "Pido los contratos.", **headers: str) -> IncomingMail:
    named = {"to": "mopc@aip.example", "Message_ID": f"<{number}@x>", **headers}
    return bring(letter(text, **named), at=NOON)


def test_the_queue_shows_what_waits_and_how_much_there_is_of_each(
    desk: Client, mopc: Institution, mec: Institution
) -> None:
    number = file_one(mopc, when=NOON).info_request.number
    _bring(1, Subject="Contratos viales")
    bring(letter(to=reply_address(number), Message_ID="<2@x>"), at=NOON)
    _bring(3, Subject="Vacaciones", Auto_Submitted="auto-replied")
    _bring(4, Subject="Ajeno", to="mec@aip.example")
    page = desk.get(QUEUE).content.decode()
    assert "Contratos viales" in page
    for words in ("Vacaciones", "Ajeno"):
        assert words not in page
    for words in ("Por atender (1)", "En un pedido (1)", "Pedidos nuevos (1)", "Apartados (1)"):
        assert words in page
    aside = desk.get(f"{QUEUE}?estante=apartados&q=vacac").content.decode()
    assert "Vacaciones" in aside
    assert "No hay correos con «nada»" in desk.get(f"{QUEUE}?estante=x&q=nada").content.decode()


def test_pages_follow_one_another_and_cost_the_same(
    desk: Client,
    mopc: Institution,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: object,
) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    rows = [
        IncomingMail(
            mail_key=f"{place:064}",
            recipient="mopc@x",
            subject=f"Correo {place}",
            state="to_decide",
            institution=mopc,
            received_at=NOON,
            next_attempt_at=NOON,
        )
        for place in range(5)
    ]
    first, second, third, fourth, _fifth = IncomingMail.objects.bulk_create(rows)
    desk.get(QUEUE)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # a pytest-django fixture
        page = desk.get(QUEUE).content.decode()
    assert "Correo 4" in page
    assert "Correo 2" not in page
    older = desk.get(f"{QUEUE}?antes={fourth.pk}").content.decode()
    assert "Correo 2" in older
    newer = desk.get(f"{QUEUE}?despues={first.pk}").content.decode()
    assert "Correo 2" in newer
    assert str(third.pk) in newer
    assert "Correo 1" in newer
    assert second.pk
    assert desk.get(f"{QUEUE}?antes=²&despues=x").status_code == 200


def test_a_mail_is_read_as_words_and_its_files_are_only_saved(
    desk: Client, mopc: Institution
) -> None:
    message = letter("", to="mopc@aip.example", Subject="<b>Hola</b>")
    message.set_content(
        '<p>Pido <img src="http://espia.example/x.png"><script>alert(1)</script>actas</p>',
        subtype="html",
    )
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="x", filename="virus.exe")
    mail = bring(message, at=NOON)
    page = desk.get(f"{QUEUE}{mail.pk}/").content.decode()
    assert "Pido actas" in page
    for words in ("espia.example", "alert(1)", "<b>Hola"):
        assert words not in page
    assert "virus.exe" in page
    answer = desk.get(f"{QUEUE}{mail.pk}/archivo/0/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert desk.get(f"{QUEUE}{mail.pk}/archivo/1/").status_code == 404


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"Auto_Submitted": "auto-replied"}, "Lo envió un programa, no una persona."),
        ({"Precedence": "bulk"}, "a muchas direcciones"),
        ({"From": ""}, "No dice quién lo escribió"),
    ],
)
def test_why_it_was_set_aside_is_said_in_plain_words(
    desk: Client, mopc: Institution, headers: dict[str, str], said: str
) -> None:
    mail = _bring(1, **headers)
    assert said in desk.get(f"{QUEUE}{mail.pk}/").content.decode()


def test_the_cases_it_may_be_about_are_offered_with_the_reason(
    desk: Client, mopc: Institution, mec: Institution
) -> None:
    same = file_one(mopc, when=NOON).info_request.number
    named = file_one(mopc, when=NOON, email="otra@correo.example").info_request.number
    theirs = file_one(mec, when=NOON).info_request.number
    mail = _bring(1, f"Sobre el {named.lower()} y el {theirs}.")
    address = f"{QUEUE}{mail.pk}/pedido/"
    page = desk.get(address).content.decode()
    assert "dice su número" in page
    assert "mismo correo" in page
    assert f'value="{theirs}"' not in page
    assert desk.post(address, {"case": "otro"}).status_code == 422
    refused = desk.post(address, {"case": "otro", "number": theirs})
    assert refused.status_code == 422
    assert "no está a su cargo" in refused.content.decode()
    assert desk.post(address, {"case": same}).status_code == 302
    assert RequesterMessage.objects.get().info_request.number == same
    seen = desk.get(f"{QUEUE}{mail.pk}/").content.decode()
    assert "Sacarlo de este pedido" in seen
    assert desk.get(address).status_code == 302
    undo = f"{QUEUE}{mail.pk}/deshacer/"
    assert desk.post(undo, {"reason": ""}).status_code == 422
    assert desk.post(undo, {"reason": "Es de otro."}).status_code == 302
    assert "Volvió a quedar por decidir" in desk.get(f"{QUEUE}{mail.pk}/").content.decode()


def test_a_new_request_is_looked_at_before_it_has_a_number(desk: Client, mopc: Institution) -> None:
    mail = _bring(1, Subject="Contratos viales")
    address = f"{QUEUE}{mail.pk}/nuevo/"
    page = desk.get(address).content.decode()
    assert "Pido los contratos." in page
    typed = {
        "institution": "MOPC",
        "subject": "Contratos viales",
        "description": "Pido los contratos.",
        "name": "Ana Solicitante",
        "email": "ana@correo.example",
    }
    missing = desk.post(address, {**typed, "name": ""})
    assert missing.status_code == 422
    assert "Contratos viales" in missing.content.decode()
    review = desk.post(address, typed).content.decode()
    assert "27 de julio de 2026" in review
    assert not InformationRequest.objects.exists()
    assert "Contratos viales" in desk.post(address, {**typed, "step": "edit"}).content.decode()
    done = desk.post(address, {**typed, "step": "confirm"}, follow=True)
    row = InformationRequest.objects.get()
    assert row.number in done.content.decode()
    assert "no se borra" in done.content.decode()
    assert desk.post(f"{QUEUE}{mail.pk}/enlace/").status_code == 302
    again = desk.post(address, {**typed, "step": "confirm"})
    assert again.status_code == 422
    assert InformationRequest.objects.count() == 1


def test_a_mail_is_set_aside_and_passed_on_by_who_directs(
    client: Client, mopc: Institution
) -> None:
    ministry = make_institution("MJ", "Ministerio de Justicia")
    client.force_login(appoint(make_user("d@mj.example"), ministry, Duty.DIRECTOR))
    mail = _bring(1, to="ventas@aip.example")
    assert "No dice para qué institución es." in client.get(QUEUE).content.decode()
    address = f"{QUEUE}{mail.pk}/institucion/"
    found = client.post(address, {"search": "obras", "step": "search"}).content.decode()
    assert "Ministerio de Obras" in found
    assert client.post(address, {"step": "assign"}).status_code == 422
    assert client.post(address, {"institution": "MOPC", "step": "assign"}).status_code == 302
    mail.refresh_from_db()
    assert (mail.institution, mail.state) == (mopc, MailState.TO_DECIDE)
    assert client.get(f"{QUEUE}{mail.pk}/").status_code == 404


def test_setting_aside_needs_a_reason(desk: Client, mopc: Institution) -> None:
    mail = _bring(1)
    address = f"{QUEUE}{mail.pk}/apartar/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "Es publicidad."}).status_code == 302
    assert "Es publicidad." in desk.get(f"{QUEUE}{mail.pk}/").content.decode()
    shelf = IncomingMail.objects.with_confirmation().on_shelf(MailShelf.ASIDE)
    assert list(shelf) == [mail]
