"""The timeline in words for the person who asked and for the public: never anybody's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import ActorKind
from law.rules import rules_on
from offices.models import Institution
from requests_app.models import TimelineEvent
from requests_app.models.term import TermKindChoice
from requests_app.states import ArrivalWay, EventKind, Outcome, ReportDecision, ReportKind, Verdict

# What only the institution and its supervisors need: notices of its own term, what passes between
# it and the Directorate, and notices that came back, which tell of somebody's mailbox.
INNER_KINDS = (
    EventKind.LADDER_STEP,
    EventKind.NOTICE_BOUNCED,
    EventKind.TOLD_OTHERWISE,
    EventKind.CODE_REISSUED,
    EventKind.SIGNED_COPY_FILED,
    EventKind.ESCALATED,
    EventKind.ESCALATION_ANSWERED,
)
_ABOUT_COMPETENCE = (
    EventKind.COMPETENCE_ASKED,
    EventKind.COMPETENCE_MOVED,
    EventKind.COMPETENCE_KEPT,
)
# Where an event names institutions.
_NAMED = (
    "from_institution",
    "to_institution",
    "proposed_institution",
    "asked_by",
    "successor",
)
COLUMNS = (
    "kind",
    "actor_kind",
    "happened_on",
    "article",
    "payload",
    "institution__name",
    "sequence",
    "recorded_at",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event as `look/timeline.html` shows it; `sequence` is its place in the history, which
    never changes, and `at` the instant it was written down."""

    title: str
    on: date
    by: str
    article: str
    verified: bool | None
    text: str
    sequence: int
    at: datetime


def tell(info_request_id: int, *, requester: str) -> list[Told]:
    """Return the events anybody may read, oldest first, in at most two queries.

    `requester` is how the page calls the person who asked: "Usted" or "La persona solicitante".
    """
    events = TimelineEvent.objects.filter(info_request=info_request_id)
    rows = list(events.exclude(kind__in=INNER_KINDS).order_by("sequence").values(*COLUMNS))
    data = [json.loads(row["payload"])["data"] for row in rows]
    names = _institution_names(data)
    return [_tell(row, facts, names, requester) for row, facts in zip(rows, data, strict=True)]


def tell_event(
    event: TimelineEvent, *, requester: str, names: Mapping[str, str] | None = None
) -> Told:
    """Return one event in the same words, also of the kinds that only supervisors read.

    `names` are those of institutions by code; without them the event's own are looked up.
    Raises KeyError or ValueError for a payload that no act could have written.
    """
    facts = event.data
    row = {
        "kind": event.kind,
        "actor_kind": event.actor_kind,
        "happened_on": event.happened_on,
        "article": event.article,
        "institution__name": event.institution.name,
        "sequence": event.sequence,
        "recorded_at": event.recorded_at,
    }
    return _tell(row, facts, _institution_names([facts]) if names is None else names, requester)


def is_verified(article: str, on: date) -> bool | None:
    """Say whether every rule that cites `article` was read; None when no rule cites it."""
    rules = [rule for rule in rules_on(on).rules if str(rule.article) == article]
    return all(rule.verified for rule in rules) if rules else None


def directorate_name() -> str:
    """Return what the Directorate is called where it, and not the institution, acted."""
    return _("Dirección de Acceso a la Información Pública")


def _tell(
    row: Mapping[str, Any], facts: Mapping[str, Any], names: Mapping[str, str], requester: str
) -> Told:
    return Told(
        title=str(EventKind(row["kind"]).label),
        on=row["happened_on"],
        by=names.get(facts.get("from_institution", "")) or _author(row, facts, requester),
        article=row["article"],
        verified=is_verified(row["article"], row["happened_on"]),
        text=_text(EventKind(row["kind"]), facts, names),
        sequence=row["sequence"],
        at=row["recorded_at"],
    )


def _author(row: Mapping[str, Any], facts: Mapping[str, Any], requester: str) -> str:
    if row["actor_kind"] == ActorKind.ANYONE:
        return _("Una persona que leyó el pedido")
    if facts.get("decided_by") == "directorate":
        return directorate_name()
    if row["actor_kind"] == ActorKind.REQUESTER:
        return requester
    if row["actor_kind"] == ActorKind.SYSTEM:
        return _("El sistema, por el paso del tiempo")
    # In a service centre the centre acted, for the institution.
    return str(facts.get("centre") or row["institution__name"])


