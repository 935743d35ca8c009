"""What a person decides about a mail, what follows, and how it comes undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail as sent_mail
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.timezone import now

from accounts.actors import Actor
from accounts.models import User
from notifications.errors import CannotTakeBack, MailMoved, NothingToRead
from notifications.mail_in import deciding
from notifications.mail_in.addresses import reply_address
from notifications.mail_in.drafts import draft_secret
from notifications.mail_in.filed import send_link
from notifications.models import IncomingMail, MailStep
from notifications.states import MailShelf, MailState, MailStepKind
from offices.models import Duty, Institution
from requests_app import actions
from requests_app.actions import Receipt, file_request
from requests_app.errors import ActionRefused, Incomplete, NotYours
from requests_app.models import InformationRequest, Registration, RequesterMessage, TimelineEvent
from requests_app.states import Channel, EventKind
from requests_app.verification import verify_log
from tests.factories import appoint, at, file_one, filing, make_institution, make_user
from tests.notifications.mail_in.letters import PDF, bring, letter

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
LATER = at("2026-07-08")


@pytest.fixture
def filed(mopc: Institution) -> Receipt:
    return file_one(mopc, when=at("2026-07-06"))


@pytest.fixture
def new(mopc: Institution) -> IncomingMail:
    """A mail to the MOPC that opened a draft."""
    message = letter("Pido los contratos.\n\nAna", to="mopc@aip.example", Subject="Contratos")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="nota.pdf")
    return bring(message, at=NOON)


@pytest.fixture
def entered(filed: Receipt) -> IncomingMail:
    """A reply that entered its case by itself."""
    return bring(letter(to=reply_address(filed.info_request.number)), at=NOON)


def _steps(mail: IncomingMail) -> list[str]:
    return [step.kind for step in mail.steps.all()]


def test_a_mail_says_whose_it_is_from_the_moment_it_is_kept(
    mopc: Institution, new: IncomingMail, entered: IncomingMail
) -> None:
    assert [new.institution, entered.institution] == [mopc, mopc]
    assert (new.subject, new.state, entered.entry_key) == (
        "Contratos",
        MailState.DRAFTED,
        entered.mail_key,
    )
    nobodys = bring(letter(to="ventas@aip.example", Message_ID="<3@x>"), at=NOON)
    assert nobodys.institution is None
    assert _steps(new) == _steps(entered) == [MailStepKind.TAKEN_IN]


def test_a_new_mail_is_put_into_a_case_with_its_true_day_and_files(
    filed: Receipt, new: IncomingMail, by_officer: Actor, officer: User
) -> None:
    number = filed.info_request.number
    mail = deciding.put_in_case(new.pk, number, by=by_officer, at=LATER)
    message = RequesterMessage.objects.get()
    assert (mail.state, mail.info_request, mail.entry_key) == (
        MailState.ENTERED,
        filed.info_request,
        new.mail_key,
    )
    assert (message.text, message.received_on) == ("Pido los contratos.\n\nAna", date(2026, 7, 6))
    assert [kept.name for kept in message.documents.all()] == ["nota.pdf"]
    event = TimelineEvent.objects.latest("pk")
    assert (event.kind, event.actor, event.data["arrived_on"]) == (
        EventKind.MESSAGE_RECEIVED,
        officer,
        "2026-07-06",
    )
    assert MailStep.objects.latest("pk").by == officer
    assert verify_log().failed == 0


def test_a_message_of_another_case_is_taken_out_and_put_where_it_belongs(
    filed: Receipt, entered: IncomingMail, mopc: Institution, by_officer: Actor
) -> None:
    other = file_one(mopc, when=at("2026-07-06")).info_request.number
    with pytest.raises(Incomplete):
        deciding.take_back(entered.pk, by=by_officer, at=LATER, reason=" ")
    deciding.take_back(entered.pk, by=by_officer, at=LATER, reason="Es de otro pedido.")
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.info_request, mail.leased_until) == (MailState.TO_DECIDE, None, None)
    deciding.put_in_case(entered.pk, other, by=by_officer, at=LATER)
    told = [
        (row.info_request.number, bool(row.withdrawn_on)) for row in RequesterMessage.objects.all()
    ]
    assert told == [(filed.info_request.number, True), (other, False)]
    # And back to the first, where one that was taken out still stands.
    deciding.take_back(entered.pk, by=by_officer, at=LATER, reason="Era del primero.")
    deciding.put_in_case(entered.pk, filed.info_request.number, by=by_officer, at=LATER)
    assert (
        RequesterMessage.objects.filter(withdrawn_on=None).get().info_request == filed.info_request
    )
    assert verify_log().failed == 0
    assert _steps(mail) == ["taken_in", "back", "entered", "back", "entered"]


def test_an_answer_to_the_offices_question_does_not_come_undone(
    filed: Receipt, by_officer: Actor
) -> None:
    number = filed.info_request.number
    actions.ask_clarification(number, by=by_officer, at=at("2026-07-06", 11), question="¿Cuáles?")
    mail = bring(letter("Todos.", to=reply_address(number)), at=NOON)
    with pytest.raises(CannotTakeBack):
        deciding.take_back(mail.pk, by=by_officer, at=LATER, reason="x")
    assert not deciding.may_take_back(IncomingMail.objects.get())


def test_a_mail_is_registered_as_presented_the_day_it_came(
    new: IncomingMail, mopc: Institution, by_officer: Actor
) -> None:
    receipt = deciding.file_as_new(new.pk, filing(mopc), by=by_officer, at=LATER)
    row = receipt.info_request
    assert (row.channel, row.presented_on) == (Channel.EMAIL, date(2026, 7, 6))
    assert "mopc@aip.example" in Registration.objects.get().evidence
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.info_request) == (MailState.FILED, row)
    for again in (deciding.put_aside, deciding.take_back):
        with pytest.raises(MailMoved):
            again(new.pk, by=by_officer, at=LATER, reason="x")


def test_confirmed_by_its_author_and_registered_by_the_office_it_is_one_request(
    new: IncomingMail, mopc: Institution, by_officer: Actor
) -> None:
    confirmed = file_request(filing(mopc), token=draft_secret(new), at=LATER).info_request
    shelves = IncomingMail.objects.with_confirmation()
    assert not shelves.on_shelf(MailShelf.TO_LOOK_AT).exists()
    with pytest.raises(MailMoved):
        deciding.put_in_case(new.pk, confirmed.number, by=by_officer, at=LATER)
    with pytest.raises(MailMoved):
        deciding.put_aside(new.pk, by=by_officer, at=LATER, reason="x")
    receipt = deciding.file_as_new(new.pk, filing(mopc), by=by_officer, at=LATER)
    assert (receipt.info_request, receipt.is_new) == (confirmed, False)
    assert InformationRequest.objects.count() == 1


def test_who_wrote_gets_the_address_of_the_receipt_and_never_the_code(
    client: Client, new: IncomingMail, mopc: Institution, by_officer: Actor
) -> None:
    sent_mail.outbox.clear()
    receipt = deciding.file_as_new(new.pk, filing(mopc), by=by_officer, at=now())
    assert send_link(new.pk)
    (message,) = sent_mail.outbox
    body = str(message.body)
    assert receipt.info_request.number in body
    assert receipt.tracking_code not in body
    link = f"/solicitar/continuar/{draft_secret(new)}/"
    assert link in body
    page = client.get(link, follow=True)
    assert receipt.tracking_code in page.content.decode()
    # Another code, given in person, ends it.
    InformationRequest.objects.update(tracking_code_hash="otro")
    other = Client().get(link, follow=True)
    assert receipt.tracking_code not in other.content.decode()


def test_a_mail_server_that_is_down_loses_no_request(
    new: IncomingMail, mopc: Institution, by_officer: Actor, settings: object
) -> None:
    deciding.file_as_new(new.pk, filing(mopc), by=by_officer, at=LATER)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    assert not send_link(new.pk)
    assert IncomingMail.objects.get().state == MailState.FILED


def test_what_is_set_aside_says_why_and_can_be_looked_at_again(
    new: IncomingMail, by_officer: Actor
) -> None:
    with pytest.raises(Incomplete):
        deciding.put_aside(new.pk, by=by_officer, at=LATER, reason="")
    mail = deciding.put_aside(new.pk, by=by_officer, at=LATER, reason="Publicidad.")
    assert (mail.state, mail.reason) == (MailState.IGNORED, "Publicidad.")
    assert deciding.take_back(new.pk, by=by_officer, at=LATER, reason="").state == "to_decide"


@pytest.mark.parametrize("who", ["other", "auditor", "requester"])
def test_only_the_desk_it_was_written_to_decides(
    new: IncomingMail, filed: Receipt, other_officer: User, mec: Institution, who: str
) -> None:
    by = {
        "other": Actor.official(other_officer),
        "auditor": Actor.official(appoint(make_user("a@mj.example"), mec, Duty.AUDITOR)),
        "requester": Actor.requester(filed.info_request.number),
    }[who]
    refusals: list[type[ActionRefused]] = [NotYours]
    with pytest.raises(tuple(refusals)):
        deciding.put_aside(new.pk, by=by, at=LATER, reason="x")
    assert IncomingMail.objects.get(pk=new.pk).leased_until is None


def test_it_enters_no_case_of_another_institution(
    new: IncomingMail, by_officer: Actor, mec: Institution
) -> None:
    theirs = file_one(mec, when=at("2026-07-06")).info_request.number
    with pytest.raises(NotYours):
        deciding.put_in_case(new.pk, theirs, by=by_officer, at=LATER)
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.leased_until) == (MailState.DRAFTED, None)


def test_mail_for_nobody_is_the_directors_to_pass_on(
    mopc: Institution, mec: Institution, by_officer: Actor
) -> None:
    mail = bring(letter(to="ventas@aip.example"), at=NOON)
    director = Actor.official(appoint(make_user("d@mj.example"), mec, Duty.DIRECTOR))
    for by in (by_officer, Actor.official(appoint(make_user("a@mj.example"), mec, Duty.AUDITOR))):
        with pytest.raises(NotYours):
            deciding.assign(mail.pk, mopc, by=by, at=LATER)
    old = make_institution("OLD", is_active=False, successor=mopc)
    assert deciding.assign(mail.pk, old, by=director, at=LATER).institution == mopc
    with pytest.raises(MailMoved):
        deciding.assign(mail.pk, mec, by=by_director_of(mopc, director), at=LATER)
    deciding.put_aside(mail.pk, by=by_officer, at=LATER, reason="Es publicidad.")


def by_director_of(mopc: Institution, director: Actor) -> Actor:
    """Return the director, who also works at the MOPC's desk."""
    assert director.user is not None
    appoint(director.user, mopc, Duty.OFFICER)
    return director


