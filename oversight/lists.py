"""The lists behind the Directorate's figures: each figure is the length of one of these.

A request is late while its institution owes an answer it no longer gives in time: open past its
due date, or denied by silence and not answered since. A tacit denial is counted from the day it
took effect, and stays counted if an answer came later (Ley 5282/2014, art. 20). The in-term rate
looks at due dates that have passed; what was withdrawn in time is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.terms import TermKind
from requests_app.models import InformationRequest
from requests_app.states import OPEN_STAGES, ReconsiderationStage, Stage

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
ONE_DAY = timedelta(days=1)
LATE_REGISTRATION = timedelta(days=2)

Requests = QuerySet[InformationRequest]
OPEN = Q(stage__in=OPEN_STAGES)


def year_before(on: date) -> date:
    """Return the same day of the year before; 28 February for the 29th."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return date(on.year - 1, 2, 28)


def with_term(requests: Requests) -> Requests:
    """Give each request the `due_on` of its answer term in force, of which it has exactly one."""
    joined: Requests = requests.filter(terms__kind=TermKind.ANSWER, terms__replaced_by=None)
    # As an annotation, because a second filter on `terms` would join the table once more.
    return joined.annotate(due_on=F("terms__due_on"))


def due_today(on: date) -> Q:
    """Open, and their last day is `on`."""
    return OPEN & Q(due_on=on)


def late(on: date) -> Q:
    """Open past the due date, or denied by silence and not answered since."""
    return (OPEN & Q(due_on__lt=on)) | Q(stage=Stage.TACITLY_DENIED)


def silent(since: date, until: date) -> Q:
    """Tacit denials that took effect from one day to another, both included.

    Silence denies by itself: an answer or a withdrawal after the due date came after a denial,
    even if it overtook the sweep that declares it.
    """
    overtaken = Q(answered_on__gt=F("due_on")) | Q(withdrawn_on__gt=F("due_on"))
    # The denial takes effect the day after the due date.
    due = Q(due_on__gte=since - ONE_DAY, due_on__lte=until - ONE_DAY)
    declared = Q(tacitly_denied_on__gte=since, tacitly_denied_on__lte=until)
    return declared | (Q(tacitly_denied_on=None) & due & overtaken)


def fell_due(since: date, on: date) -> Q:
    """Due dates from `since` that passed before `on`; what was withdrawn in time is left out."""
    in_force = Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("due_on"))
    return in_force & Q(due_on__gte=since, due_on__lt=on)


def in_term(since: date, on: date) -> Q:
    """Of those that fell due, the answered or denied in time."""
    return fell_due(since, on) & Q(answered_on__lte=F("due_on"))


def _registered_late(_on: date) -> Q:
    """An office wrote it down more than two days after the date it says it was presented (T11)."""
    return Q(registration__registered_on__gt=F("presented_on") + LATE_REGISTRATION)


def _awaiting_reconsideration(_on: date) -> Q:
    return Q(reconsiderations__stage=ReconsiderationStage.FILED)


@dataclass(frozen=True, slots=True)
class RequestList:
    """One list: its name, its words, and which requests belong to it on a day."""

    key: str
    title: str | Promise
    meaning: str | Promise
    belongs: Callable[[date], Q]


LISTS: Mapping[str, RequestList] = {
    found.key: found
    for found in (
        RequestList(
            "abiertos",
            _("Pedidos abiertos"),
            _("La institución todavía debe su respuesta."),
            lambda _on: OPEN,
        ),
        RequestList(
            "hoy", _("Vencen hoy"), _("Abiertos, y hoy es el último día del plazo."), due_today
        ),
        RequestList(
            "tarde",
            _("Tarde, sin respuesta"),
            _("Abiertos con el plazo vencido, o denegados por silencio y sin respuesta después."),
            late,
        ),
        RequestList(
            "silencio-semana",
            _("Denegaciones tácitas de los últimos 7 días"),
            _("El silencio tuvo efecto en los últimos 7 días, con o sin respuesta después."),
            lambda on: silent(on - A_WEEK + ONE_DAY, on),
        ),
        RequestList(
            "silencio-mes",
            _("Denegaciones tácitas de los últimos 30 días"),
            _("El silencio tuvo efecto en los últimos 30 días, con o sin respuesta después."),
            lambda on: silent(on - A_MONTH + ONE_DAY, on),
        ),
        RequestList(
            "silencio-ano",
            _("Denegaciones tácitas de los últimos 12 meses"),
            _("El silencio tuvo efecto en los últimos 12 meses, con o sin respuesta después."),
            lambda on: silent(year_before(on), on),
        ),
        RequestList(
            "reconsideraciones",
            _("Reconsideraciones por decidir"),
            _("Hay un recurso de reconsideración presentado y sin decisión."),
            _awaiting_reconsideration,
        ),
        RequestList(
            "vencidos-ano",
            _("Plazos vencidos en los últimos 12 meses"),
            _("Su plazo venció en los últimos 12 meses; sin los retirados a tiempo."),
            lambda on: fell_due(year_before(on), on),
        ),
        RequestList(
            "a-tiempo-ano",
            _("Respondidos a tiempo en los últimos 12 meses"),
            _("Su plazo venció en los últimos 12 meses y tuvieron respuesta hasta el último día."),
            lambda on: in_term(year_before(on), on),
        ),
        RequestList(
            "registrados-tarde",
            _("Registrados más de 2 días después de presentados"),
            _("La oficina los anotó con una fecha anterior de presentación, y dice su prueba."),
            _registered_late,
        ),
    )
}


def members(requests: Requests, key: str, *, on: date, institution: str = "") -> Requests:
    """Return the requests of a list, of one institution's code or of all. Raises KeyError."""
    found = with_term(requests).filter(LISTS[key].belongs(on))
    return found.filter(institution__code=institution) if institution else found