def _institution_names(data: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    codes = {facts[key] for facts in data for key in _NAMED if key in facts}
    if not codes:
        return {}
    return dict(Institution.objects.filter(code__in=codes).values_list("code", "name"))


def _text(kind: EventKind, facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the sentences the facts of an event deserve; only facts that are public."""
    if kind == EventKind.FORWARDED:
        return "\n".join(_forwarding(facts, names))
    if kind == EventKind.MOVED_TO_SUCCESSOR:
        return _succession(facts, names)
    if kind in _ABOUT_COMPETENCE:
        return "\n".join(_competence(kind, facts, names))
    return "\n".join(_SENTENCES.get(kind, _decision)(facts))


def _decision(facts: Mapping[str, Any]) -> list[str]:
    outcome = [str(Outcome(facts["outcome"]).label)] if "outcome" in facts else []
    late = _lateness(facts) if outcome else []
    return [*outcome, *late, *_to_follow(facts), *_written_down(facts)]


def _written_down(facts: Mapping[str, Any]) -> list[str]:
    """Say how the answer of an institution off the system came, and who wrote it down."""
    if facts.get("registered_by") != "directorate":
        return []
    said = _(
        "La institución todavía no usa el sistema. Su respuesta llegó %(way)s; la Dirección de "
        "Acceso la registró y la notificó el %(on)s."
    )
    way = str(ArrivalWay(facts["way"]).label).lower()
    return [said % {"way": way, "on": _in_words(facts["notified_on"])}]


def _late_appeal(facts: Mapping[str, Any]) -> list[str]:
    said = _("Se presentó después de los días previstos y se aceptó.")
    return [said] if facts.get("is_late") else []


def _forwarding(facts: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    sender, receiver = facts["from_institution"], facts["to_institution"]
    return [
        _("De %(sender)s a %(receiver)s. El plazo no empieza de nuevo.")
        % {"sender": names.get(sender, sender), "receiver": names.get(receiver, receiver)}
    ]


def _succession(facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    said = _(
        "%(dissolved)s dejó de existir; ahora responde %(successor)s. El número y las fechas son "
        "los mismos."
    )
    successor = facts["successor"]
    return said % {
        "dissolved": facts["dissolved_name"],
        "successor": names.get(successor, successor),
    }


def _competence(kind: EventKind, facts: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    if kind == EventKind.COMPETENCE_ASKED:
        proposed = facts["proposed_institution"]
        return [
            _("Entiende que le corresponde a %(place)s, que ya tuvo el pedido. El plazo sigue.")
            % {"place": names.get(proposed, proposed)}
        ]
    chosen = facts["to_institution"]
    said = _("Debe responder %(place)s. El plazo es el mismo.")
    weight = (
        _("Es una instrucción.")
        if facts["is_instruction"]
        else _("Es una recomendación: la Dirección instruye solo al Poder Ejecutivo.")
    )
    return [said % {"place": names.get(chosen, chosen)}, weight]


def _recounted(facts: Mapping[str, Any]) -> list[str]:
    told = [
        _("%(term)s: del %(before)s al %(after)s.")
        % {
            "term": TermKindChoice(kind).label,
            "before": _in_words(dates["from"]),
            "after": _in_words(dates["to"]),
        }
        for kind, dates in facts["moved"].items()
    ]
    return [*told, f"{facts['instrument']}: {facts['reason']}."]


def _in_words(day: str) -> str:
    return formats.date_format(date.fromisoformat(day), formats.get_format("LEGAL_DATE_FORMAT"))


def _gap(facts: Mapping[str, Any]) -> list[str]:
    days = facts.get("gap_days", 0)
    if not days:
        return []
    words = ngettext(
        "Se registró %(days)s día después de presentada; cuenta desde su verdadera fecha.",
        "Se registró %(days)s días después de presentada; cuenta desde su verdadera fecha.",
        days,
    )
    return [words % {"days": days}]


def _report(facts: Mapping[str, Any]) -> list[str]:
    lines = [str(ReportKind(facts["problem"]).label)]
    if "screening" in facts:
        lines.append(_("El texto dejó de mostrarse hasta que una persona decida."))
    return lines


def _delivery(facts: Mapping[str, Any]) -> list[str]:
    count = len(facts["documents"])
    words = ngettext(
        "Se sumó %(count)s archivo a la respuesta.",
        "Se sumaron %(count)s archivos a la respuesta.",
        count,
    )
    return [words % {"count": count}, *_to_follow(facts)]


def _to_follow(facts: Mapping[str, Any]) -> list[str]:
    count = facts.get("files_to_follow", 0)
    if not count:
        return []
    words = ngettext(
        "Falta %(count)s archivo, que la institución todavía revisa.",
        "Faltan %(count)s archivos, que la institución todavía revisa.",
        count,
    )
    return [words % {"count": count}]


def _lateness(facts: Mapping[str, Any]) -> list[str]:
    days = facts.get("late_days", 0)
    if not days:
        return []
    words = ngettext("%(days)s día hábil de atraso.", "%(days)s días hábiles de atraso.", days)
    return [words % {"days": days}]


_SENTENCES: dict[EventKind, Callable[[Mapping[str, Any]], list[str]]] = {
    EventKind.REGISTERED: _gap,
    EventKind.RECONSIDERATION_FILED: _late_appeal,
    EventKind.VERDICT_GIVEN: lambda facts: [str(Verdict(facts["verdict"]).label)],
    EventKind.PROBLEM_REPORTED: _report,
    EventKind.REPORT_DECIDED: lambda facts: [str(ReportDecision(facts["decision"]).label)],
    EventKind.FILES_DELIVERED: _delivery,
    EventKind.TERMS_RECOUNTED: _recounted,
}
