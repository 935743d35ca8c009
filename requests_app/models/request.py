"""The request: how it is found, and which stage may follow which."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.models import User
from law.terms import TermKind
from offices.models import Institution, Post
from offices.models.post import DESK_DUTIES, DIRECTORATE_DUTIES
from requests_app.models.leg import Leg
from requests_app.models.requester import Requester
from requests_app.models.term import Term
from requests_app.screening import Struck, strike
from requests_app.states import (
    OPEN_STAGES,
    Channel,
    Language,
    Outcome,
    PreferredFormat,
    Screening,
    Stage,
    Verdict,
)

STILL_ANSWERABLE = (*OPEN_STAGES, Stage.TACITLY_DENIED)
DECIDED_AGAINST = (Stage.DENIED, Stage.TACITLY_DENIED, Stage.ANSWERED)


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    """The only ways in which views find requests."""

    def held_by(self, user: User, *, on: date) -> Self:
        """Return those of the institutions at whose desk `user` works on `on`."""
        posts = Post.objects.at_desk(user, on=on)
        return self.filter(institution__in=posts.values("office__institution"))

    def visible_to(self, user: User, *, on: date) -> Self:
        """Return what `user` may open on `on`: what they hold or once held a leg of, or, with
        a post in the Directorate, everything."""
        posts = Post.objects.held_on(on).filter(holder=user)
        if posts.filter(duty__in=DIRECTORATE_DUTIES).exists():
            return self.all()
        institutions = posts.filter(duty__in=DESK_DUTIES).values("office__institution")
        legs = Leg.objects.filter(info_request=OuterRef("pk"), from_institution__in=institutions)
        return self.filter(Q(institution__in=institutions) | Exists(legs))

    def with_due_date(self) -> Self:
        """Annotate `due_on` with the last answer term's date, whether or not it still runs."""
        answer_term = Term.objects.filter(
            info_request=OuterRef("pk"), kind=TermKind.ANSWER, replaced_by=None
        )
        return self.annotate(due_on=Subquery(answer_term.values("due_on")[:1]))

    def past_due(self, on: date) -> Self:
        """Return those whose answer term is open and ended before `on`, however long ago."""
        return self.filter(terms__kind=TermKind.ANSWER, terms__closed_on=None, terms__due_on__lt=on)


