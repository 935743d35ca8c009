"""What a term tells, and the path of a request as one object."""

import json
from datetime import date

import pytest

from law.calendar import BusinessCalendar, ClosedDay, DayKind, OutsideCalendar
from law.terms import (
    LedgerDay,
    NotifiedBeforePresented,
    TermKind,
    answer_term,
    clarification_term,
    compliance_term,
    court_safe_until,
    court_term,
    forwarding_term,
    reconsideration_decision_term,
    reconsideration_term,
    schedule,
    schedule_as_dict,
    tacit_denial_on,
)
from tests.law.seed import CLOSED_DAYS

SEED = BusinessCalendar.of(CLOSED_DAYS, version="seed")
MONDAY = date(2026, 7, 6)


def asueto(day: date) -> ClosedDay:
    return ClosedDay(day, DayKind.ASUETO, "national", "Asueto general", "Decreto 9")


def told_on(ledger: tuple[LedgerDay, ...], day: date) -> LedgerDay:
    return next(entry for entry in ledger if entry.day == day)


def test_a_term_tells_its_article_its_rules_and_its_calendar() -> None:
    term = answer_term(MONDAY, SEED)

    assert term.kind is TermKind.ANSWER
    assert term.starts_on == MONDAY
    assert term.first_counting_day == date(2026, 7, 7)
    assert term.due_on == date(2026, 7, 27)
    assert str(term.article) == "Ley 5282/2014, art. 16"
    assert not term.verified
    assert term.rule_set == "ley-7544-2025"
    assert term.calendar_version == "seed"
    assert term.rolled_from is None
    assert tacit_denial_on(term) == date(2026, 7, 28)


def test_every_kind_of_term_has_its_own_length() -> None:
    assert clarification_term(MONDAY, SEED).due_on == date(2026, 7, 9)
    assert forwarding_term(MONDAY, SEED).due_on == date(2026, 7, 13)
    assert reconsideration_term(MONDAY, SEED).due_on == date(2026, 7, 20)
    assert reconsideration_decision_term(MONDAY, SEED).due_on == date(2026, 8, 3)
    assert court_term(MONDAY, SEED).due_on == date(2026, 9, 29)
    assert court_safe_until(MONDAY) == date(2026, 9, 4)


def test_compliance_is_three_business_days_yet_to_be_confirmed() -> None:
    term = compliance_term(MONDAY, SEED)

    assert (term.due_on, term.verified) == (date(2026, 7, 9), False)
    assert str(term.article) == "CPC, art. 583"


def test_the_kind_of_a_term_is_told_by_the_act_that_opens_it() -> None:
    made = {
        make(MONDAY, SEED).kind
        for make in (
            answer_term,
            clarification_term,
            forwarding_term,
            reconsideration_term,
            reconsideration_decision_term,
            court_term,
            compliance_term,
        )
    }

    assert made == set(TermKind)


def test_a_ledger_speaks_to_a_citizen() -> None:
    ledger = answer_term(date(2026, 11, 27), SEED).ledger

    assert told_on(ledger, date(2026, 11, 28)) == LedgerDay(
        date(2026, 11, 28), counted=False, number=None, reason="Sábado", source="Ley 7544/2025"
    )
    assert told_on(ledger, date(2026, 11, 29)).reason == "Domingo"
    assert told_on(ledger, date(2026, 12, 2)) == LedgerDay(
        date(2026, 12, 2),
        counted=True,
        number=3,
        reason="Día hábil 3",
        source="Ley 5282/2014, art. 16",
    )
    assert told_on(ledger, date(2026, 12, 8)) == LedgerDay(
        date(2026, 12, 8),
        counted=False,
        number=None,
        reason="Feriado: Día de la Virgen de Caacupé",
        source="Ley 7544/2025",
    )


def test_a_weekend_cites_the_law_of_its_own_day() -> None:
    ledger = answer_term(date(2025, 8, 25), SEED).ledger

    assert told_on(ledger, date(2025, 8, 30)).source == "Ley 8/1990 y modificatorias"
    assert told_on(ledger, date(2025, 9, 6)).source == "Ley 7544/2025"


def test_a_feriado_on_a_saturday_is_told_as_a_saturday() -> None:
    ledger = answer_term(date(2026, 8, 10), SEED).ledger

    assert told_on(ledger, date(2026, 8, 15)).reason == "Sábado"


def test_a_suspension_names_its_act_and_an_act_without_papers_says_so() -> None:
    outage = ClosedDay(date(2026, 7, 8), DayKind.SUSPENSION, "national", "Corte de energía", "")
    term = answer_term(MONDAY, BusinessCalendar.of([outage], version="v1"))

    (skipped,) = term.skipped_weekdays
    assert skipped.reason == "Suspensión de plazos: Corte de energía"
    assert skipped.source == "Acto sin registrar"


