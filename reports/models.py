"""Frozen months and yearly reports: rows that are added and never rewritten."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models import CalendarVersion
from reports.recompute import Figures


def canonical(content: object) -> str:
    """Return the one text of `content` that is hashed: keys in order, no spaces, no floats."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Frozen(models.Model):
    """What both have: a canonical text that anybody may take, and its digest."""

    content = models.TextField(_("contenido"))
    digest = models.CharField(_("huella"), max_length=64)

    class Meta:
        abstract = True

    @cached_property
    def told(self) -> dict[str, Any]:
        """Return the content as it was before it became text."""
        told: dict[str, Any] = json.loads(self.content)
        return told

    @cached_property
    def figures(self) -> Figures:
        """Return the figures by institution code, the State's under its own."""
        return {code: Counter(keys) for code, keys in self.told["cifras"].items()}

    @property
    def is_whole(self) -> bool:
        """Say whether the digest follows from the content."""
        return digest_of(self.content) == self.digest


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """How snapshots are found."""

    def light(self) -> Self:
        """Leave out what is large: the requests."""
        return self.defer("dataset")


class Snapshot(Frozen):
    """The figures of one month as they were counted once, and the requests they come from.

    A late answer or a recount changes nothing here: a revision is another row beside it.
    """

    # The chain: each content holds the digest of the one a place before.
    place = models.PositiveIntegerField(_("lugar"), unique=True)
    month = models.DateField(_("primer día del mes"))
    revision = models.PositiveSmallIntegerField(_("revisión"), default=1)
    reason = models.TextField(_("por qué se revisó"), blank=True)
    cut_off = models.DateTimeField(_("corte"))
    calendar_version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="+")
    dataset = models.BinaryField(_("pedidos"))
    # By channel and language, of the whole State: never shown below five.
    traits = models.JSONField(_("por canal e idioma"), default=dict)
    # Empty: the system did it by itself.
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        verbose_name = _("mes congelado")
        verbose_name_plural = _("meses congelados")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "revision"], name="one_snapshot_per_month_and_revision"
            ),
            models.UniqueConstraint(fields=["digest"], name="one_snapshot_per_digest"),
            models.CheckConstraint(
                condition=Q(revision=1, reason="") | (Q(revision__gt=1) & ~Q(reason="")),
                name="a_revision_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} r{self.revision}"

    @property
    def requests_csv(self) -> bytes:
        """Return the frozen requests as the file that was hashed."""
        return zlib.decompress(self.dataset)


class Stopped(models.Model):
    """A month the system could not freeze by itself, and why; gone once it is frozen."""

    month = models.DateField(_("primer día del mes"), unique=True)
    stopped_at = models.DateTimeField(_("cuándo"))
    why = models.TextField(_("por qué"))

    class Meta:
        ordering = ["month"]
        verbose_name = _("mes que no se pudo congelar")
        verbose_name_plural = _("meses que no se pudieron congelar")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ReportState(models.TextChoices):
    """Where a yearly report stands."""

    PREPARED = "prepared", _("Espera que otra persona lo publique")
    PUBLISHED = "published", _("Publicado")
    REJECTED = "rejected", _("No se publicó")


class YearReport(Frozen):
    """The report of one year, made of its frozen months; an erratum is another edition."""

    year = models.PositiveSmallIntegerField(_("año"))
    edition = models.PositiveSmallIntegerField(_("edición"))
    state = models.CharField(
        max_length=10, choices=ReportState.choices, default=ReportState.PREPARED
    )
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("preparado"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decidido"), null=True)
    note = models.TextField(_("por qué no se publicó"), blank=True)

    class Meta:
        ordering = ["-year", "-edition", "-pk"]
        verbose_name = _("informe anual")
        verbose_name_plural = _("informes anuales")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "edition"],
                condition=~Q(state="rejected"),
                name="one_report_per_year_and_edition",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state="prepared"),
                name="one_report_of_a_year_waits",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("prepared_by")),
                name="nobody_publishes_their_own_report",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", decided_at=None)
                | (~Q(state="prepared") & Q(decided_at__isnull=False)),
                name="a_decided_report_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} ed. {self.edition}"
