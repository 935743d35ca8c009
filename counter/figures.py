"""What a counter did: registrations and notifications by month, and how long people waited."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from offices.models import Institution, Office
from requests_app.models import InPersonNotice, Registration
from requests_app.states import Channel

Registrations = QuerySet[Registration]
Notices = QuerySet[InPersonNotice]

MONTHS = 12
MOST_INSTITUTIONS = 20
# A form left open over lunch says nothing of how long the person was attended.
_LONGEST_MINUTES = 60
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many requests came in by each channel, how many people were notified, and
    the median minutes from opening the form to the receipt (None when none was measured)."""

    starts_on: date
    by_channel: dict[str, int]
    notified: int
    minutes: float | None

    @property
    def registered(self) -> int:
        """Requests taken in."""
        return sum(self.by_channel.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """The last twelve months, newest first, and for whom it was registered, most first."""

    months: tuple[Month, ...]
    institutions: tuple[tuple[str, int], ...]
    minutes: float | None

    @property
    def registered(self) -> int:
        """Requests taken in over all months."""
        return sum(month.registered for month in self.months)

    @property
    def notified(self) -> int:
        """People notified over all months."""
        return sum(month.notified for month in self.months)


def figures_of(
    *, centres: Iterable[Office] = (), institutions: Iterable[Institution] = (), on: date
) -> Figures:
    """Return what those service centres, and the offices of those institutions, did in the last
    twelve months, that of `on` included."""
    since = _months_back(on, MONTHS - 1)
    own = Q(centre=None, info_request__first_institution__in=institutions)
    taken = Registration.objects.filter(
        own | Q(centre__in=centres), registered_on__gte=since, registered_on__lte=on
    )
    told = InPersonNotice.objects.filter(
        Q(office__in=centres) | Q(office=None, institution__in=institutions),
        notified_on__gte=since,
        notified_on__lte=on,
    )
    waited = _minutes(taken)
    return Figures(
        tuple(_months(taken, told, waited, on=on)),
        tuple(_by_institution(taken)),
        _median([spent for values in waited.values() for spent in values]),
    )


def as_rows(figures: Figures) -> Iterator[list[str]]:
    """Return the months as the rows of a table, heads first; no cell can run as a formula."""
    channels = [channel for channel in Channel if channel != Channel.WEB]
    yield [
        _("Mes"),
        *(str(channel.label) for channel in channels),
        _("Registrados"),
        _("Notificados en persona"),
        _("Minutos por registro (mediana)"),
    ]
    for month in figures.months:
        yield [
            f"{month.starts_on:%Y-%m}",
            *(str(month.by_channel.get(channel, 0)) for channel in channels),
            str(month.registered),
            str(month.notified),
            "" if month.minutes is None else f"{month.minutes:.1f}",
        ]
    yield []
    yield [_("Institución"), _("Registrados")]
    for name, count in figures.institutions:
        yield [f"'{name}" if name.startswith(_FORMULA) else name, str(count)]


def _months(
    taken: Registrations, told: Notices, waited: dict[date, list[float]], *, on: date
) -> Iterator[Month]:
    channels: dict[date, Tally[str]] = {}
    by_month = taken.annotate(month=TruncMonth("registered_on"))
    for month, channel, count in by_month.values_list("month", "info_request__channel").annotate(
        n=Count("pk")
    ):
        channels.setdefault(month, Tally())[channel] += count
    notified = dict(
        told.annotate(month=TruncMonth("notified_on"))
        .order_by()
        .values_list("month")
        .annotate(n=Count("pk"))
    )
    for back in range(MONTHS):
        month = _months_back(on, back)
        yield Month(
            month,
            dict(channels.get(month, {})),
            notified.get(month, 0),
            _median(waited.get(month, [])),
        )


def _by_institution(taken: Registrations) -> Iterator[tuple[str, int]]:
    name = F("info_request__first_institution__name")
    counted = taken.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
    yield from counted[:MOST_INSTITUTIONS]


def _minutes(taken: Registrations) -> dict[date, list[float]]:
    """Return by month the minutes of every registration that was measured."""
    found: dict[date, list[float]] = {}
    measured = taken.filter(started_at__isnull=False).values_list(
        "registered_on", "started_at", "info_request__filed_at"
    )
    for registered_on, started_at, filed_at in measured:
        if started_at is None:
            continue
        spent = _between(started_at, filed_at)
        if 0 <= spent <= _LONGEST_MINUTES:
            found.setdefault(registered_on.replace(day=1), []).append(spent)
    return found


def _between(started_at: datetime, filed_at: datetime) -> float:
    return (filed_at - started_at).total_seconds() / 60


def _median(values: list[float]) -> float | None:
    return median(values) if values else None


def _months_back(on: date, months: int) -> date:
    """Return the first day of the month so many months before that of `on`."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, 1)
