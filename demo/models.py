"""How far the fictional requests have been loaded."""

from __future__ import annotations

from django.db import models


class LoadState(models.Model):
    """One load of demonstration data, so that it can be resumed and is never done twice.

    `first_numbers` are the first numbers reserved for it, by year: the series stays without gaps
    although real requests are filed meanwhile, and a load that was killed goes on with its own.
    """

    requests = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    today = models.DateField()
    first_numbers = models.JSONField(default=dict)
    loaded = models.PositiveIntegerField(default=0)
    loaded_days = models.JSONField(default=list)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "carga de demostración"
        verbose_name_plural = "cargas de demostración"

    def __str__(self) -> str:
        return f"{self.loaded} de {self.requests}"

    @property
    def is_complete(self) -> bool:
        """Say whether every request is in, and the figures made."""
        return self.finished_at is not None