class InformationRequest(models.Model):
    """One request for information. Who asks is kept apart, in `Requester`."""

    number = models.CharField(_("número"), max_length=20, unique=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="requests")
    first_institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    requester = models.OneToOneField(Requester, models.PROTECT, related_name="info_request")

    subject = models.CharField(_("asunto"), max_length=200)
    description = models.TextField(_("qué se pide"))
    preferred_format = models.CharField(
        max_length=20, choices=PreferredFormat.choices, default=PreferredFormat.ANY
    )
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.SPANISH)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    presented_on = models.DateField(_("presentada"))
    filed_at = models.DateTimeField(_("registrada"))

    stage = FSMField(default=Stage.RECEIVED, choices=Stage.choices, protected=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answered_on = models.DateField(_("primera respuesta final"), null=True, blank=True)
    # Business days, counted when the fact happened under the calendar its term remembers.
    response_days = models.PositiveSmallIntegerField(null=True, blank=True)
    late_days = models.PositiveSmallIntegerField(null=True, blank=True)
    tacitly_denied_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    verdict_reason = models.TextField(blank=True)
    screening = models.CharField(
        max_length=10, choices=Screening.choices, default=Screening.PENDING
    )

    # What the public reads instead of the text above where personal data were struck out of it;
    # empty where nothing was.
    struck_subject = models.TextField(blank=True, default="")
    struck_description = models.TextField(blank=True, default="")

    tracking_code_hash = models.CharField(max_length=200)
    # SHA-256 of the form's token: a form sent twice is one request.
    token_digest = models.CharField(max_length=64, unique=True)
    # The end of the timeline's hash chain, kept here because this row is what acts lock.
    events_count = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, blank=True)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("solicitud")
        verbose_name_plural = _("solicitudes")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="request_stage_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.ANSWERED) | ~Q(outcome=""),
                name="an_answered_request_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("presented_on")),
                name="an_answer_follows_its_request",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "stage", "presented_on"], name="request_desk"),
            models.Index(fields=["first_institution", "presented_on"], name="request_received"),
            models.Index(fields=["institution", "answered_on"], name="request_answered"),
            models.Index(fields=["presented_on"], name="request_presented"),
            # The public list of one institution, newest first.
            models.Index(fields=["institution", "id"], name="request_public_list"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Say whether the institution still owes its first answer in term."""
        return self.stage in OPEN_STAGES

    def holders(self) -> frozenset[int]:
        """Return the keys of the institutions that have, or once had, the request."""
        legs = self.legs.values_list("from_institution", "to_institution")
        return frozenset({self.first_institution_id, self.institution_id}.union(*legs))

    @property
    def shows_text(self) -> bool:
        """Say whether a person has cleared the text for the public."""
        return self.screening == Screening.SHOWN

    @property
    def shown_subject(self) -> str:
        """The subject as the public reads it, once it may."""
        return self.struck_subject or self.subject

    @property
    def shown_description(self) -> str:
        """What is asked as the public reads it, once it may."""
        return self.struck_description or self.description

    @property
    def shown_text_has_bars(self) -> bool:
        """Say whether something was struck out of the text for the public."""
        return bool(self.struck_subject or self.struck_description)

    def show(self, struck: Struck) -> None:
        """A person clears the text for the public, but for what they struck out.

        Raises ValueError for a span outside its text.
        """
        self.screening = Screening.SHOWN
        subject = strike(self.subject, struck.subject)
        description = strike(self.description, struck.description)
        self.struck_subject = subject if struck.subject else ""
        self.struck_description = description if struck.description else ""

    # Transitions check the stage and set this row's own fields. They never save, never read
    # the clock and never touch another table: acts do that, inside one transaction.

    @transition(field=stage, source=Stage.RECEIVED, target=Stage.IN_PROGRESS)
    def take_in_charge(self) -> None:
        """The office accepts the request as its own."""

    @transition(field=stage, source=OPEN_STAGES, target=Stage.RECEIVED)
    def forward(self, *, to: Institution) -> None:
        """Another institution becomes competent; it has yet to take the request in charge."""
        self.institution = to

    @transition(field=stage, source=STILL_ANSWERABLE, target=Stage.ANSWERED)
    def answer(self, *, outcome: Outcome, on: date, response_days: int, late_days: int) -> None:
        """The institution answers, in term or, after a tacit denial, late (A7)."""
        self._close(outcome=outcome, on=on, response_days=response_days, late_days=late_days)

    @transition(field=stage, source=STILL_ANSWERABLE, target=Stage.DENIED)
    def deny(self, *, on: date, response_days: int, late_days: int) -> None:
        """The highest authority denies by reasoned resolution (art. 19)."""
        self._close(outcome=Outcome.DENIED, on=on, response_days=response_days, late_days=late_days)

    @transition(field=stage, source=OPEN_STAGES, target=Stage.TACITLY_DENIED)
    def declare_tacit_denial(self, *, effective_on: date) -> None:
        """The term ended in silence, which the law reads as a denial (art. 20)."""
        self.tacitly_denied_on = effective_on

    @transition(field=stage, source=OPEN_STAGES, target=Stage.WITHDRAWN)
    def withdraw(self, *, on: date) -> None:
        """The requester no longer wants it."""
        self.withdrawn_on = on

    @transition(field=stage, source=DECIDED_AGAINST, target=Stage.ANSWERED)
    def reverse(self, *, outcome: Outcome) -> None:
        """An upheld reconsideration or a complied ruling gives what had been denied.

        The date and days of the first answer stay: the figures show what was declared before.
        """
        self.outcome = outcome

    def _close(self, *, outcome: Outcome, on: date, response_days: int, late_days: int) -> None:
        self.outcome = outcome
        self.answered_on = on
        self.response_days = response_days
        self.late_days = late_days
