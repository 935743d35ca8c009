"""A non-compliance file: which facts it rests on, and which stage may follow which."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from noncompliance.states import OVER, Cause, FileStage, NoticeMeans, Outcome
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest
from requests_app.models.numbering import YearCounter

# Who speaks for an institution in its file, and to whom it is notified.
LEADS = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)
# From which stages an outcome may be recorded, and a file closed.
_BEFORE_INQUIRY = (FileStage.NOTIFIED, FileStage.HEARD)
WITH_FACTS_HEARD = (*_BEFORE_INQUIRY, FileStage.INQUIRY_ASKED, FileStage.INQUIRY_ORDERED)
CLOSABLE = (FileStage.OPENED, *WITH_FACTS_HEARD, FileStage.OUTCOME)


class FileCounter(YearCounter):
    """The last number given to a file in a year."""


class NonComplianceFileQuerySet(models.QuerySet["NonComplianceFile"]):
    """The only ways in which views find files."""

    def going_on(self) -> Self:
        """Return those that are neither dismissed nor closed."""
        return self.exclude(stage__in=OVER)

    def told_to(self, user: User, *, on: date) -> Self:
        """Return those that were notified to an institution which `user` leads on that day."""
        posts = Post.objects.held_on(on).filter(holder=user, duty__in=LEADS)
        places = posts.values("office__institution")
        # Whoever took the place of a dissolved body answers for it.
        theirs = Q(institution__in=places) | Q(
            institution__is_active=False, institution__successor__in=places
        )
        return self.filter(theirs, notified_on__isnull=False)


class NonComplianceFile(models.Model):
    """Facts that met a rule, what the institution says of them and what came of it.

    It proposes and records; it imposes nothing and is never public. `met_on` is the day on which
    the rule was met, however late somebody looked.
    """

    number = models.CharField(_("número"), max_length=20, unique=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="noncompliance_files")
    cause = models.CharField(_("causa"), max_length=20, choices=Cause.choices)
    stage = FSMField(default=FileStage.PROPOSED, choices=FileStage.choices, protected=True)
    met_on = models.DateField(_("día en que se cumplió la regla"))
    # The ladder or, for a ruling, the rule set behind the term to comply.
    rule_set = models.CharField(_("reglas"), max_length=40)
    article = models.CharField(_("artículo"), max_length=120)
    requests: models.ManyToManyField[InformationRequest, FileRequest] = models.ManyToManyField(
        InformationRequest, through="FileRequest", related_name="noncompliance_files"
    )
    # Nobody proposed what a rule proposed.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("propuesto"))
    reason = models.TextField(_("fundamento"), blank=True)

    # Who opened it, or decided not to; the reason of a dismissal is the file's end.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(_("decidido"), null=True, blank=True)

    notice = models.TextField(_("notificación"), blank=True)
    notice_means = models.CharField(max_length=10, choices=NoticeMeans.choices, blank=True)
    notice_instrument = models.CharField(_("nota"), max_length=120, blank=True)
    notified_on = models.DateField(_("notificado"), null=True, blank=True)
    notified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The last day for the statement as the notice told it.
    statement_until = models.DateField(_("descargo hasta"), null=True, blank=True)
    reply = models.TextField(_("descargo"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_on = models.DateField(_("presentado"), null=True, blank=True)

    inquiry_asked_on = models.DateField(_("sumario pedido"), null=True, blank=True)
    inquiry_note = models.CharField(_("nota del pedido"), max_length=120, blank=True)
    inquiry_ordered_on = models.DateField(_("sumario ordenado"), null=True, blank=True)
    inquiry_authority = models.CharField(_("quién lo ordenó"), max_length=200, blank=True)
    inquiry_order = models.CharField(_("instrumento de la orden"), max_length=120, blank=True)

    outcome = models.CharField(_("resultado"), max_length=20, choices=Outcome.choices, blank=True)
    outcome_on = models.DateField(_("fecha del resultado"), null=True, blank=True)
    outcome_authority = models.CharField(_("quién lo dispuso"), max_length=200, blank=True)
    outcome_instrument = models.CharField(_("instrumento"), max_length=120, blank=True)
    outcome_text = models.TextField(_("qué se resolvió"), blank=True)

    # Why it was not opened, or why it is closed.
    ending = models.TextField(_("motivo del cierre"), blank=True)
    closed_on = models.DateField(_("cerrado"), null=True, blank=True)

    # The end of the journal's hash chain, kept here because this row is what acts lock.
    steps_count = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, blank=True)

    objects = NonComplianceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("expediente de incumplimiento")
        verbose_name_plural = _("expedientes de incumplimiento")
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | Q(decided_by=None)
                | Q(stage=FileStage.DISMISSED)
                | ~Q(decided_by=F("proposed_by")),
                name="nobody_opens_the_file_they_proposed",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(reason=""),
                name="who_proposes_a_file_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=OVER) | ~Q(ending=""), name="an_ended_file_says_why"
            ),
            models.CheckConstraint(
                condition=Q(notified_on=None) | ~Q(notice=""), name="a_notice_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "id"], name="files_by_stage"),
            models.Index(fields=["institution", "cause"], name="files_of_an_institution"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_over(self) -> bool:
        """Say whether nothing follows any more."""
        return self.stage in OVER

    # Transitions check the stage and nothing else; acts fill the fields and save.

    @transition(field=stage, source=FileStage.PROPOSED, target=FileStage.OPENED)
    def open(self) -> None:
        """A director opens it."""

    @transition(field=stage, source=FileStage.PROPOSED, target=FileStage.DISMISSED)
    def dismiss(self) -> None:
        """A director decides that it is not opened."""

    @transition(field=stage, source=FileStage.OPENED, target=FileStage.NOTIFIED)
    def notify(self) -> None:
        """The institution is told, and may speak."""

    @transition(field=stage, source=FileStage.NOTIFIED, target=FileStage.HEARD)
    def hear(self) -> None:
        """The institution speaks."""

    @transition(field=stage, source=_BEFORE_INQUIRY, target=FileStage.INQUIRY_ASKED)
    def ask_inquiry(self) -> None:
        """The highest authority is asked to order an inquiry."""

    @transition(field=stage, source=FileStage.INQUIRY_ASKED, target=FileStage.INQUIRY_ORDERED)
    def order_inquiry(self) -> None:
        """The highest authority ordered it."""

    @transition(field=stage, source=WITH_FACTS_HEARD, target=FileStage.OUTCOME)
    def record_outcome(self) -> None:
        """The competent authority decided."""

    @transition(field=stage, source=CLOSABLE, target=FileStage.CLOSED)
    def close(self) -> None:
        """Nothing more is followed."""


class FileRequest(models.Model):
    """One request a file is about: `act_on` is the day of the act, the first day of lateness.

    `fact` names what of the request met the rule, empty in a file proposed by hand: no fact is
    proposed twice, whatever became of the first file.
    """

    file = models.ForeignKey(NonComplianceFile, models.PROTECT, related_name="concerns")
    info_request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="+")
    fact = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(_("vencía"))
    act_on = models.DateField(_("día del incumplimiento"))

    class Meta:
        ordering = ["act_on", "pk"]
        verbose_name = _("pedido de un expediente")
        verbose_name_plural = _("pedidos de expedientes")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "info_request"], name="a_file_names_a_request_once"
            ),
            models.UniqueConstraint(
                fields=["info_request", "fact"],
                condition=~Q(fact=""),
                name="no_fact_is_proposed_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.info_request_id}"
