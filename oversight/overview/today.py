"""What the Directorate sees first: the clock of the whole State, and of each institution."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oversight.catalogue import Moment
from oversight.lists import Requests
from oversight.overview.columns import counted, named
from oversight.overview.counting import Body, Counts, by_body
from oversight.overview.lines import Line
from oversight.scope import EVERYBODY, Scope

NATIONAL = ("hoy", "tarde", "silencio-semana", "silencio-mes", "reconsideraciones")
KEYS = ("abiertos", *NATIONAL)
DEFAULT_ORDER = "-tarde"
COLUMNS = (
    named(_("Institución")),
    counted("abiertos", _("Abiertos")),
    counted("hoy", _("Vencen hoy")),
    counted("tarde", _("Tarde")),
    counted("silencio-mes", _("Denegaciones tácitas, 30 días")),
    counted("reconsideraciones", _("Reconsideraciones por decidir")),
)


def clock(visible: Requests, moment: Moment, scope: Scope = EVERYBODY) -> dict[Body, Counts]:
    """Return today's figures of each institution with anything to show. One query."""
    return by_body(visible, KEYS, moment, scope)


def lines(clocks: Mapping[Body, Counts], moment: Moment) -> list[Line]:
    """Return one line for each institution."""
    return [line_of(body, counts, moment) for body, counts in clocks.items()]


def line_of(body: Body, counts: Counts, moment: Moment) -> Line:
    """Return the line of an institution, which leads to its own page."""
    page = reverse("oversight:institution", args=[body.code])
    return Line(body.name, page, Scope(institution=body.code), moment, counts)
