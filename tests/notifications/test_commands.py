"""What an operator does by hand when there is no worker."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate, now
from pytest_django.fixtures import Settings

from mailing.attempts import MAX_ATTEMPTS
from notifications.models import Delivery
from notifications.states import DeliveryState
from offices.models import Institution
from requests_app import actions
from requests_app.models import InformationRequest, OutboxEntry, Term, TimelineEvent
from requests_app.states import Stage
from tests.factories import file_one, requester_of
from tests.notifications.mail import MailServer
from tests.notifications.walks import Cast

pytestmark = pytest.mark.django_db
LONG_SINCE = timedelta(days=60)


def _run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_notify_makes_and_sends_what_waits(people: Cast, mail_server: MailServer) -> None:
    file_one(people.mopc, when=now())
    assert _run("notify") == ("notices made: 3\ne-mails sent: 3\n", "")
    assert len(mail_server.received) == 3
    assert _run("notify") == ("notices made: 0\ne-mails sent: 0\n", "")


def test_notify_says_what_could_not_be_sent(people: Cast, mail_server: MailServer) -> None:
    file_one(people.mopc, when=now())
    mail_server.stop()
    out, err = _run("notify")
    assert "e-mails waiting for another attempt: 3" in out
    assert "the mail server does not answer" in err


def test_notify_puts_back_what_failed_when_asked(people: Cast, mail_server: MailServer) -> None:
    file_one(people.mopc, when=now())
    mail_server.reply_to["ana@correo.example"] = "550 No such user"
    _out, err = _run("notify")
    assert "e-mails that failed: 1" in err
    mail_server.reply_to.clear()
    out, err = _run("notify", "--retry")
    assert out.startswith("put back: 1\n")
    assert err == ""
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()


def test_notify_says_what_was_set_aside(mopc: Institution) -> None:
    file_one(mopc, when=now())
    OutboxEntry.objects.update(attempts=MAX_ATTEMPTS)
    _out, err = _run("notify")
    assert "facts set aside: 1" in err


def test_a_dry_sweep_lists_what_is_due_and_changes_nothing(mopc: Institution) -> None:
    silent = file_one(mopc, when=now() - LONG_SINCE)
    appealed = file_one(mopc, when=now() - 3 * LONG_SINCE)
    actions.declare_tacit_denials(on=localdate() - 2 * LONG_SINCE, at=now() - 2 * LONG_SINCE)
    actions.file_reconsideration(
        appealed.info_request.number,
        by=requester_of(appealed),
        at=now() - 2 * LONG_SINCE,
        text="Quiero saber.",
    )
    facts = TimelineEvent.objects.count()
    out, _err = _run("sweep", "--dry-run")
    due_on = Term.objects.get(info_request=silent.info_request).due_on
    assert f"{silent.info_request.number} due {due_on}\nwould deny by silence: 1\n" in out
    assert "would close without a decision: 1\n" in out
    assert TimelineEvent.objects.count() == facts


def test_the_sweep_says_how_many_it_denied(mopc: Institution) -> None:
    receipt = file_one(mopc, when=now() - LONG_SINCE)
    out, _err = _run("sweep", "--on", localdate().isoformat())
    assert out == (
        f"{receipt.info_request.number}\ndenied by silence: 1\n"
        "appeals closed without a decision: 0\n"
    )
    assert InformationRequest.objects.get().stage == Stage.TACITLY_DENIED
    out, _err = _run("sweep")
    assert out.startswith("denied by silence: 0\n")


def test_a_past_day_may_be_swept_as_it_was(mopc: Institution) -> None:
    file_one(mopc, when=now() - LONG_SINCE)
    due_on = Term.objects.get().due_on
    assert _run("sweep", "--on", due_on.isoformat())[0].startswith("denied by silence: 0\n")


@pytest.mark.parametrize("command", ["sweep", "ladder"])
def test_a_day_that_has_not_come_is_refused(db: None, command: str, settings: Settings) -> None:
    settings.DEMO = False
    tomorrow = localdate() + timedelta(days=1)
    with pytest.raises(CommandError, match="has not come yet"):
        _run(command, "--on", tomorrow.isoformat())


def test_only_a_demonstration_may_look_ahead(mopc: Institution) -> None:
    receipt = file_one(mopc, when=now())
    in_two_months = localdate() + timedelta(days=60)
    out, _err = _run("sweep", "--on", in_two_months.isoformat())
    assert out.startswith(f"{receipt.info_request.number}\ndenied by silence: 1\n")


def test_the_ladder_says_how_many_steps_were_told(mopc: Institution) -> None:
    file_one(mopc, when=now() - LONG_SINCE)
    _run("sweep")
    told, _err = _run("ladder")
    assert told in {"steps told: 1\n", "steps told: 2\n"}
    assert _run("ladder")[0] == "steps told: 0\n"