def test_two_people_do_not_decide_at_once_and_one_killed_half_way_is_done_again(
    filed: Receipt, new: IncomingMail, mopc: Institution, by_officer: Actor
) -> None:
    number = filed.info_request.number
    IncomingMail.objects.filter(pk=new.pk).update(leased_until=LATER + timedelta(minutes=1))
    with pytest.raises(MailMoved):
        deciding.put_in_case(new.pk, number, by=by_officer, at=LATER)
    after = LATER + timedelta(minutes=2)
    deciding.put_in_case(new.pk, number, by=by_officer, at=after)
    # As if it had died between the act and the row.
    IncomingMail.objects.filter(pk=new.pk).update(state=MailState.DRAFTED, info_request=None)
    events = TimelineEvent.objects.count()
    deciding.put_in_case(new.pk, number, by=by_officer, at=after)
    assert TimelineEvent.objects.count() == events
    IncomingMail.objects.filter(pk=new.pk).update(state=MailState.DRAFTED, info_request=None)
    other = file_one(mopc, when=at("2026-07-06")).info_request.number
    with pytest.raises(MailMoved):
        deciding.put_in_case(new.pk, other, by=by_officer, at=after)
    mail = IncomingMail.objects.get(pk=new.pk)
    assert mail.info_request == filed.info_request
    actions.withdraw_message(number, mail.entry_key, by=by_officer, at=after, reason="Error.")
    assert deciding.take_back(new.pk, by=by_officer, at=after, reason="Error.").info_request is None


def test_what_nobody_can_read_says_so_and_what_was_erased_is_not_used(
    filed: Receipt, new: IncomingMail, by_officer: Actor
) -> None:
    number = filed.info_request.number
    new.raw.save("vacio", ContentFile(b"From: a@b.example\r\n\r\n"))
    deciding.put_in_case(new.pk, number, by=by_officer, at=LATER)
    assert "no pudo leer" in RequesterMessage.objects.get().text
    again = bring(letter(to="mopc@aip.example", Message_ID="<2@x>"), at=NOON)
    IncomingMail.objects.filter(pk=again.pk).update(raw="")
    with pytest.raises(NothingToRead):
        deciding.put_in_case(again.pk, number, by=by_officer, at=LATER)


def test_what_was_done_is_never_rewritten(new: IncomingMail) -> None:
    step = new.steps.get()
    step.reason = "otra"
    with pytest.raises(TypeError):
        step.save()
    assert str(step) == f"{new.pk} taken_in"
