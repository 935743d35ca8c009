"""What hostile people put where feeds, mails to followers and framed windows could carry it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import ANYONE, Actor
from mailing.attempts import Attempt
from offices.models import Institution
from openness.following import confirm
from openness.models import Mailing, Subscription
from openness.reader import read_followed
from openness.sending import send_next
from requests_app import actions
from requests_app.models import InformationRequest
from requests_app.states import Outcome, ReportKind, Screening
from tests.factories import at, file_one
from tests.notifications.conftest import mail_server  # noqa: F401  a fixture
from tests.notifications.mail import MailServer
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db
NOON = at("2026-07-08", 12)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "{{ settings.SECRET_KEY }} {% load x %}",
    "línea\r\nBcc: victima@x.example",
    "\u202egpj.exe \x08 \x1b[31m \ufffe",
    "javascript:alert(1)",
    "g̃uarani ñandutí 😀",
]
# Every private field of a request filed with these must stay out of every public byte.
CANARIES = {
    "name": "Canaria Reservada",
    "identity_document": "4.987.654",
    "address": "Calle Canaria 123",
    "email": "canaria@privado.example",
    "phone": "0981 765 432",
}


def _published(institution: Institution, by: Actor, **extra: str) -> InformationRequest:
    number = file_one(institution, when=at("2026-07-06"), **extra).info_request.number
    return actions.screen_text(number, by=by, at=at("2026-07-07"), screening=Screening.SHOWN)


def _feeds(number: str) -> list[str]:
    return [
        reverse("openness:request_feed", args=[number]),
        reverse("openness:institution_feed", args=["MOPC"]),
        reverse("openness:search_feed"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_subject_stays_text_in_every_feed(
    mopc: Institution, by_officer: Actor, text: str
) -> None:
    published = _published(mopc, by_officer, subject=text, description=text)
    for address in _feeds(published.number):
        content = Client().get(address).content
        feed = ET.fromstring(content)  # noqa: S314  our own output
        assert {element.tag for element in feed.iter()} <= {
            f"{ATOM}{name}"
            for name in ("feed", "title", "link", "id", "updated", "author", "name", "entry",
                         "summary")
        }  # fmt: skip
        assert b"<script" not in content
        assert b"<!ENTITY" not in content
        for summary in feed.iter(f"{ATOM}summary"):
            assert "<script" not in (summary.text or "")
        for link in feed.iter(f"{ATOM}link"):
            assert (link.get("href") or "").startswith("http://localhost:8000/")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_subject_stays_text_in_a_mail(
    mopc: Institution,
    by_officer: Actor,
    text: str,
    mail_server: MailServer,  # noqa: F811  the fixture
) -> None:
    published = _published(mopc, by_officer, subject=text, description=text)
    page = reverse("openness:follow_request", args=[published.number])
    Client().post(page, {"email": "eva@correo.example"})
    assert confirm(Subscription.objects.get().key, at=NOON)
    Mailing.objects.all().delete()
    actions.answer(published.number, by=by_officer, at=NOON, reply=reply(Outcome.GRANTED))
    read_followed(at=NOON)
    assert send_next(at=NOON) == Attempt.SENT
    (message,) = mail_server.received
    assert message["Bcc"] is None
    assert mail_server.recipients == ["eva@correo.example"]
    assert "\n" not in message["Subject"]
    assert not {"\u202e", "\x1b", "\x08"} & set(str(message.get_content()))


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a@b.example\0",
    ],
)
def test_a_hostile_address_is_refused(mopc: Institution, by_officer: Actor, address: str) -> None:
    published = _published(mopc, by_officer)
    page = reverse("openness:follow_request", args=[published.number])
    assert Client().post(page, {"email": address}).status_code in {400, 422}
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 5000, "q=%00", "institucion=' OR 1=1", "desde=ayer", "antes=-1", "q=%ED%A0%80"],
)
def test_a_hostile_search_is_answered(mopc: Institution, query: str) -> None:
    for name in ("search_feed", "follow_search"):
        answer = Client().get(f"{reverse(f'openness:{name}')}?{query}")
        assert answer.status_code in {200, 400}


def test_nothing_private_is_in_a_feed_a_mail_or_a_page_of_followers(
    mopc: Institution,
    by_officer: Actor,
    mail_server: MailServer,  # noqa: F811  the fixture
) -> None:
    published = _published(mopc, by_officer, **CANARIES)
    for page in ("follow_request", "follow_institution", "follow_search"):
        words = {"follow_request": [published.number], "follow_institution": ["MOPC"]}
        address = reverse(f"openness:{page}", args=words.get(page, []))
        Client().post(address, {"email": f"{page}@correo.example"})
    for subscription in Subscription.objects.all():
        confirm(subscription.key, at=NOON)
    Mailing.objects.all().delete()
    problem = actions.Problem(
        kind=ReportKind.OTHER, text="Canaria del informe", contact="canaria@informe.example"
    )
    actions.report_problem(published.number, by=ANYONE, at=NOON, problem=problem)
    actions.answer(published.number, by=by_officer, at=NOON, reply=reply(Outcome.GRANTED))
    read_followed(at=NOON)
    while send_next(at=NOON):
        pass
    public = [Client().get(address).content.decode() for address in _feeds(published.number)]
    public += [Client().get(reverse("requests:public", args=[published.number])).content.decode()]
    public += [str(message.get_content()) for message in mail_server.received]
    assert len(public) > 4
    for text in public:
        for canary in (*CANARIES.values(), "Canaria del informe", "canaria@informe.example"):
            assert canary not in text
        assert "@correo.example" not in text
