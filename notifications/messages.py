"""The words of each notice: what happened, what the person can do, until when, by which article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation

from law.ladder import directorate_act, ladder_on
from law.rules import rules_on
from law.terms import TermKind, court_safe_until
from notifications.outside import said_outside
from notifications.recipients import TOLD_BY_THE_LADDER, Audience
from offices.calendars import calendar_for
from requests_app.models import Term, TimelineEvent
from requests_app.models.term import TermKindChoice
from requests_app.states import EventKind, Outcome, ReportDecision, ReportKind, Stage, Verdict

SUBJECT_LENGTH = 150
LINE_LENGTH = 300
# Control, format (bidirectional overrides, zero-width), surrogate; line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Facts of events that are named by the words of a list.
_CHOICES: dict[str, type[TextChoices]] = {
    "outcome": Outcome,
    "verdict": Verdict,
    "problem": ReportKind,
    "decision": ReportDecision,
}
# What puts an end to a silence, also while it is only foretold.
_BREAKS = (EventKind.ANSWERED, EventKind.ANSWERED_LATE, EventKind.DENIED)
# An office without anybody in post reads what its officials would, and answers by e-mail.
_FOLDERS = {audience: audience.value for audience in Audience} | {Audience.OUTSIDE: "office"}
_MANY_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")


@dataclass(frozen=True, slots=True)
class Message:
    """One notice as it is sent: `subject` is one line of at most 150 characters."""

    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Until:
    """A last day in words, whether it has gone by, and the article that sets it."""

    words: str
    is_over: bool
    article: str


def one_line(text: str, length: int = LINE_LENGTH) -> str:
    """Return what a person typed as one visible line of at most `length` characters.

    Line breaks, controls and bidirectional overrides become blanks, so that nothing typed can
    end a mail header, start a line of its own or show other than it reads.
    """
    visible = (" " if unicodedata.category(char) in _INVISIBLE else char for char in text)
    line = " ".join("".join(visible).split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def message_for(
    event: TimelineEvent, audience: Audience, *, on: date, terms: Iterable[Term] | None = None
) -> Message:
    """Return what `audience` is told of `event` on the day `on`, in Spanish.

    `terms` are those that run, when the event is still to come; without them they are looked up.
    Raises TemplateDoesNotExist when nobody wrote words for this kind and audience.
    """
    # Whole messages, not sentences, are what a translator needs: one folder per language.
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        text = render_to_string(
            f"notifications/{language}/{_FOLDERS[audience]}/{event.kind}.txt",
            _facts(event, audience, on=on, terms=terms),
        )
    subject, _line_end, body = text.strip().partition("\n")
    body = _MANY_BLANK_LINES.sub("\n\n", body).strip() + "\n"
    return Message(one_line(subject, SUBJECT_LENGTH), body, language)


def _facts(
    event: TimelineEvent, audience: Audience, *, on: date, terms: Iterable[Term] | None
) -> dict[str, Any]:
    info_request = event.info_request
    if terms is None:
        terms = info_request.terms.running()
    return {
        "number": info_request.number,
        "asked": one_line(info_request.subject),
        "institution": one_line(event.institution.name),
        "happened_on": _in_words(event.happened_on),
        "presented_on": _in_words(info_request.presented_on),
        "answer_days": rules_on(info_request.presented_on).answer.value,
        "article": event.article,
        "is_outside": audience == Audience.OUTSIDE,
        "said": said_outside(event) if audience == Audience.OUTSIDE else "",
        "may_reply": audience == Audience.REQUESTER and bool(settings.MAIL_IN_ADDRESS),
        "link": settings.PUBLIC_URL + _page(event, audience),
        "data": {key: _told(key, value) for key, value in event.data.items()},
        **_remedies(event, terms, on=on),
        **(_ladder_facts(event, on=on) if event.kind == TOLD_BY_THE_LADDER else {}),
        **(_moved(event) if event.kind == EventKind.TERMS_RECOUNTED else {}),
    }


def _page(event: TimelineEvent, audience: Audience) -> str:
    # The requester opens the page with the code: an address that opens by itself is a secret.
    if audience == Audience.REQUESTER:
        return reverse("requests:follow")
    number = event.info_request.number
    if event.kind == EventKind.COMPETENCE_ASKED:
        return reverse("oversight:settle", args=[number])
    return reverse("desk:request", args=[number])


def _told(key: str, value: object) -> object:
    """Return a fact of the event as words: dates, outcomes and verdicts are named."""
    if not isinstance(value, str):
        return value
    if key.endswith("_on"):
        return _in_words(date.fromisoformat(value))
    if key in _CHOICES:
        return str(_CHOICES[key](value).label)
    return one_line(value)


def _in_words(day: date) -> str:
    return formats.date_format(day, formats.get_format("LEGAL_DATE_FORMAT"))


def _remedies(event: TimelineEvent, terms: Iterable[Term], *, on: date) -> dict[str, object]:
    """Return the last days of the remedies that are open; the safe date for the court too.

    Against silence an appeal is accepted after its days; against a decision it is not (T7).
    """
    running = {term.kind: term for term in terms}
    told: dict[str, object] = {}
    if appeal := running.get(TermKind.RECONSIDERATION):
        told["reconsideration"] = _until(appeal, appeal.due_on, on=on)
        is_silence = event.info_request.stage == Stage.TACITLY_DENIED and event.kind not in _BREAKS
        told["can_appeal"] = is_silence or appeal.due_on >= on
    if court := running.get(TermKind.COURT):
        told["court_safe"] = _until(court, court_safe_until(court.starts_on), on=on)
        told["court"] = _until(court, court.due_on, on=on)
    return told


def _moved(event: TimelineEvent) -> dict[str, Any]:
    """Return each term that moved as its name, its former day and its new one, in words."""
    return {
        "moves": [
            {
                "term": str(TermKindChoice(kind).label),
                "before": _in_words(date.fromisoformat(dates["from"])),
                "after": _in_words(date.fromisoformat(dates["to"])),
            }
            for kind, dates in event.data["moved"].items()
        ]
    }


def _until(term: Term, day: date, *, on: date) -> Until:
    return Until(_in_words(day), day < on, term.article)


def _ladder_facts(event: TimelineEvent, *, on: date) -> dict[str, Any]:
    """Return the days left on the day of telling, which may come after the step's own, and the
    days late on the step's own day."""
    due_on = date.fromisoformat(event.data["due_on"])
    days = calendar_for(event.institution).days
    readings = {step.id: step.reading for step in ladder_on(due_on).steps}
    act = directorate_act(is_executive=event.institution.is_executive)
    return {
        "days_left": days.count(after=on, until=due_on) if on < due_on else 0,
        "days_late": max(days.count(after=due_on, until=event.happened_on), 0),
        "is_due_today": on == due_on,
        "is_late": on > due_on,
        "reading": readings[event.data["step"]],
        "act": act.value,
    }
