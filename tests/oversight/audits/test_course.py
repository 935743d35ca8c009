"""From the checklist to the published summary: saved, sent, replied to, followed and closed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actors import Actor
from accounts.models import User
from offices.models import Institution
from oversight.audits import concluding, findings, reviewing
from oversight.audits.errors import AuditMoved, NotYourAudit, SamePerson, UnknownAudit
from oversight.audits.models import Audit, AuditStep, Finding, Review, ReviewAnswer
from oversight.audits.results import results_of
from oversight.audits.reviewing import Said
from oversight.audits.states import AuditStage, Outcome, StepKind
from oversight.audits.triggers import AUDIT_JOURNAL
from requests_app.errors import Incomplete
from tests.oversight.audits.conftest import (
    DRAWN,
    ENDED,
    ITEMS,
    REPLIED,
    SENT,
    add_finding,
    finish,
)

pytestmark = pytest.mark.django_db


def first_number(audit: Audit) -> str:
    return Review.objects.filter(stratum__audit=audit)[0].info_request.number


def test_a_review_is_kept_as_far_as_it_goes_and_finished_when_nothing_is_missing(
    drawn: Audit, by_auditor: Actor, by_director: Actor
) -> None:
    number = first_number(drawn)
    half = {"a": Said("yes", ""), "b": Said("no", "")}
    reviewing.save(drawn.number, number, half, by=by_auditor, at=DRAWN, finish=False)
    with pytest.raises(Incomplete) as refused:
        reviewing.save(drawn.number, number, half, by=by_auditor, at=DRAWN, finish=True)
    assert "note_b" in refused.value.fields
    assert "verdict_c" in refused.value.fields
    assert "verdict_a" not in refused.value.fields
    assert ReviewAnswer.objects.get(letter="b").verdict == "no"
    whole = {letter: Said("yes", "") for letter in ITEMS}
    review = reviewing.save(drawn.number, number, whole, by=by_director, at=DRAWN, finish=True)
    assert review.done_on == date(2026, 7, 13)
    # What was left as it was keeps who said it.
    assert ReviewAnswer.objects.get(letter="a").by == by_auditor.user
    assert ReviewAnswer.objects.get(letter="b").by == by_director.user
    reviewing.save(drawn.number, number, whole, by=by_director, at=DRAWN, finish=True)
    assert AuditStep.objects.filter(kind=StepKind.REVIEWED).count() == 1


def test_what_is_not_in_the_sample_is_not_reviewed(drawn: Audit, by_auditor: Actor) -> None:
    with pytest.raises(UnknownAudit):
        reviewing.save(drawn.number, "AIP-2026-9", {}, by=by_auditor, at=DRAWN, finish=False)


def test_results_have_an_interval_where_a_sample_stands_for_more(
    drawn: Audit, by_auditor: Actor
) -> None:
    finish(drawn, by_auditor, no="d")
    mec, mopc = results_of(drawn)
    assert (mopc.items[0].yes, mopc.items[0].whole) == (4, 4)
    assert mopc.items[0].interval == pytest.approx((51.01, 100), abs=0.01)
    assert (mopc.items[3].yes, mopc.items[3].no) == (0, 4)
    assert mec.items[0].interval is None
    assert mec.items[0].interval_words == "se revisaron todos"


def test_findings_are_sent_when_the_body_is_reviewed_and_their_days_are_counted(
    drawn: Audit, by_auditor: Actor, by_director: Actor
) -> None:
    add_finding(drawn, "MOPC", by_auditor)
    with pytest.raises(Incomplete):
        findings.send(drawn.number, "MOPC", by=by_director, at=SENT)
    finish(drawn, by_auditor)
    with pytest.raises(NotYourAudit):
        findings.send(drawn.number, "MOPC", by=by_auditor, at=SENT)
    (sent,) = findings.send(drawn.number, "MOPC", by=by_director, at=SENT)
    # Ten and twenty business days after Monday 20 July.
    assert (sent.reply_due_on, sent.due_on) == (date(2026, 8, 3), date(2026, 8, 17))
    with pytest.raises(AuditMoved):
        findings.send(drawn.number, "MOPC", by=by_director, at=SENT)


def test_a_finding_not_sent_can_be_taken_back_and_one_sent_cannot(
    sent: Finding, drawn: Audit, by_auditor: Actor
) -> None:
    with pytest.raises(AuditMoved):
        findings.withdraw(drawn.number, sent.pk, by=by_auditor, at=SENT)
    other = add_finding(drawn, "MEC", by_auditor)
    findings.withdraw(drawn.number, other.pk, by=by_auditor, at=SENT)
    assert AuditStep.objects.filter(kind=StepKind.WITHDRAWN).exists()


def test_who_leads_the_body_replies_once_and_nobody_else(
    sent: Finding,
    officer: User,
    authority: User,
    authority_of_mec: User,
    by_director: Actor,
) -> None:
    for person in (officer, authority_of_mec, by_director.user):
        assert person is not None
        with pytest.raises(NotYourAudit):
            findings.reply(sent.pk, by=Actor.official(person), at=REPLIED, text="No.")
    by = Actor.official(authority)
    with pytest.raises(Incomplete):
        findings.reply(sent.pk, by=by, at=REPLIED, text=" ")
    findings.reply(sent.pk, by=by, at=REPLIED, text="Se corrigió.")
    with pytest.raises(AuditMoved):
        findings.reply(sent.pk, by=by, at=REPLIED, text="Otra cosa.")


def test_a_recommendation_is_followed_and_a_director_closes_it(
    sent: Finding, drawn: Audit, by_auditor: Actor, by_director: Actor
) -> None:
    with pytest.raises(AuditMoved):
        findings.close(drawn.number, sent.pk, by=by_director, at=ENDED)
    for outcome in (Outcome.PARTLY, Outcome.FULFILLED):
        findings.check(
            drawn.number, sent.pk, by=by_auditor, at=ENDED, outcome=outcome, note="Se vio."
        )
    with pytest.raises(NotYourAudit):
        findings.close(drawn.number, sent.pk, by=by_auditor, at=ENDED)
    findings.close(drawn.number, sent.pk, by=by_director, at=ENDED)
    with pytest.raises(AuditMoved):
        findings.check(
            drawn.number, sent.pk, by=by_auditor, at=ENDED, outcome=Outcome.PARTLY, note="Tarde."
        )


def test_one_concludes_when_nothing_waits_and_another_publishes(
    sent: Finding, drawn: Audit, by_auditor: Actor, by_director: Actor
) -> None:
    number = drawn.number
    with pytest.raises(Incomplete):
        # The body may still reply.
        concluding.conclude(number, by=by_director, at=REPLIED, conclusion="Bien.")
    concluding.conclude(number, by=by_director, at=ENDED, conclusion="Bien.")
    with pytest.raises(SamePerson):
        concluding.publish(number, by=by_director, at=ENDED)
    concluding.send_back(number, by=by_director, at=ENDED, because="Falta decir más.")
    concluding.conclude(number, by=by_auditor, at=ENDED, conclusion="Casi bien.")
    with pytest.raises(NotYourAudit):
        concluding.publish(number, by=by_auditor, at=ENDED)
    audit = concluding.publish(number, by=by_director, at=ENDED)
    assert audit.stage == AuditStage.PUBLISHED
    with pytest.raises(AuditMoved):
        concluding.send_back(number, by=by_director, at=ENDED, because="No.")
    with pytest.raises(AuditMoved):
        reviewing.save(number, first_number(audit), {}, by=by_auditor, at=ENDED, finish=False)


def test_nothing_is_concluded_with_reviews_or_findings_left(
    drawn: Audit, by_auditor: Actor, mopc: Institution
) -> None:
    assert "revisión" in concluding.missing_of(drawn, on=date(2026, 8, 5))
    finish(drawn, by_auditor)
    add_finding(drawn, "MOPC", by_auditor)
    assert "sin enviar" in concluding.missing_of(drawn, on=date(2026, 8, 5))


def test_the_journal_cannot_be_changed_or_deleted(drawn: Audit) -> None:
    assert AUDIT_JOURNAL.missing(connection) == set()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditStep.objects.update(about="otra cosa")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditStep.objects.all().delete()
