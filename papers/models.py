"""The register of issued papers: what each one stated, so that anybody can hold it to that."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from papers.kinds import Branch, Kind


class IssuedPaper(models.Model):
    """One paper. Rows are added, never changed.

    `facts` is the canonical JSON text of what the paper states, without personal data: these
    enter only as a commitment made with `salt`, which no page shows.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="papers"
    )
    kind = models.CharField(_("papel"), max_length=20, choices=Kind.choices)
    branch = models.CharField(_("contra"), max_length=10, choices=Branch.choices, blank=True)
    edition = models.CharField(_("modelo"), max_length=40)
    issued_on = models.DateField(_("emitido"))
    issued_at = models.DateTimeField(_("emitido a las"))
    key = models.CharField(_("clave de verificación"), max_length=20, unique=True)
    salt = models.CharField(max_length=32)
    facts = models.TextField(_("hechos"))
    digest = models.CharField(_("SHA-256 de los hechos"), max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("papel emitido")
        verbose_name_plural = _("papeles emitidos")
        indexes = [models.Index(fields=["info_request", "kind"], name="papers_of_a_request")]

    def __str__(self) -> str:
        return f"{self.kind} de {self.info_request_id}"

    @property
    def claims(self) -> dict[str, Any]:
        """Return what the paper states, as it was written down."""
        claims: dict[str, Any] = json.loads(self.facts)
        return claims
