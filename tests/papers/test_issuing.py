"""Which papers are legal on a day, who may have them, and that issuing twice issues once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accounts.actors import Actor
from accounts.models import User
from papers.actions import issue
from papers.availability import Offer, available
from papers.editions import Edition, edition_on
from papers.kinds import Branch, Kind, PaperFormat
from papers.making import make, receipt_pdf
from papers.models import IssuedPaper
from papers.remedies import court_dates
from papers.seal import canonical
from requests_app import actions
from requests_app.actions import Receipt
from requests_app.errors import NotYours, WrongStage
from requests_app.models import InformationRequest
from requests_app.standing import standing_of
from requests_app.states import Outcome
from tests.factories import at, requester_of

pytestmark = pytest.mark.django_db(transaction=True)

DUE = date(2026, 7, 27)
RECEIPT = Offer(Kind.RECEIPT)
CERTIFICATE = Offer(Kind.TACIT_DENIAL)


def on_offer(receipt: Receipt, day: date | str) -> list[str]:
    """Return the slugs of what is offered that day."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    info_request = InformationRequest.objects.get(number=receipt.info_request.number)
    return [offer.slug for offer in available(info_request, on)]


def test_while_the_term_runs_there_is_only_the_receipt(filed: Receipt) -> None:
    assert on_offer(filed, DUE) == ["constancia"]


def test_silence_offers_certificate_appeal_and_court_from_its_first_midnight(
    silent: Receipt,
) -> None:
    assert on_offer(silent, "2026-07-28") == [
        "constancia",
        "denegacion-tacita",
        "reconsideracion-silencio",
        "amparo-silencio",
    ]
    assert "denegacion-tacita" not in on_offer(silent, DUE)


def test_the_court_pack_ends_with_the_last_day_to_go_to_court(silent: Receipt) -> None:
    dates = court_dates(standing_of(silent.info_request.number))
    assert dates is not None
    assert (dates.safe_until_on, dates.until_on) == (date(2026, 9, 25), date(2026, 10, 20))
    assert "amparo-silencio" in on_offer(silent, "2026-10-20")
    assert "amparo-silencio" not in on_offer(silent, "2026-10-21")
    # Against silence a late appeal is accepted (T7); the certificate never expires.
    assert on_offer(silent, "2026-10-21") == [
        "constancia",
        "denegacion-tacita",
        "reconsideracion-silencio",
    ]


def test_an_express_denial_can_be_appealed_for_ten_business_days(denied: Receipt) -> None:
    assert on_offer(denied, "2026-08-03") == [
        "constancia",
        "reconsideracion-denegacion",
        "amparo-denegacion",
    ]
    assert on_offer(denied, "2026-08-04") == ["constancia", "amparo-denegacion"]


def test_a_partial_answer_offers_its_branch_and_those_only_the_person_knows(
    partial: Receipt,
) -> None:
    assert on_offer(partial, "2026-07-21") == [
        "constancia",
        "reconsideracion-entrega-parcial",
        "amparo-entrega-parcial",
        "amparo-cobro",
        "amparo-formato",
    ]


def test_a_full_answer_can_still_be_fought_for_its_fee_or_its_form(
    answer: Callable[..., Receipt],
) -> None:
    granted = answer(Outcome.GRANTED)
    assert on_offer(granted, "2026-07-21") == ["constancia", "amparo-cobro", "amparo-formato"]
    dates = court_dates(standing_of(granted.info_request.number))
    assert dates is not None
    assert dates.trigger_on == date(2026, 7, 20)
    assert on_offer(granted, dates.until_on)[1:] == ["amparo-cobro", "amparo-formato"]
    assert on_offer(granted, date.fromordinal(dates.until_on.toordinal() + 1)) == ["constancia"]


def test_nothing_is_offered_to_fight_what_was_withdrawn(filed: Receipt) -> None:
    actions.withdraw(filed.info_request.number, by=requester_of(filed), at=at("2026-07-07"))
    assert on_offer(filed, "2026-07-28") == ["constancia"]


