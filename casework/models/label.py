"""Labels: what an institution's requests are about, in its own words."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from offices.models import Institution, Post
from requests_app.models import InformationRequest
from requests_app.policies import DESK_DUTIES


class LabelQuerySet(models.QuerySet["Label"]):
    """How labels are found."""

    def active(self) -> Self:
        """Return those that can still be put on a request."""
        return self.filter(is_active=True)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return those of the institutions at whose desk `user` works on that day."""
        posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
        return self.filter(institution__in=posts.values("office__institution"))


class Label(models.Model):
    """One topic of an institution. `words` puts it by itself on what says one of them."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="labels")
    name = models.CharField(_("nombre"), max_length=60)
    words = models.CharField(_("palabras"), max_length=500, blank=True)
    is_active = models.BooleanField(_("vigente"), default=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tema")
        verbose_name_plural = _("temas")
        constraints = [
            models.UniqueConstraint(
                "institution",
                Lower("name"),
                condition=Q(is_active=True),
                name="a_label_has_its_own_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RequestLabelQuerySet(models.QuerySet["RequestLabel"]):
    """How the labels of requests are found."""

    def in_force(self) -> Self:
        """Return those nobody took off, put by whoever holds the request now."""
        return self.filter(
            taken_off_at=None,
            label__is_active=True,
            label__institution=F("info_request__institution"),
        )


class RequestLabel(models.Model):
    """One label on one request: by a person, or by its words. Taken off, it stays off."""

    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="labels")
    label = models.ForeignKey(Label, models.PROTECT, related_name="on_requests")
    # Empty: its words put it.
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    put_at = models.DateTimeField(_("puesto"))
    taken_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_off_at = models.DateTimeField(_("quitado"), null=True, blank=True)

    objects = RequestLabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("tema de una solicitud")
        verbose_name_plural = _("temas de solicitudes")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "label"], name="a_label_is_on_a_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id}: {self.label_id}"


class SortedRequest(models.Model):
    """That the words of an institution's labels were looked for in a request."""

    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("solicitud clasificada")
        verbose_name_plural = _("solicitudes clasificadas")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "institution"], name="sorted_once_per_institution"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.info_request_id} en {self.institution_id}"
