"""What fills the models of the writs: every fact, citation and table by the name models use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from law.articles import Article, Statute
from law.outcomes import Outcome as LegalOutcome
from law.outcomes import requirements
from law.rule_set import RuleSet
from law.rules import rules_on
from law.terms import TermKind
from offices.models import Office, OfficeKind
from papers.availability import Offer
from papers.facts import Facts, Personal, deciding_answer
from papers.kinds import Branch
from papers.phrases import LANGUAGE, cite, cite_rule, legal_date, reading
from papers.remedies import CourtDates, court_dates
from papers.writing import Table
from requests_app.models import Answer
from requests_app.standing import Standing
from requests_app.states import EventKind, NotifyBy, Outcome, ReconsiderationStage

_LAW = Statute.ACCESS_LAW
_DECREE = Statute.ACCESS_DECREE
_PROCEDURE = Statute.CIVIL_PROCEDURE
_APPEAL_RESULTS = {
    ReconsiderationStage.FILED: "Todavía no se resolvió.",
    ReconsiderationStage.REJECTED: "Fue rechazada el {day}.",
    ReconsiderationStage.LAPSED: "No hubo decisión: el {day} se la tuvo por rechazada.",
    ReconsiderationStage.UPHELD: "Fue admitida el {day}.",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """The words and tables a model may ask for by name."""

    facts: Mapping[str, str]
    tables: Mapping[str, Table]


def filling_of(
    standing: Standing, offer: Offer, facts: Facts, personal: Personal, *, on: date
) -> Filling:
    """Return what fills the writ offered, as of `on`; unknown facts are empty."""
    answer = deciding_answer(standing, offer)
    dates = court_dates(standing)
    with override(LANGUAGE):
        words = {
            **_people(standing, personal),
            **_course(standing, facts),
            **_decision(standing, offer, facts, answer),
            **_appeal(standing, on=on),
            **_court(facts, dates, on=on),
            **_articles(facts.presented_on),
            **_remedy_articles(dates.trigger_on if dates else facts.presented_on),
        }
        tables = {
            "withheld": _withheld(answer),
            "evidence": _evidence(standing, facts, answer),
            "proofs": proofs_table(facts),
            "dates": _dates_table(dates),
            "request": Table("request", ("Texto del pedido",), ((personal.description,),)),
        }
    return Filling(words, tables)


def proofs_table(facts: Facts) -> Table:
    """Return the history's events with their seals, one a row."""
    with override(LANGUAGE):
        rows = tuple(
            (
                str(proof.sequence),
                legal_date(proof.happened_on),
                str(EventKind(proof.kind).label),
                proof.hash,
            )
            for proof in facts.proofs
        )
    return Table("proofs", ("N.º", "Fecha", "Hecho", "Sello (SHA-256)"), rows)


def _people(standing: Standing, personal: Personal) -> dict[str, str]:
    info_request = standing.info_request
    by_email = info_request.requester.notify_by == NotifyBy.EMAIL
    office = Office.objects.filter(
        institution=info_request.institution, kind=OfficeKind.ACCESS
    ).first()
    return {
        "name": personal.name,
        "identity_document": personal.identity_document,
        "address": personal.address,
        "notify": personal.email if by_email else personal.phone,
        "subject": personal.subject,
        "office_address": office.address if office else "",
    }


def _course(standing: Standing, facts: Facts) -> dict[str, str]:
    info_request = standing.info_request
    holder = info_request.institution.name
    return {
        "number": facts.number,
        "institution": facts.institution,
        "holder": holder,
        "forwarded_to": holder if standing.legs else "",
        "channel": str(info_request.get_channel_display()).lower(),
        "preferred_format": str(info_request.get_preferred_format_display()).lower(),
        "presented_on": legal_date(facts.presented_on),
        "due_on": legal_date(facts.due_on),
        "tacitly_denied_on": legal_date(facts.tacitly_denied_on),
    }


def _decision(
    standing: Standing, offer: Offer, facts: Facts, answer: Answer | None
) -> dict[str, str]:
    outcome = str(Outcome(answer.outcome).label).lower() if answer else ""
    return {
        "notified_on": legal_date(facts.notified_on),
        "resolution": facts.resolution or "",
        "resolution_on": legal_date(facts.resolution_on),
        "denial_grounds": _grounds(answer) if offer.branch == Branch.EXPRESS else "",
        "outcome": outcome,
    }


def _grounds(answer: Answer | None) -> str:
    resolution = getattr(answer, "resolution", None)
    if resolution is None:
        return ""
    reserve = ", ".join(filter(None, (resolution.reserve_law, resolution.reserve_article)))
    return "; ".join(filter(None, (reserve, resolution.other_ground)))