def test_an_asueto_on_the_last_day_moves_the_expiry_and_the_ledger_tells_why() -> None:
    friday, saturday, monday, tuesday = (date(2026, 7, n) for n in (24, 25, 27, 28))
    days = [asueto(friday), asueto(monday)]
    term = answer_term(date(2026, 7, 3), BusinessCalendar.of(days, version="v1"))
    ledger = term.ledger

    assert (term.due_on, term.rolled_from) == (tuesday, friday)
    assert told_on(ledger, friday) == LedgerDay(
        friday,
        counted=True,
        number=15,
        reason="Asueto: el plazo que vence hoy pasa al día hábil siguiente",
        source="Ley 7544/2025, art. 7",
    )
    assert told_on(ledger, saturday).reason == "Sábado"
    assert told_on(ledger, monday).reason.startswith("Asueto: el vencimiento sigue")
    assert told_on(ledger, tuesday).reason.startswith("El plazo vence este día")
    assert not told_on(ledger, tuesday).counted
    assert term.skipped_weekdays == ()


@pytest.mark.parametrize("day", [date(2026, 7, 23), date(2026, 7, 8)])
def test_an_asueto_before_the_last_day_counts_like_any_other(day: date) -> None:
    term = answer_term(date(2026, 7, 3), BusinessCalendar.of([asueto(day)], version="v1"))

    assert (term.due_on, term.rolled_from) == (date(2026, 7, 24), None)
    assert "el asueto también cuenta" in told_on(term.ledger, day).reason
    assert told_on(term.ledger, day).counted


def test_an_asueto_on_the_last_day_moved_nothing_before_the_holidays_law() -> None:
    last = date(2024, 7, 29)
    term = answer_term(date(2024, 7, 8), BusinessCalendar.of([asueto(last)], version="v1"))

    assert (term.due_on, term.rolled_from) == (last, None)
    assert told_on(term.ledger, last).reason == "Día hábil 15: el asueto también cuenta"


def test_the_roll_follows_the_day_of_expiry_not_the_day_of_presentation() -> None:
    last = date(2025, 9, 8)
    term = answer_term(date(2025, 8, 18), BusinessCalendar.of([asueto(last)], version="v1"))

    assert (term.rule_set, term.rolled_from) == ("ley-5282-2014", last)


def test_remedies_follow_the_rules_of_the_day_that_opens_them() -> None:
    path = schedule(date(2025, 8, 25), SEED)

    assert path.answer.rule_set == "ley-5282-2014"
    assert path.reconsideration.rule_set == path.court.rule_set == "ley-7544-2025"


def test_an_express_denial_starts_the_remedies_and_foresees_no_silence() -> None:
    path = schedule(MONDAY, SEED, notified_on=date(2026, 7, 20))

    assert path.tacit_denial_on is None
    assert not path.notified_late
    assert path.reconsideration.starts_on == path.court.starts_on == date(2026, 7, 20)


def test_a_denial_notified_after_the_due_date_is_told_as_late() -> None:
    assert schedule(MONDAY, SEED, notified_on=date(2026, 7, 28)).notified_late
    assert not schedule(MONDAY, SEED, notified_on=date(2026, 7, 27)).notified_late
    assert not schedule(MONDAY, SEED).notified_late


def test_a_denial_before_its_request_is_refused() -> None:
    with pytest.raises(NotifiedBeforePresented):
        schedule(MONDAY, SEED, notified_on=date(2026, 7, 5))


def test_a_path_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        schedule(date(2040, 12, 1), SEED)


def test_a_year_without_feriados_makes_the_calendar_incomplete() -> None:
    assert schedule(date(2028, 8, 1), SEED).calendar_complete
    assert not schedule(date(2028, 12, 1), SEED).calendar_complete


def test_a_schedule_becomes_one_json_object() -> None:
    told = schedule_as_dict(schedule(date(2026, 6, 23), SEED))

    assert json.loads(json.dumps(told)) == told
    assert told["skipped"] == [
        {
            "date": "2026-06-30",
            "reason": "Feriado: Feriado extraordinario",
            "source": "Ley 7544/2025 art. 4",
        }
    ]
    assert told["due_on"] == "2026-07-15"
    assert told["due_article"] == "Ley 5282/2014, art. 16"
    assert told["notified_on"] is None
    assert told["rule_set"] == told["remedies_rule_set"] == "ley-7544-2025"
    assert told["calendar_version"] == "seed"
    assert told["calendar_complete"] is True
    assert isinstance(told["ledger"], list)
    assert told["ledger"][0]["number"] == 1
    dated = {"due_on", "tacit_denial_on", "reconsideration_until", "court_until"}
    dated |= {"reconsideration_decision_by", "court_safe_until"}
    for marks in (told["articles"], told["verified"]):
        assert isinstance(marks, dict)
        assert set(marks) == dated
