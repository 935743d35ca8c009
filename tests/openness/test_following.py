"""Following by e-mail: confirmed only by who owns the address, told once, forgotten at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from mailing.attempts import LEASE, MAX_ATTEMPTS, PAUSES, Attempt
from openness import following
from openness.following import CONFIRMATIONS_A_DAY, forget_unconfirmed
from openness.models import Follower, Line, Mailing, ReadUpTo, Subscription
from openness.reader import read_everything, read_followed
from openness.sending import send_next
from openness.states import MailState
from openness.tasks import tell_followers
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Screening
from tests.factories import at, file_one
from tests.notifications.mail import MailServer
from tests.openness.follows import ASKED, EVA, ask, follow, link, text_of, work
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db
NOON = at("2026-07-08", 12)


@pytest.fixture
def form(published: InformationRequest) -> str:
    return reverse("openness:follow_request", args=[published.number])


def _answer(published: InformationRequest, by: Actor, when: datetime) -> None:
    actions.answer(published.number, by=by, at=when, reply=reply(Outcome.GRANTED))


def test_nothing_is_told_before_the_owner_of_the_address_confirms_with_a_button(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    with time_machine.travel(NOON, tick=False):
        ask(form)
        assert work(at=NOON) == [Attempt.SENT]
        address = link(mail_server, "confirmar")
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
        assert not Subscription.objects.confirmed().exists()
        _answer(published, by_officer, NOON)
        assert work(at=NOON) == []
        assert "Quedó confirmado" in Client().post(address).content.decode()
        assert Client().post(address).status_code == 200
    assert Subscription.objects.confirmed().count() == 1


def test_a_confirmation_quotes_nothing_that_a_stranger_could_have_written(
    published: InformationRequest, mail_server: MailServer
) -> None:
    ask(reverse("openness:follow_search") + "?q=Gane+dinero+en+malo.example")
    ask(reverse("openness:follow_request", args=[published.number]), "otra@correo.example")
    with time_machine.travel(NOON, tick=False):
        work(at=at("2030-01-01"))
    for message in mail_server.received:
        assert "malo.example" not in message.as_string()
        assert "Contratos de obras" not in text_of(message)
        assert "List-Unsubscribe" not in message
    assert len(mail_server.received) == 2


def test_the_answer_is_the_same_for_new_known_and_throttled_addresses(
    form: str, mail_server: MailServer
) -> None:
    with time_machine.travel(NOON, tick=False):
        for _turn in range(CONFIRMATIONS_A_DAY + 3):
            ask(form)
        assert len(work(at=NOON)) == CONFIRMATIONS_A_DAY
        Client().post(link(mail_server, "confirmar"))
        ask(form)
        assert work(at=NOON) == []
    assert Client().get(ASKED).status_code == 200
    assert Subscription.objects.count() == 1


def test_one_place_cannot_write_to_everybody(
    form: str, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "ASKED_A_DAY", 4)
    with time_machine.travel(NOON, tick=False):
        for number in range(8):
            ask(form, f"persona{number}@correo.example")
        assert len(work(at=NOON)) == 4


def test_a_fact_of_a_request_is_told_once_with_a_way_out(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(form, when=NOON)
    Mailing.objects.all().delete()
    _answer(published, by_officer, NOON)
    assert work(at=NOON) == [Attempt.SENT]
    assert work(at=NOON + timedelta(days=3)) == []
    (message,) = mail_server.received
    text = text_of(message)
    assert mail_server.recipients == [EVA]
    assert "Respuesta entregada" in text
    assert "Contratos de obras viales" in text
    assert f"https://acceso.example/s/{published.number}/" in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Folded over two lines, as a header of this length is.
    assert (
        message["List-Unsubscribe"].strip()
        == f"<https://acceso.example{link(mail_server, 'dejar')}>"
    )
    assert "Ana" not in message.as_string()


def test_one_click_leaves_and_forgets_the_address(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(form, when=NOON)
    _answer(published, by_officer, NOON)
    work(at=at("2030-01-01"))
    address = link(mail_server, "dejar")
    assert Client().get(address).status_code == 200
    assert Follower.objects.count() == 1
    strict = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    form = "application/x-www-form-urlencoded"
    for _turn in range(2):
        assert strict.post(address, body, content_type=form).status_code == 200
    assert not Follower.objects.exists()
    assert not Mailing.objects.exists()
    assert not Line.objects.exists()
    assert Client().get(address).status_code == 200


def test_leaving_one_thing_keeps_the_others(form: str, published: InformationRequest) -> None:
    first = follow(form, when=NOON)
    follow(reverse("openness:follow_institution", args=["MOPC"]), when=NOON)
    following.leave(first.key)
    assert Follower.objects.get().subscriptions.count() == 1


def test_a_wrong_token_is_404_whether_or_not_there_is_a_subscription(form: str) -> None:
    subscription = follow(form, when=NOON)
    for name in ("confirm", "leave"):
        for key in (subscription.key, "00000000-0000-4000-8000-000000000000"):
            address = reverse(f"openness:{name}", args=[key, "0" * 48])
            assert Client().get(address).status_code == 404
            assert Client().post(address).status_code == 404
    assert Follower.objects.exists()


def test_what_nobody_confirms_in_seven_days_is_deleted(form: str, mail_server: MailServer) -> None:
    with time_machine.travel(NOON, tick=False):
        ask(form)
        work(at=NOON)
        assert forget_unconfirmed(at=NOON + timedelta(days=6, hours=23)) == 0
        assert forget_unconfirmed(at=NOON + timedelta(days=7)) == 1
        assert not Follower.objects.exists()
        assert Client().get(link(mail_server, "confirmar")).status_code == 410


def test_a_fact_committed_late_is_told_although_later_ones_were_read_before(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    other = file_one(published.institution, when=at("2026-07-06")).info_request
    follow(form, when=NOON)
    follow(reverse("openness:follow_institution", args=["MOPC"]), when=NOON, email="i@x.example")
    Mailing.objects.all().delete()
    # The fact with the greater key is there first; the reader passes; then comes the smaller.
    _answer(published, by_officer, NOON)
    late = published.timeline.order_by("-sequence").first()
    assert late is not None
    InformationRequest.objects.filter(pk=published.pk).update(events_count=late.sequence - 1)
    actions.take_in_charge(other.number, by=by_officer, at=NOON)
    assert read_everything(at=NOON) == 2
    Line.objects.filter(event=late).delete()
    Mailing.objects.all().delete()
    InformationRequest.objects.filter(pk=published.pk).update(events_count=late.sequence)
    assert read_followed(at=NOON) == 1
    assert set(Line.objects.filter(event=late).values_list("follower__email", flat=True)) == {
        EVA,
        "i@x.example",
    }
    assert read_everything(at=NOON) == 0


def test_reading_again_from_the_beginning_tells_nothing_twice(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(form, when=NOON)
    Mailing.objects.all().delete()
    _answer(published, by_officer, NOON)
    work(at=NOON)
    ReadUpTo.objects.all().delete()
    assert work(at=NOON) == []
    assert len(mail_server.received) == 1


def test_who_follows_a_request_twice_over_hears_of_its_facts_once(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(form, when=NOON)
    follow(reverse("openness:follow_institution", args=["MOPC"]), when=NOON)
    follow(reverse("openness:follow_search"), when=NOON)
    Mailing.objects.all().delete()
    _answer(published, by_officer, NOON)
    assert work(at=at("2026-07-09", 8)) == [Attempt.SENT]
    assert len(mail_server.received) == 1


def test_a_digest_comes_once_a_day_after_seven_and_only_with_news(
    published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(reverse("openness:follow_institution", args=["MOPC"]), when=NOON)
    follow(reverse("openness:follow_search") + "?q=contratos", when=NOON, email="b@x.example")
    follow(reverse("openness:follow_search") + "?q=hospitales", when=NOON, email="c@x.example")
    Mailing.objects.all().delete()
    assert work(at=at("2026-07-09", 8)) == []
    file_one(published.institution, when=at("2026-07-09", 9), subject="Texto sin revisar")
    _answer(published, by_officer, at("2026-07-09", 10))
    assert work(at=at("2026-07-09", 11)) == []
    assert work(at=at("2026-07-10", 6, 59)) == []
    work(at=at("2026-07-10", 7))
    assert work(at=at("2026-07-10", 9)) == []
    assert sorted(mail_server.recipients) == ["b@x.example", EVA]
    by_person = dict(zip(mail_server.recipients, map(text_of, mail_server.received), strict=True))
    assert "Solicitud presentada" in by_person[EVA]
    assert "Respuesta entregada" in by_person[EVA]
    assert "Solicitud presentada" not in by_person["b@x.example"]
    assert "Texto sin revisar" not in "".join(by_person.values())


def test_a_text_hidden_before_the_mail_leaves_is_not_in_it(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    follow(form, when=NOON)
    Mailing.objects.all().delete()
    _answer(published, by_officer, NOON)
    read_followed(at=NOON)
    actions.screen_text(published.number, by=by_officer, at=NOON, screening=Screening.WITHHELD)
    work(at=NOON)
    assert "Contratos" not in "".join(map(str, mail_server.received))


def test_a_killed_worker_sends_again_with_the_same_number(
    form: str, mail_server: MailServer
) -> None:
    ask(form)
    later = at("2030-01-01")
    assert send_next(at=later) == Attempt.SENT
    Mailing.objects.update(state=MailState.PENDING, leased_until=later + LEASE)
    assert send_next(at=later) is None
    assert send_next(at=later + LEASE) == Attempt.SENT
    first, second = (message["Message-ID"] for message in mail_server.received)
    assert first == second


def test_a_mail_server_that_is_down_is_tried_again_and_a_refusal_is_final(
    form: str, mail_server: MailServer
) -> None:
    ask(form)
    when = at("2030-01-01")
    mail_server.stop()
    for pause in PAUSES:
        assert send_next(at=when) == Attempt.SERVER_DOWN
        when += pause
    assert send_next(at=when) == Attempt.FAILED
    mail_server.start()
    mail_server.reply_to[EVA] = "550 No such user"
    Mailing.objects.update(state=MailState.PENDING, attempts=0)
    assert send_next(at=when) == Attempt.FAILED
    Mailing.objects.update(state=MailState.PENDING, attempts=MAX_ATTEMPTS)
    assert send_next(at=when) == Attempt.FAILED
    assert EVA not in Mailing.objects.get().last_error


def test_the_task_does_the_whole_round(
    form: str, published: InformationRequest, by_officer: Actor, mail_server: MailServer
) -> None:
    with time_machine.travel(NOON, tick=False):
        follow(form, when=NOON)
        _answer(published, by_officer, NOON)
        tell_followers()
        tell_followers()
    assert len(mail_server.received) == 1


@pytest.mark.parametrize("address", ["", "no-es-un-correo", "a@b", "x" * 260 + "@c.example"])
def test_an_address_that_cannot_be_one_is_said_beside_the_field(form: str, address: str) -> None:
    answer = Client().post(form, {"email": address})
    assert answer.status_code == 422
    assert not Follower.objects.exists()


def test_the_administration_sees_stuck_mails_and_no_address(
    form: str, admin_client: Client, mail_server: MailServer
) -> None:
    ask(form)
    listed = reverse("admin:openness_mailing_changelist")
    one = reverse("admin:openness_mailing_change", args=[Mailing.objects.get().pk])
    for address in (listed, one):
        answer = admin_client.get(address)
        assert answer.status_code == 200
        assert EVA not in answer.content.decode()
