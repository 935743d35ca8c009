"""The pages where a text meets another's: both side by side, and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from answering.forms.typed import FormClass, named
from answering.models import AnswerDraft
from requests_app.models import Answer
from requests_app.states import Outcome
from requests_app.views.desk_answers import shown
from requests_app.views.desk_case import Case

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two texts."""

    label: str
    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.theirs != self.mine


def compared(form: FormClass, theirs: Mapping[str, str], mine: Mapping[str, str]) -> list[Compared]:
    """Return what two texts say field by field, without those that are empty in both."""
    left, right = named(form, theirs), named(form, mine)
    labels = dict.fromkeys([*left, *right])
    rows = [Compared(label, left.get(label, ""), right.get(label, "")) for label in labels]
    return [row for row in rows if row.theirs or row.mine]


def both_texts(
    request: HttpRequest,
    case: Case,
    draft: AnswerDraft,
    form: FormClass,
    mine: Mapping[str, str],
    *,
    outcome: str,
    theirs_url: str,
) -> HttpResponse:
    """Show the draft in force beside the text just sent, and let the person choose."""
    theirs = {name: draft.fields.get(name, "") for name in mine}
    context = {
        "case": case,
        "draft": draft,
        "rows": compared(form, theirs, mine),
        "theirs_outcome": _label(draft.outcome),
        "my_outcome": _label(outcome),
        "differs_in_outcome": draft.outcome != outcome,
        "carried": [*mine.items(), ("version", str(draft.version))],
        "theirs_url": theirs_url,
    }
    return render(request, "answering/conflict.html", context, status=CONFLICT)


def too_late(
    request: HttpRequest,
    case: Case,
    message: str | Promise,
    given: Answer,
    texts: list[tuple[str, str]],
) -> HttpResponse:
    """Show the answer somebody gave meanwhile beside the text that was not sent."""
    context = {
        "case": case,
        "message": message,
        "given": shown(given),
        "given_by": given.answered_by,
        "texts": texts,
        "drafts_url": reverse("answering:drafts", args=[case.info_request.number]),
    }
    return render(request, "answering/too_late.html", context, status=CONFLICT)


def texts_of(form: FormClass, mine: Mapping[str, str], files: list[str]) -> list[tuple[str, str]]:
    """Return what was typed by the words of its fields, and the names of the files sent."""
    texts = [pair for pair in named(form, mine).items() if pair[1]]
    return [*texts, (_("Archivos que no se guardaron"), ", ".join(files))] if files else texts


def _label(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome in Outcome.values else ""
