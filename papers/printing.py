"""Puts facts into the words each page prints: strings only, ready to be shown as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from law.ledger import LedgerDay
from law.outcomes import Outcome as LegalOutcome
from law.outcomes import requirements
from law.rules import rules_on
from law.terms import TermKind
from offices.models import Office, OfficeKind
from papers.addresses import address_of
from papers.facts import Facts, Personal, registration_of
from papers.filling import proofs_table
from papers.kinds import Kind
from papers.models import IssuedPaper
from papers.phrases import LANGUAGE, OFFICE, cite, cite_rule, legal_date, legal_instant, reading
from papers.remedies import court_dates
from papers.writing import Block, Table
from requests_app.standing import Standing, ledger_of
from requests_app.states import NotifyBy
from typeset import keys, qr

ISSUER = "Acceso a la Información Pública"


def frame_of(paper: IssuedPaper, number: str) -> dict[str, Any]:
    """Return what every paper shows whatever its kind: title, key, code and seal."""
    address = address_of(paper.key)
    with override(LANGUAGE):
        title = str(Kind(paper.kind).label)
    return {
        "title": title,
        "issuer": ISSUER,
        "number": number,
        "key": keys.printed(paper.key),
        "verify_address": address,
        "qr": qr.svg(address),
        "digest": paper.digest,
        "issued_at": legal_instant(paper.issued_at),
        "demo": bool(settings.DEMO),
    }


def receipt(
    standing: Standing, facts: Facts, personal: Personal, *, tracking_code: str
) -> dict[str, Any]:
    """Return the words of the receipt; without its code unless this is when it is shown."""
    rules = rules_on(facts.presented_on)
    reasoned, *_ = requirements(LegalOutcome.DENIED)
    return {
        **_start(standing, facts, personal),
        **_count(standing),
        "tracking_code": tracking_code,
        "registered_on": _if_later(facts),
        "answer_days": rules.answer.value,
        "extension_article": cite_rule(rules.extension),
        "reasoned_article": cite(reasoned.article, verified=reasoned.verified),
        "silence_on": legal_date(_silence_on(facts)),
        "follow_address": f"{settings.PUBLIC_URL}{reverse('requests:follow')}",
        "office": _office(standing),
    }


def verbal_record(standing: Standing, facts: Facts, personal: Personal) -> dict[str, Any]:
    """Return the words of the record of a verbal request, to be read back and signed."""
    record = registration_of(standing)
    by_email = standing.info_request.requester.notify_by == NotifyBy.EMAIL
    with override(LANGUAGE):
        how = str(standing.info_request.requester.get_notify_by_display())
    return {
        **_start(standing, facts, personal),
        "registered_on": legal_date(facts.registered_on),
        "registered_by": str(record.registered_by) if record else "",
        "by_office": record.centre.name if record and record.centre else OFFICE,
        "paper_number": record.paper_number if record else "",
        "verbal_record": personal.verbal_record,
        "verbal_article": cite_rule(rules_on(facts.presented_on).presentation),
        "notify": f"{how}: {personal.email}" if by_email else how,
    }


def tacit_denial(standing: Standing, facts: Facts, personal: Personal) -> dict[str, Any]:
    """Return the words of the certificate of silence."""
    dates = court_dates(standing)
    rules = rules_on(dates.trigger_on if dates else facts.presented_on)
    return {
        **_start(standing, facts, personal),
        **_count(standing),
        "tacitly_denied_on": legal_date(facts.tacitly_denied_on),
        "answered_late": _answered_late(standing),
        "reconsideration_until": legal_date(facts.reconsideration_until_on),
        "reconsideration_article": cite_rule(rules.reconsideration),
        "court_safe_until": legal_date(facts.court_safe_until_on),
        "court_until": legal_date(facts.court_until_on),
        "court_article": cite_rule(rules.court),
        "court_choice": reading(rules.court_choice),
        "proofs": _table(proofs_table(facts)),
    }


def writ(blocks: Sequence[Block]) -> dict[str, Any]:
    """Return a written text as its page reads it."""
    return {
        "blocks": [
            {
                "kind": block.kind.value,
                "number": block.number,
                "runs": [{"text": run.text, "blank": run.is_blank} for run in block.runs],
                "table": _table(block.table) if block.table else None,
            }
            for block in blocks
        ]
    }


def _start(standing: Standing, facts: Facts, personal: Personal) -> dict[str, Any]:
    info_request = standing.info_request
    rules = rules_on(facts.presented_on)
    with override(LANGUAGE):
        channel = str(info_request.get_channel_display())
    return {
        "presented_on": legal_date(facts.presented_on),
        "channel": channel,
        "institution": facts.institution,
        "forwarded_to": info_request.institution.name if standing.legs else "",
        "due_on": legal_date(facts.due_on),
        "due_article": cite_rule(rules.answer),
        "silence_article": cite_rule(rules.tacit_denial),
        "name": personal.name,
        "identity_document": personal.identity_document,
        "address": personal.address,
        "subject": personal.subject,
    }


def _count(standing: Standing) -> dict[str, Any]:
    term = standing.term(TermKind.ANSWER)
    if term is None:
        return {"ledger": [], "calendar_version": "", "rule_set": ""}
    return {
        "ledger": [_day(told) for told in ledger_of(term)],
        "calendar_version": term.calendar_version.label,
        "rule_set": term.rule_set,
    }


def _day(told: LedgerDay) -> dict[str, Any]:
    return {
        "day": legal_date(told.day),
        "counted": told.counted,
        "number": told.number,
        "reason": told.reason,
        "source": told.source,
    }


def _silence_on(facts: Facts) -> date | None:
    """The day on which silence is a denial (art. 20), business day or not."""
    if facts.due_on is None:
        return None
    return facts.due_on + timedelta(days=rules_on(facts.presented_on).tacit_denial.value)


def _if_later(facts: Facts) -> str:
    return legal_date(facts.registered_on) if facts.registered_on != facts.presented_on else ""


def _answered_late(standing: Standing) -> str:
    late = next((answer for answer in standing.answers if answer.is_late), None)
    return f"hubo una decisión el {legal_date(late.notified_on)}" if late else ""


def _office(standing: Standing) -> str:
    office = Office.objects.filter(
        institution=standing.info_request.institution, kind=OfficeKind.ACCESS
    ).first()
    if office is None:
        return ""
    return ", ".join(filter(None, (office.address, office.phone, office.email, office.hours)))


def _table(table: Table) -> dict[str, Any]:
    return {"name": table.name, "heads": table.heads, "rows": table.rows}
