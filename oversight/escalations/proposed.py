"""Which delays call for a warning or an observation, and the words one may begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from law.ladder import ladder_on
from offices.calendars import calendar_for, current_version
from offices.models import CalendarVersion, Post
from oversight.paging import Page, Place, page_of
from requests_app.actions.escalation import STEP, authority_of, kind_for
from requests_app.models import InformationRequest, TermStep
from requests_app.models.escalation import EscalationKind
from requests_app.models.term import Term
from requests_app.states import Stage


@dataclass(frozen=True, slots=True)
class Proposed:
    """One delay the ladder brought to the Directorate, with the business days it lasts by now."""

    info_request: InformationRequest
    due_on: date
    late_days: int
    kind: EscalationKind


def waiting_count() -> int:
    """Return how many delays nobody of the Directorate has decided about. One query."""
    return _steps().count()


def waiting(
    *, on: date, after: Place | None = None, before: Place | None = None
) -> tuple[list[Proposed], Page]:
    """Return some delays nobody has decided about, the oldest first, and their page's places."""
    rows = _steps().annotate(due_on=F("term__due_on"))
    page = page_of(
        rows.select_related("term__info_request__institution"), after=after, before=before
    )
    steps: Sequence[Any] = page.rows
    version = current_version() if steps else None
    return [_proposed(step.term, on=on, version=version) for step in steps], page


def first_words(info_request: InformationRequest, term: Term, *, on: date) -> str:
    """Return a text to begin with: the facts, what is asked, and by which article."""
    days = calendar_for(info_request.institution).days
    late = days.count(after=term.due_on, until=on)
    authority = authority_of(info_request, on=on)
    step = next(step for step in ladder_on(term.due_on).steps if step.id == STEP)
    facts = ngettext(
        "La solicitud %(number)s, presentada el %(presented)s, debía responderse hasta el %(due)s "
        "(%(article)s). Lleva %(days)s día hábil de atraso y sigue sin respuesta.",
        "La solicitud %(number)s, presentada el %(presented)s, debía responderse hasta el %(due)s "
        "(%(article)s). Lleva %(days)s días hábiles de atraso y sigue sin respuesta.",
        late,
    ) % {
        "number": info_request.number,
        "presented": _in_words(info_request.presented_on),
        "due": _in_words(term.due_on),
        "article": term.article,
        "days": late,
    }
    asked = _("Pedimos que la institución responda cuanto antes y nos cuente qué hizo.")
    if kind_for(info_request) == EscalationKind.WARNING:
        act = _("Por este medio se llama la atención de la institución (%(article)s).")
    else:
        act = _("Por este medio la Dirección observa el atraso (%(article)s).")
    return "\n\n".join([_greeting(authority), facts, act % {"article": step.article}, asked])


def _greeting(authority: Post | None) -> str:
    if authority is None:
        return _("A la máxima autoridad de la institución:")
    return _("A %(name)s, máxima autoridad de la institución:") % {"name": authority.holder}


def _steps() -> QuerySet[TermStep]:
    reached = TermStep.objects.filter(step=STEP, term__replaced_by=None, term__escalation=None)
    return reached.filter(term__info_request__stage=Stage.TACITLY_DENIED)


def _proposed(term: Term, *, on: date, version: CalendarVersion | None) -> Proposed:
    info_request = term.info_request
    days = calendar_for(info_request.institution, version=version).days
    late = days.count(after=term.due_on, until=on)
    return Proposed(info_request, term.due_on, late, kind_for(info_request))


def _in_words(day: date) -> str:
    return date_format(day, get_format("LEGAL_DATE_FORMAT"))
