"""What an inspection found in a file of an answer, and who looked at it: rows only ever added."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution
from requests_app.states import FileVerdict, Visibility


class AppendOnly(models.Model):
    """A row that is written once: nobody looks at a file after the fact, or takes it back."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row. Raises TypeError for one that is there already."""
        if self.pk is not None:
            raise TypeError(f"{type(self).__name__} is only added, never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raise TypeError."""
        raise TypeError(f"{type(self).__name__} is only added, never deleted")


class FileCheck(AppendOnly):
    """One inspection of one content under one name, for one request.

    It belongs to the request because the data of who asked are looked for, too.
    """

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="file_checks"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    digest = models.CharField(_("SHA-256"), max_length=64)
    name = models.CharField(_("nombre"), max_length=120)
    verdict = models.CharField(max_length=12, choices=FileVerdict.choices)
    # The report as `release.report.Report.as_dict` writes it: no datum is repeated in it whole.
    report = models.JSONField()
    # Which inspection it was: a file that an earlier one let pass is looked into again.
    edition = models.CharField(max_length=20)
    checked_at = models.DateTimeField(_("revisado"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("revisión de un archivo")
        verbose_name_plural = _("revisiones de archivos")
        indexes = [models.Index(fields=["info_request", "digest"], name="checks_of_a_file")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.verdict}"


class Clearance(AppendOnly):
    """A person looked at one finding, or at the whole file, and says why it may go out."""

    file_check = models.ForeignKey(FileCheck, models.PROTECT, related_name="clearances")
    # The finding's fingerprint, so that a later check that finds the same need not be cleared
    # again; empty for the look at the whole file.
    finding = models.CharField(max_length=64, blank=True)
    # For whom: what the person who asked may see is not yet for everybody.
    readers = models.CharField(max_length=10, choices=Visibility.choices)
    reason = models.TextField(_("motivo"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("mirado"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("visto bueno")
        verbose_name_plural = _("vistos buenos")

    def __str__(self) -> str:
        return f"{self.file_check_id} {self.finding[:12]}"
