"""The lists behind the Directorate's figures: each figure is the length of one of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from look.figures.periods import Period, month_after
from oversight import lists
from oversight.lists import ONE_DAY, OPEN
from requests_app.states import ReconsiderationStage, Verdict

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
# Who holds the request now, who was asked first, and who owed the answer.
HOLDER, FIRST, OWED_BY = "institution_id", "first_institution_id", "owed_by_id"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a figure speaks: as of a day, and of a period. `until` is the period's last day."""

    on: date
    period: Period

    @property
    def since(self) -> date:
        """The first day of the period."""
        return self.period.first

    @property
    def until(self) -> date:
        """The last day of the period."""
        return month_after(self.period.last) - ONE_DAY

    @property
    def passed(self) -> date:
        """The day before which due dates of the period have passed."""
        return min(self.on, month_after(self.period.last))


@dataclass(frozen=True, slots=True)
class RequestList:
    """One list: its name, its words, and which requests belong to it.

    `of_period` says whether it looks at a period or only at today; `body` which institution it
    counts for; `by_days` that its rows go by the business days of the answer.
    """

    key: str
    title: str | Promise
    meaning: str | Promise
    belongs: Callable[[Moment], Q]
    of_period: bool = True
    body: str = OWED_BY
    by_days: bool = False


def _today(
    key: str, title: str | Promise, meaning: str | Promise, belongs: Callable[[date], Q]
) -> RequestList:
    return RequestList(key, title, meaning, lambda at: belongs(at.on), of_period=False, body=HOLDER)


def _awaiting_reconsideration(_on: date) -> Q:
    return Q(reconsiderations__stage=ReconsiderationStage.FILED)


TODAY = (
    _today(
        "abiertos",
        _("Pedidos abiertos"),
        _("La institución todavía debe su respuesta."),
        lambda _on: OPEN,
    ),
    _today(
        "hoy",
        _("Vencen hoy"),
        _("Abiertos, y hoy es el último día del plazo."),
        lists.due_today,
    ),
    _today(
        "tarde",
        _("Tarde, sin respuesta"),
        _("Abiertos con el plazo vencido, o denegados por silencio y sin respuesta después."),
        lists.late,
    ),
    _today(
        "silencio-semana",
        _("Denegaciones tácitas de los últimos 7 días"),
        _("El silencio tuvo efecto en los últimos 7 días, con o sin respuesta después."),
        lambda on: lists.silent(on - A_WEEK + ONE_DAY, on),
    ),
    _today(
        "silencio-mes",
        _("Denegaciones tácitas de los últimos 30 días"),
        _("El silencio tuvo efecto en los últimos 30 días, con o sin respuesta después."),
        lambda on: lists.silent(on - A_MONTH + ONE_DAY, on),
    ),
    _today(
        "reconsideraciones",
        _("Reconsideraciones por decidir"),
        _("Hay un recurso de reconsideración presentado y sin decisión."),
        _awaiting_reconsideration,
    ),
    _today(
        "registrados-tarde",
        _("Registrados más de 2 días después de presentados"),
        _("La oficina los anotó con una fecha anterior de presentación, y dice su prueba."),
        lambda _on: lists.registered_late(),
    ),
)


def _valued(verdict: Verdict) -> Callable[[Moment], Q]:
    return lambda at: lists.answered(at.since, at.until) & Q(verdict=verdict)


OF_A_PERIOD = (
    RequestList(
        "recibidos",
        _("Recibidos"),
        _("Presentados en el período, en la institución a la que se pidió primero."),
        lambda at: Q(presented_on__gte=at.since, presented_on__lte=at.until),
        body=FIRST,
    ),
    RequestList(
        "respondidos",
        _("Respondidos"),
        _("Su primera respuesta final, o su denegación por resolución, es del período."),
        lambda at: lists.answered(at.since, at.until),
    ),
    RequestList(
        "vencidos",
        _("Plazos vencidos"),
        _("Su plazo venció en el período; sin los retirados a tiempo."),
        lambda at: lists.fell_due(at.since, at.passed),
    ),
    RequestList(
        "a-tiempo",
        _("Respondidos a tiempo"),
        _("Su plazo venció en el período y tuvieron respuesta hasta el último día."),
        lambda at: lists.in_term(at.since, at.passed),
    ),
    RequestList(
        "respondidos-tarde",
        _("Respondidos tarde"),
        _("Su primera respuesta final es del período y llegó después del vencimiento."),
        lambda at: lists.answered(at.since, at.until) & Q(late_days__gt=0),
    ),
    RequestList(
        "silencio",
        _("Denegaciones tácitas"),
        _("El silencio tuvo efecto en el período, con o sin respuesta después."),
        lambda at: lists.silent(at.since, at.until),
    ),
    RequestList(
        "dias",
        _("Respuestas por sus días hábiles"),
        _("Las respuestas finales del período, de la más rápida a la más lenta."),
        lambda at: lists.answered(at.since, at.until) & Q(response_days__isnull=False),
        by_days=True,
    ),
    RequestList(
        "reconsideraciones-presentadas",
        _("Con reconsideración presentada"),
        _("Se presentó un recurso de reconsideración en el período."),
        lambda at: lists.appealed(at.since, at.until),
    ),
    RequestList(
        "reconsideraciones-decididas",
        _("Con reconsideración terminada"),
        _("Un recurso se admitió, se rechazó o quedó sin decisión en plazo, en el período."),
        lambda at: lists.decided(at.since, at.until),
    ),
    RequestList(
        "reconsideraciones-admitidas",
        _("Con reconsideración admitida"),
        _("La máxima autoridad dio en el período lo que se había negado."),
        lambda at: lists.decided(at.since, at.until, (ReconsiderationStage.UPHELD,)),
    ),
    RequestList(
        "ordenes",
        _("Con orden de un juzgado"),
        _("Un juzgado ordenó en el período entregar la información, se haya cumplido o no."),
        lambda at: lists.ordered(at.since, at.until),
    ),
    RequestList(
        "valorados-completa",
        _("Valorados como respuesta completa"),
        _("Respondidos en el período, y la persona dijo que la respuesta es completa."),
        _valued(Verdict.COMPLETE),
    ),
    RequestList(
        "valorados-parcial",
        _("Valorados como respuesta parcial"),
        _("Respondidos en el período, y la persona dijo que la respuesta es parcial."),
        _valued(Verdict.PARTIAL),
    ),
    RequestList(
        "valorados-otra-cosa",
        _("Valorados como «no es lo que pedí»"),
        _("Respondidos en el período, y la persona dijo que no es lo que pidió."),
        _valued(Verdict.NOT_WHAT_I_ASKED),
    ),
)

LISTS: Mapping[str, RequestList] = {found.key: found for found in (*TODAY, *OF_A_PERIOD)}