def test_who_is_already_in_court_is_offered_no_second_pack(silent: Receipt) -> None:
    actions.record_court_filing(
        silent.info_request.number,
        by=requester_of(silent),
        at=at("2026-07-30"),
        court="Juzgado Civil, 3.er turno",
        filed_on=date(2026, 7, 30),
    )
    assert "amparo-silencio" not in on_offer(silent, "2026-07-31")


def test_the_same_paper_is_issued_once_and_another_when_the_facts_change(silent: Receipt) -> None:
    number, by = silent.info_request.number, requester_of(silent)
    first = issue(number, CERTIFICATE, by=by, at=at("2026-07-28"))
    again = issue(number, CERTIFICATE, by=by, at=at("2026-07-30"))
    assert first == again
    court = Offer(Kind.COURT, Branch.TACIT)
    before = issue(number, court, by=by, at=at("2026-07-30"))
    actions.file_reconsideration(number, by=by, at=at("2026-07-31"), text="Insisto.")
    after = issue(number, court, by=by, at=at("2026-08-03"))
    assert before.key != after.key
    assert IssuedPaper.objects.count() == 3


def test_a_paper_not_on_offer_or_in_another_format_is_refused(filed: Receipt) -> None:
    number, by = filed.info_request.number, requester_of(filed)
    with pytest.raises(WrongStage):
        issue(number, CERTIFICATE, by=by, at=at("2026-07-27"))
    with pytest.raises(WrongStage):
        make(number, RECEIPT, PaperFormat.DOCX, by=by, at=at("2026-07-27"))
    assert not IssuedPaper.objects.exists()


def test_only_the_requester_and_the_desk_that_holds_it_may_have_a_paper(
    silent: Receipt, by_officer: Actor, other_officer: User
) -> None:
    number, when = silent.info_request.number, at("2026-07-28")
    assert issue(number, RECEIPT, by=by_officer, at=when).kind == Kind.RECEIPT
    with pytest.raises(NotYours):
        issue(number, CERTIFICATE, by=by_officer, at=when)
    with pytest.raises(NotYours):
        issue(number, RECEIPT, by=Actor.official(other_officer), at=when)
    with pytest.raises(NotYours):
        issue(number, RECEIPT, by=Actor.requester("AIP-2026-000999"), at=when)


def test_the_register_holds_nothing_personal(silent: Receipt) -> None:
    number, by = silent.info_request.number, requester_of(silent)
    for offer in available(silent.info_request, date(2026, 7, 28)):
        issue(number, offer, by=by, at=at("2026-07-28"))
    kept = " ".join(IssuedPaper.objects.values_list("facts", flat=True))
    for private in ("Ana", "Palma", "ana@correo", "obras viales", "Copia de los contratos"):
        assert private not in kept


def test_the_receipt_can_be_made_in_one_call(filed: Receipt) -> None:
    made = receipt_pdf(filed.info_request, at=at("2026-07-06"), tracking_code=filed.tracking_code)
    assert made.startswith(b"%PDF-")


def test_a_paper_keeps_to_the_edition_of_its_day() -> None:
    later = Edition("receipt-2027-01", Kind.RECEIPT, date(2027, 1, 1), "receipt-2026-07")
    editions = (Edition("receipt-2026-07", Kind.RECEIPT, date(2026, 7, 1), "x"), later)
    assert edition_on(Kind.RECEIPT, date(2026, 12, 31), editions=editions).id == "receipt-2026-07"
    assert edition_on(Kind.RECEIPT, date(2027, 1, 1), editions=editions) == later
    assert edition_on(Kind.RECEIPT, date(2020, 1, 1), editions=editions).id == "receipt-2026-07"


def test_only_texts_numbers_and_dates_can_be_stated() -> None:
    assert canonical({"b": date(2026, 7, 6), "a": "ñ"}) == '{"a":"ñ","b":"2026-07-06"}'
    with pytest.raises(TypeError):
        canonical({"a": object()})
