"""How the tests follow, confirm and let the worker do its round."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage

from django.test import Client

from mailing.attempts import Attempt
from openness.digests import prepare_digests
from openness.following import confirm
from openness.models import Subscription
from openness.reader import read_followed
from openness.sending import send_next
from tests.notifications.mail import MailServer

EVA = "eva@correo.example"
ASKED = "/seguir/revise-su-correo/"


def ask(page: str, email: str = EVA, client: Client | None = None) -> None:
    """Fill the form of a page as anybody would."""
    answer = (client or Client()).post(page, {"email": email})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == ASKED


def follow(page: str, *, when: datetime, email: str = EVA) -> Subscription:
    """Ask and confirm."""
    ask(page, email)
    subscription = Subscription.objects.get(follower__email=email, confirmed_at=None)
    assert confirm(subscription.key, at=when)
    subscription.refresh_from_db()
    return subscription


def work(*, at: datetime) -> list[Attempt]:
    """Do at one instant what the background task does, until nothing is due."""
    read_followed(at=at)
    prepare_digests(at=at)
    attempts = []
    while (attempt := send_next(at=at)) is not None:
        attempts.append(attempt)
    return attempts


def text_of(message: EmailMessage) -> str:
    """Return the text of a message as it is read."""
    return str(message.get_content()).replace("\r\n", "\n")


def link(server: MailServer, word: str) -> str:
    """Return the path of the last message's link that has `word` in it."""
    found = re.search(rf"https://acceso\.example(/\S*{word}\S*)", text_of(server.received[-1]))
    assert found
    return found[1]
