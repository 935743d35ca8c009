"""What stands beside a text being written: the library, and earlier answers like this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from answering import placeholders, similar
from answering.models import LibraryText
from answering.similar import Earlier
from answering.states import TextPart
from look.whole_numbers import whole_number
from requests_app.states import Outcome
from requests_app.views.desk_case import Case


@dataclass(frozen=True, slots=True)
class Beside:
    """What is offered: texts filled in for the request, and earlier answers."""

    texts: list[tuple[LibraryText, str, str]]
    own: list[Earlier]
    others: list[Earlier]
    may_cite: bool


def beside(case: Case, fields: Mapping[str, object], outcome: str) -> Beside:
    """Return what helps to write a form with these fields for that outcome."""
    takes_text = TextPart.TEXT in fields
    row = case.info_request
    return Beside(
        texts=[
            (text, str(TextPart(text.part).label), filled(text, case))
            for text in _texts(case, fields, outcome)
        ],
        own=similar.own_answers(row) if takes_text else [],
        others=similar.others_answers(row, on=case.on) if takes_text else [],
        may_cite=outcome == Outcome.ALREADY_PUBLIC,
    )


def inserted(
    key: str, case: Case, typed: Mapping[str, str], fields: Mapping[str, object]
) -> dict[str, str] | None:
    """Return the fields with what a button named put into them: after what is typed, never
    instead of it. None when there is nothing of that name to put."""
    kind, _colon, name = key.partition(":")
    if kind == "cite":
        cited = similar.citation_of(name, on=case.on)
        return {**typed, **cited} if cited else None
    part, text = _wanted(kind, name, case, fields)
    if not text:
        return None
    before = typed.get(part, "").rstrip()
    return {**typed, part: f"{before}\n\n{text}" if before else text}


def filled(text: LibraryText, case: Case) -> str:
    """Return a text of the library with its places filled in for the request."""
    values = placeholders.values_for(case.info_request, due_on=case.term.due_on, on=case.on)
    return placeholders.fill(text.text, values)


def _wanted(kind: str, name: str, case: Case, fields: Mapping[str, object]) -> tuple[str, str]:
    if kind == "answer" and TextPart.TEXT in fields:
        return TextPart.TEXT, similar.text_of(name, case.info_request, on=case.on)
    if kind == "text" and whole_number(name) is not None:
        own = LibraryText.objects.for_institution(case.info_request.institution_id).in_use()
        found = own.filter(pk=name).first()
        if found is not None and found.part in fields:
            return found.part, filled(found, case)
    return "", ""


def _texts(case: Case, fields: Mapping[str, object], outcome: str) -> list[LibraryText]:
    own = LibraryText.objects.for_institution(case.info_request.institution_id).in_use()
    parts = [part for part in TextPart.values if part in fields]
    found = own.filter(Q(outcome="") | Q(outcome=outcome), part__in=parts)
    # The office's own come first.
    return sorted(found, key=lambda text: (text.is_shared, text.name))
