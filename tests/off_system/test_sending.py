"""A request to an institution with nobody in post leaves by e-mail: whole, once, with tracking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import User
from mailing.attempts import Attempt
from notifications.mail_in.addresses import office_address, return_address
from notifications.models import Delivery, Notification
from notifications.states import DeliveryState, MailState
from off_system.addresses import enter_address, without_address
from off_system.errors import AlreadySent, NoAddress
from off_system.models import AddressChange, Sending
from off_system.sending import send_again, send_waiting
from off_system.tasks import send
from off_system.tracking import Track, followed
from offices.models import Duty, Institution, Office
from requests_app import actions
from requests_app.errors import Incomplete, NotYours, OnTheSystem
from requests_app.models import InformationRequest
from tests.factories import appoint, at, file_of, file_one, make_user
from tests.notifications.mail import MailServer
from tests.notifications.mail_in.letters import bring, letter, report
from tests.notifications.rounds import deliver_all, fan_out_all
from tests.off_system.conftest import FILED, NEXT_DAY, TOWN_ADDRESS

pytestmark = pytest.mark.django_db


def track_of(number: str) -> str:
    return str(followed(on=NEXT_DAY.date()).get(number=number).track)


def test_it_is_sent_whole_with_its_files_and_how_to_answer(
    town: Institution, mail_server: MailServer
) -> None:
    number = file_one(
        town, when=FILED, files=(file_of("plano.csv"),), phone="0981 555 555"
    ).info_request.number
    assert send_waiting(at=FILED, most=10) == 1
    assert track_of(number) == Track.QUEUED
    assert deliver_all(at=FILED) == {Attempt.SENT: 1}
    (mail,) = mail_server.received
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert mail["To"] == TOWN_ADDRESS
    assert mail["Reply-To"] == office_address(number)
    assert number in mail["Subject"]
    for words in (
        "Copia de los contratos firmados en 2025.",
        "27 de julio de 2026",
        "Ley 5282/2014, art. 16",
        "Ana Solicitante",
        office_address(number),
    ):
        assert words in text
    for private in ("ana@correo.example", "0981"):
        assert private not in text
    assert [part.get_filename() for part in mail.iter_attachments()] == ["plano.csv"]
    assert mail_server.senders == [return_address(mail["Message-ID"])]
    assert track_of(number) == Track.SENT


def test_the_worker_that_was_down_sends_later_and_once(
    asked: InformationRequest, mail_server: MailServer
) -> None:
    fan_out_all(at=FILED)
    later = at("2026-07-09")
    send_waiting(at=later, most=10)
    send_waiting(at=later, most=10)
    send_waiting(at=later + timedelta(minutes=1), most=10)
    assert Sending.objects.count() == 1
    deliver_all(at=later)
    deliver_all(at=later + timedelta(hours=1))
    assert mail_server.recipients.count(TOWN_ADDRESS) == 1


def test_the_database_itself_keeps_one_first_sending(asked: InformationRequest) -> None:
    send_waiting(at=FILED, most=10)
    first = Sending.objects.get()
    notice = first.notice
    notice.pk, notice.source_key = None, "outside:again"
    notice.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(
            info_request=asked,
            event=first.event,
            office=first.office,
            address="otra@muni.example",
            notice=notice,
            made_at=FILED,
        )


def test_no_notice_tells_the_office_what_it_was_sent(asked: InformationRequest) -> None:
    fan_out_all(at=FILED)
    assert not Notification.objects.filter(office__isnull=False).exists()
    send_waiting(at=FILED, most=10)
    # Reminders go to the same address, answered at the same place.
    on = date(2026, 7, 20)
    actions.take_ladder_steps(on=on, at=at(on))
    fan_out_all(at=at(on))
    told = Notification.objects.filter(office__isnull=False).exclude(source_key__startswith="out")
    reminder = told.get()
    assert "Responda a ese correo o a este" in reminder.body
    assert "/bandeja/" not in reminder.body
    assert Delivery.objects.get(notification=reminder).address == TOWN_ADDRESS


def test_what_the_directorate_says_of_the_delay_is_in_the_mail_itself(
    asked: InformationRequest, director: User
) -> None:
    actions.declare_tacit_denials(on=date(2026, 7, 28), at=at("2026-07-28", 0))
    by, when = Actor.official(director), at("2026-08-03")
    actions.escalate(asked.number, by=by, at=when, text="Respondan esta semana.")
    fan_out_all(at=when)
    told = Notification.objects.filter(office__isnull=False).latest("pk")
    assert "Respondan esta semana." in told.body
    assert "página de la solicitud" not in told.body


def test_a_reminder_is_answered_where_the_request_is(
    asked: InformationRequest, mail_server: MailServer
) -> None:
    on = date(2026, 7, 20)
    actions.take_ladder_steps(on=on, at=at(on))
    fan_out_all(at=at(on))
    deliver_all(at=at(on))
    (mail,) = [mail for mail in mail_server.received if mail["To"] == TOWN_ADDRESS]
    assert mail["Reply-To"] == office_address(asked.number)


def test_one_with_somebody_in_post_is_told_as_ever_and_sent_nothing(
    mopc: Institution, officer: User
) -> None:
    file_one(mopc, when=FILED)
    fan_out_all(at=FILED)
    assert send_waiting(at=FILED, most=10) == 0
    assert Notification.objects.filter(user=officer).exists()


def test_a_body_left_without_anybody_later_is_sent_nothing_by_itself(
    town: Institution, auditor: User
) -> None:
    appoint(make_user("e@muni.example"), town, Duty.OFFICER, ends_on=date(2026, 7, 6))
    number = file_one(town, when=FILED).info_request.number
    assert send_waiting(at=NEXT_DAY, most=10) == 0
    assert track_of(number) == Track.UNSENT
    send_again(number, by=Actor.official(auditor), at=NEXT_DAY, reason="Se quedó sin nadie.")
    assert track_of(number) == Track.QUEUED


def test_what_is_forwarded_there_is_sent_there(
    town: Institution, mopc: Institution, by_officer: Actor
) -> None:
    number = file_one(mopc, when=FILED).info_request.number
    actions.forward(number, by=by_officer, at=NEXT_DAY, to=town, reason="Es de allá.")
    fan_out_all(at=NEXT_DAY)
    assert send_waiting(at=NEXT_DAY, most=10) == 1
    assert "Otra institución la tuvo antes" in Sending.objects.get().notice.body
    assert Notification.objects.filter(office__isnull=False).count() == 1


def test_without_an_address_it_is_a_task_until_somebody_enters_one(
    asked: InformationRequest, town: Institution, auditor: User, officer: User
) -> None:
    Office.objects.filter(institution=town).update(email="")
    assert send_waiting(at=FILED, most=10) == 0
    assert track_of(asked.number) == Track.NO_ADDRESS
    assert [place.waiting for place in without_address(on=FILED.date())] == [1]  # type: ignore[attr-defined]
    by, new = Actor.official(auditor), "nueva@muni.example"
    with pytest.raises(NoAddress):
        send_again(asked.number, by=by, at=FILED, reason="Hay que enviarlo.")
    for address, source in (("no es", "web"), (new, "  ")):
        with pytest.raises(Incomplete):
            enter_address(town, by=by, at=FILED, address=address, source=source)
    with pytest.raises(NotYours):
        enter_address(town, by=Actor.official(officer), at=FILED, address=new, source="web")
    enter_address(town, by=by, at=FILED, address=new, source="Página oficial")
    change = AddressChange.objects.get()
    assert (change.address, change.source, change.entered_by) == (new, "Página oficial", auditor)
    assert send_waiting(at=FILED, most=10) == 1
    assert Sending.objects.get().address == new


def test_one_that_came_back_is_sent_again_to_the_corrected_address(
    asked: InformationRequest, town: Institution, auditor: User, mail_server: MailServer
) -> None:
    by = Actor.official(auditor)
    send_waiting(at=FILED, most=10)
    deliver_all(at=FILED)
    delivery = Delivery.objects.get()
    with pytest.raises(AlreadySent):
        send_again(asked.number, by=by, at=FILED, reason="Otra vez.")
    mail = bring(
        report(delivery, to=return_address(delivery.message_id)),
        to=return_address(delivery.message_id),
        at=NEXT_DAY,
        envelope_sender="",
    )
    assert mail.state == MailState.BOUNCED
    assert track_of(asked.number) == Track.LOST
    assert Sending.objects.came_back().count() == 1
    enter_address(town, by=by, at=NEXT_DAY, address="buena@muni.example", source="Por teléfono")
    with pytest.raises(Incomplete):
        send_again(asked.number, by=by, at=NEXT_DAY, reason=" ")
    again = send_again(asked.number, by=by, at=NEXT_DAY, reason="Se corrigió la dirección.")
    with pytest.raises(AlreadySent):
        send_again(asked.number, by=by, at=NEXT_DAY, reason="Dos veces.")
    assert (again.address, again.replaces, again.sent_by) == (
        "buena@muni.example",
        Sending.objects.order_by("pk")[0],
        auditor,
    )
    deliver_all(at=NEXT_DAY)
    assert mail_server.recipients == [TOWN_ADDRESS, "buena@muni.example"]
    assert Sending.objects.came_back().count() == 0


def test_one_the_server_refuses_is_a_task_at_once(
    asked: InformationRequest, mail_server: MailServer
) -> None:
    mail_server.reply_to[TOWN_ADDRESS] = "550 5.1.1 No existe"
    send_waiting(at=FILED, most=10)
    assert deliver_all(at=FILED) == {Attempt.FAILED: 1}
    assert Delivery.objects.get().state == DeliveryState.FAILED
    assert track_of(asked.number) == Track.LOST


def test_a_server_that_is_away_is_tried_again(
    asked: InformationRequest, mail_server: MailServer
) -> None:
    mail_server.stop()
    send_waiting(at=FILED, most=10)
    assert deliver_all(at=FILED) == {Attempt.SERVER_DOWN: 1}
    assert track_of(asked.number) == Track.QUEUED
    mail_server.start()
    assert deliver_all(at=FILED + timedelta(minutes=2)) == {Attempt.SENT: 1}


def test_what_the_institution_answers_is_for_the_directorate_to_read(
    asked: InformationRequest,
) -> None:
    send_waiting(at=FILED, most=10)
    to = office_address(asked.number)
    mail = bring(letter("Adjuntamos los contratos.", to=to, From=TOWN_ADDRESS), at=NEXT_DAY)
    assert (mail.state, mail.info_request) == (MailState.FROM_BODY, asked)
    # It is nobody's message to the case, and answers no clarification.
    assert not asked.letters.exists()
    assert track_of(asked.number) == Track.REPLIED
    away = letter("Estoy de vacaciones.", to=to, Auto_Submitted="auto-replied", Message_ID="<2@x>")
    assert bring(away, at=NEXT_DAY).state == MailState.IGNORED


def test_the_code_of_who_asked_does_not_write_as_the_institution(
    asked: InformationRequest,
) -> None:
    theirs = office_address(asked.number).replace("+oficina-", "+")
    assert bring(letter("Hola", to=theirs), at=NEXT_DAY).info_request is None


def test_when_somebody_is_appointed_sendings_stop_and_history_stays(
    asked: InformationRequest, town: Institution, auditor: User
) -> None:
    by = Actor.official(auditor)
    send_waiting(at=FILED, most=10)
    other = file_one(town, when=FILED).info_request
    officer = appoint(make_user("e@muni.example"), town, Duty.OFFICER, starts_on=date(2026, 7, 7))
    assert send_waiting(at=NEXT_DAY, most=10) == 0
    with pytest.raises(OnTheSystem):
        send_again(asked.number, by=by, at=NEXT_DAY, reason="Por las dudas.")
    with pytest.raises(OnTheSystem):
        enter_address(town, by=by, at=NEXT_DAY, address="x@muni.example", source="web")
    held = InformationRequest.objects.held_by(officer, on=NEXT_DAY.date())
    assert set(held) == {asked, other}
    assert Sending.objects.count() == 1
    assert followed(on=NEXT_DAY.date()).get(number=asked.number).is_here


@pytest.mark.django_db
def test_the_task_prepares_what_waits(town: Institution) -> None:
    file_one(town, when=at(date.today()))  # noqa: DTZ011  the task reads the real clock
    send()
    assert Sending.objects.count() == 1
