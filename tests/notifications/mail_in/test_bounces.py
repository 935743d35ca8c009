"""A notice that comes back is a notice not given: the case and its office know."""

from __future__ import annotations

import pytest

from accounts.actors import Actor
from notifications.mail_in.addresses import return_address
from notifications.models import Delivery, Notification
from notifications.states import DeliveryState, MailState
from offices.models import Institution
from requests_app.actions import Receipt
from requests_app.models import NoticeBounce, TimelineEvent
from requests_app.states import EventKind
from requests_app.verification import verify_log
from tests.factories import at, file_one
from tests.notifications.mail_in.letters import bring, letter, report
from tests.notifications.rounds import fan_out_all

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)


@pytest.fixture
def filed(mopc: Institution) -> Receipt:
    return file_one(mopc, when=at("2026-07-06"))


def _kinds(filed: Receipt) -> list[str]:
    rows = TimelineEvent.objects.filter(info_request=filed.info_request)
    return list(rows.order_by("sequence").values_list("kind", flat=True))


def _notice(filed: Receipt) -> Delivery:
    fan_out_all(at=NOON)
    return Delivery.objects.get(notification__requester=filed.info_request.requester)


def test_a_notice_that_comes_back_is_written_down_once(filed: Receipt) -> None:
    delivery = _notice(filed)
    returned = report(delivery, to=return_address(delivery.message_id))
    mail = bring(returned, to=return_address(delivery.message_id), at=NOON, envelope_sender="")
    assert mail.state == MailState.BOUNCED
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BOUNCED
    assert "550 5.1.1" in delivery.last_error
    bounce = NoticeBounce.objects.get()
    assert (bounce.address, bounce.sequence) == ("ana@correo.example", 1)
    event = TimelineEvent.objects.get(kind=EventKind.NOTICE_BOUNCED)
    assert event.data == {"notice_sequence": 1}
    assert event.article == "Decreto 4064/2015, art. 25"
    assert "ana@" not in event.payload
    bring(returned + b"\r\n", to="pedidos@aip.example", at=NOON, envelope_sender="")
    assert _kinds(filed) == ["filed", "notice_bounced"]
    assert verify_log().failed == 0


def test_the_office_and_not_the_person_is_told_that_a_notice_came_back(
    filed: Receipt, by_officer: Actor
) -> None:
    delivery = _notice(filed)
    bring(
        report(delivery, to="x"),
        to=return_address(delivery.message_id),
        at=NOON,
        envelope_sender="",
    )
    fan_out_all(at=NOON)
    told = Notification.objects.filter(subject__startswith="Un aviso volvió")
    assert [notice.user for notice in told] == [by_officer.user]


def test_a_plain_report_counts_too(filed: Receipt) -> None:
    delivery = _notice(filed)
    text = f"550 No such user\n\nMessage-ID: {delivery.message_id}"
    message = letter(text, to="pedidos@aip.example", From="Mailer-Daemon@correo.example")
    assert bring(message, at=NOON, envelope_sender="").state == MailState.BOUNCED


def test_a_delay_or_a_report_of_nothing_of_ours_is_no_bounce(filed: Receipt) -> None:
    delivery = _notice(filed)
    late = report(delivery, to="x", action="delayed", status="4.4.1")
    to = return_address(delivery.message_id)
    assert bring(late, to=to, at=NOON, envelope_sender="").state == MailState.IGNORED
    strange = report(Delivery(message_id="<x@y>", address="z@y.example"), to="pedidos@aip.example")
    mail = bring(strange, to="pedidos@aip.example", at=NOON, envelope_sender="")
    assert mail.state == MailState.IGNORED
    assert not NoticeBounce.objects.exists()


def test_a_reply_to_the_address_of_a_notice_enters_too(filed: Receipt) -> None:
    delivery = _notice(filed)
    to = return_address(delivery.message_id)
    assert bring(letter(to=to), at=NOON).state == MailState.ENTERED


def test_an_officials_notice_that_comes_back_marks_its_delivery_alone(
    filed: Receipt, by_officer: Actor
) -> None:
    fan_out_all(at=NOON)
    delivery = Delivery.objects.get(notification__user=by_officer.user)
    to = return_address(delivery.message_id)
    bring(report(delivery, to=to), to=to, at=NOON, envelope_sender="")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BOUNCED
    assert _kinds(filed) == ["filed"]
    # Nor does who writes to it speak for the person who asked.
    assert bring(letter(to=to), at=NOON).state == MailState.DRAFTED
