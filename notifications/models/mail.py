"""The mail that came in, what became of it, and who decided so."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from notifications.states import MailShelf, MailState, MailStepKind
from offices.models import Institution
from requests_app.models import InformationRequest
from requests_app.policies import desk_institutions, is_directorate

if TYPE_CHECKING:
    from accounts.models import User


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    """How mail that came in is found."""

    def waiting(self) -> Self:
        """Return what is kept and not yet taken in, now or after its pause."""
        return self.filter(state=MailState.WAITING)

    def due(self, at: datetime) -> Self:
        """Return what is to be taken in at `at`: its pause is over and no worker holds it."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.waiting().filter(free, next_attempt_at__lte=at)

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return the mail of the cases that `user`'s desk holds on `on`, what was written to that
        desk and entered no case, and for the Directorate what was written to nobody known."""
        places = desk_institutions(user, on=on)
        seen = Q(info_request__institution__in=places) | Q(
            info_request=None, institution__in=places
        )
        if is_directorate(user, on=on):
            seen |= Q(info_request=None, institution=None)
        return self.filter(seen)

    def with_confirmation(self) -> Self:
        """Annotate `is_confirmed`: whether the draft that the mail opened became a request."""
        made = InformationRequest.objects.filter(token_digest=OuterRef("draft_digest"))
        return self.annotate(is_confirmed=Exists(made))

    def on_shelf(self, shelf: MailShelf) -> Self:
        """Return what stands on that shelf of the queue; needs `with_confirmation`."""
        return self.filter(SHELVES[shelf])


# To look at: what a person must decide, and what no machine has read or could read. New mail
# stands there until its author, or the office, makes a request of it.
_UNREAD = [MailState.TO_DECIDE, MailState.SET_ASIDE, MailState.WAITING]
_TO_LOOK_AT = Q(state__in=_UNREAD) | Q(state=MailState.DRAFTED, is_confirmed=False)
SHELVES: dict[MailShelf, Q] = {
    MailShelf.TO_LOOK_AT: _TO_LOOK_AT,
    MailShelf.IN_CASES: Q(state__in=[MailState.ENTERED, MailState.FROM_BODY]),
    MailShelf.NEW: Q(state__in=[MailState.DRAFTED, MailState.FILED]),
    MailShelf.BOUNCED: Q(state=MailState.BOUNCED),
    MailShelf.ASIDE: Q(state__in=[MailState.IGNORED, MailState.SET_ASIDE]),
}


class IncomingMail(models.Model):
    """One mail to one of our addresses, kept as it came. Never public, never shown whole."""

    # Stands for the mail, so that one brought again by its server is known.
    mail_key = models.CharField(max_length=64, unique=True)
    # Empty once the original grew old and was erased.
    raw = models.FileField(max_length=120, blank=True)
    recipient = models.CharField(_("dirigido a"), max_length=254)
    envelope_sender = models.CharField(max_length=254, blank=True)
    sender = models.CharField(_("remitente"), max_length=254, blank=True)
    subject = models.CharField(_("asunto"), max_length=300, blank=True)
    state = models.CharField(
        _("estado"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    reason = models.CharField(_("motivo"), max_length=500, blank=True)
    # In whose queue it stands while it is in no case; nobody's is the Directorate's.
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institución"),
    )
    info_request = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under which key its message stands in the case; empty when it left none there.
    entry_key = models.CharField(max_length=64, blank=True)
    # The digest of the draft it opened, by which its confirmation is known.
    draft_digest = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(_("recibido"))
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_attempt_at = models.DateTimeField(_("próximo intento"))
    leased_until = models.DateTimeField(null=True, blank=True)
    taken_in_at = models.DateTimeField(_("leído"), null=True, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("correo recibido")
        verbose_name_plural = _("correos recibidos")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="incoming_mail_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="waiting"), name="mail_waiting"
            ),
            # How many of a request, or of a sender, came in the last hour.
            models.Index(fields=["info_request", "received_at"], name="mail_of_a_request"),
            models.Index(fields=["received_at"], name="mail_received"),
            # The queue of one institution, newest first.
            models.Index(fields=["institution", "id"], name="mail_queue"),
        ]

    def __str__(self) -> str:
        return f"correo {self.pk}"


class MailStep(models.Model):
    """One thing done with a mail, by the system or by a person. Rows are added, never changed."""

    mail = models.ForeignKey(IncomingMail, models.PROTECT, related_name="steps")
    kind = models.CharField(_("qué se hizo"), max_length=10, choices=MailStepKind.choices)
    at = models.DateTimeField(_("cuándo"))
    # Nobody: the system did it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quién"),
    )
    info_request = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="+"
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("motivo"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paso de un correo")
        verbose_name_plural = _("pasos de los correos")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MailStepKind.values), name="mail_step_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that is there already."""
        if self.pk is not None:
            raise TypeError("what was done with a mail is not rewritten")
        super().save(*args, **kwargs)