def _appeal(standing: Standing, *, on: date) -> dict[str, str]:
    term = standing.term(TermKind.RECONSIDERATION)
    is_late = term is not None and term.due_on < on
    deadline = ""
    if term is not None:
        citation = cite(term.article, verified=term.is_confirmed)
        deadline = f"Fecha para presentarlo: hasta el {legal_date(term.due_on)} ({citation})."
    filed = standing.appeals[-1] if standing.appeals else None
    result = ""
    if filed is not None:
        sentence = _APPEAL_RESULTS[ReconsiderationStage(filed.stage)]
        result = sentence.format(day=legal_date(filed.closed_on))
    return {
        "appeal_deadline": deadline,
        "appeal_is_late": "sí" if is_late else "",
        "appeal_filed_on": legal_date(filed.filed_on) if filed else "",
        "appeal_result": result,
    }


def _court(facts: Facts, dates: CourtDates | None, *, on: date) -> dict[str, str]:
    has_passed = dates is not None and dates.safe_until_on < on
    return {
        "trigger_on": legal_date(dates.trigger_on) if dates else "",
        "court_safe_until_on": legal_date(facts.court_safe_until_on),
        "court_until_on": legal_date(facts.court_until_on),
        "safe_has_passed": "sí" if has_passed else "",
    }


def _articles(presented_on: date) -> dict[str, str]:
    rules = rules_on(presented_on)
    reasoned, *_ = requirements(LegalOutcome.DENIED)
    reserved = next(
        part for part in requirements(LegalOutcome.DENIED) if part.field == "reserve_law"
    )
    partial = next(
        part for part in requirements(LegalOutcome.PARTLY_GRANTED) if part.field == "withheld"
    )
    return {
        "answer_days": str(rules.answer.value),
        "art_answer": cite_rule(rules.answer),
        "art_silence": cite_rule(rules.tacit_denial),
        "art_reasoned": cite(reasoned.article, verified=reasoned.verified),
        "art_reserved": cite(reserved.article, verified=reserved.verified),
        "art_partial": cite(partial.article, verified=partial.verified),
        "art_free": cite(Article(_LAW, "4"), verified=False),
        "art_fee": cite(Article(_LAW, "4"), verified=False),
        "art_format": cite(Article(_LAW, "12"), verified=True),
        "art_law": cite(Article(_LAW), verified=False),
        "art_decree": cite(Article(_DECREE), verified=False),
    }


def _remedy_articles(trigger_on: date) -> dict[str, str]:
    rules: RuleSet = rules_on(trigger_on)
    costs = cite(Article(_PROCEDURE, "587"), verified=False)
    return {
        "art_appeal": cite_rule(rules.reconsideration),
        "art_court": cite_rule(rules.court),
        "art_court_choice": cite_rule(rules.court_choice),
        "art_court_report": cite_rule(rules.court_report),
        "art_compliance": cite_rule(rules.compliance),
        "art_costs": costs,
        "court_choice": reading(rules.court_choice),
        "court_report": reading(rules.court_report),
        "court_judgment": reading(rules.court_judgment),
        "court_appeal": reading(rules.court_appeal),
        "compliance": reading(rules.compliance),
        "court_costs": f"De las costas responden en conjunto la institución y quien incumplió: "
        f"{costs}.",
    }


def _dates_table(dates: CourtDates | None) -> Table:
    rows: tuple[tuple[str, str, str], ...] = ()
    if dates is not None:
        safe = rules_on(dates.trigger_on).court_safe
        days = f"{safe.value} {safe.unit}"
        rows = (
            (
                "Fecha segura",
                legal_date(dates.safe_until_on),
                f"{days} desde el {legal_date(dates.trigger_on)}",
            ),
            (
                "Fecha máxima",
                legal_date(dates.until_on),
                cite(dates.article, verified=dates.is_verified),
            ),
        )
    return Table("dates", ("", "Presente hasta el", "Por qué"), rows)


def _withheld(answer: Answer | None) -> Table:
    parts = answer.withheld_items.all() if answer else ()
    rows = tuple((part.item, part.ground) for part in parts)
    return Table("withheld", ("Parte no entregada", "Motivo invocado"), rows)


def _evidence(standing: Standing, facts: Facts, answer: Answer | None) -> Table:
    found: list[tuple[str, date | None]] = [
        ("Constancia de presentación del pedido, con su código", facts.presented_on)
    ]
    if facts.tacitly_denied_on:
        found.append(("Constancia de denegación tácita, con su código", facts.tacitly_denied_on))
    if facts.resolution and facts.resolution_on:
        found.append((f"Resolución {facts.resolution}", facts.resolution_on))
    if answer is not None:
        found.append(("Respuesta notificada por la institución", answer.notified_on))
        found += [
            (f"Archivo recibido: {document.name}", answer.notified_on)
            for document in answer.documents.for_parties()
        ]
    found += [
        ("Recurso de reconsideración presentado", appeal.filed_on) for appeal in standing.appeals
    ]
    found.append(("Historial del pedido con sus sellos (al final de este escrito)", None))
    rows = tuple(
        (str(place), words, legal_date(day)) for place, (words, day) in enumerate(found, start=1)
    )
    return Table("evidence", ("N.º", "Documento", "Fecha"), rows)
