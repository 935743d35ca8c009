"""Internal notes: what the people of an office tell each other about a request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Institution, Post
from requests_app.models import InformationRequest

if TYPE_CHECKING:
    from accounts.models import User


class NoteQuerySet(models.QuerySet["Note"]):
    """How notes are found."""

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those of the offices at whose desk `user` works; nobody else reads any."""
        desks = Post.objects.at_desk(user, on=on).values("office__institution")
        return self.filter(institution__in=desks)


class Note(models.Model):
    """One note. It is never changed: a correction is another note, which names it."""

    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="notes")
    # Whose note it is: an institution that receives the request later does not read it.
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("escrita"))
    text = models.TextField(_("nota"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nota interna")
        verbose_name_plural = _("notas internas")

    def __str__(self) -> str:
        return f"nota {self.pk} de {self.info_request_id}"
