"""Legal periods running on a request. Rows are closed or replaced, never rewritten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from law import terms as law_terms
from law.terms import TermKind
from offices.models import CalendarVersion, Institution
from requests_app.states import TermEnd

if TYPE_CHECKING:
    from requests_app.models.request import InformationRequest


class TermKindChoice(models.TextChoices):
    """The kinds of term in words; the values are those of `law.terms.TermKind`."""

    ANSWER = "answer", _("Responder")
    RECONSIDERATION = "reconsideration", _("Pedir reconsideración")
    RECONSIDERATION_DECISION = "reconsideration_decision", _("Decidir la reconsideración")
    COURT = "court", _("Acudir a la justicia")
    COMPLIANCE = "compliance", _("Cumplir la sentencia")


class TermQuerySet(models.QuerySet["Term"]):
    """How terms are found; being late is always a comparison with a day."""

    def running(self, kind: TermKind | None = None) -> Self:
        """Return the open terms, of one kind or of all."""
        running = self.filter(closed_on=None)
        return running if kind is None else running.filter(kind=kind)

    def due_before(self, on: date) -> Self:
        """Return those whose last day is behind `on`."""
        return self.filter(due_on__lt=on)

    def close(self, *, on: date, ended_as: TermEnd) -> int:
        """Close every term of this set that still runs; return how many."""
        return self.filter(closed_on=None).update(closed_on=on, ended_as=ended_as)


class Term(models.Model):
    """One period: what it is for, from which day, until which, under which article."""

    info_request = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, related_name="terms"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=TermKindChoice.choices)
    starts_on = models.DateField(_("desde"))
    due_on = models.DateField(_("vence"))
    article = models.CharField(_("artículo"), max_length=120)
    is_verified = models.BooleanField(_("regla confirmada"))
    rule_set = models.CharField(_("reglas"), max_length=40)
    calendar_version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, choices=TermEnd.choices, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("plazo")
        verbose_name_plural = _("plazos")
        constraints = [
            models.UniqueConstraint(
                fields=["info_request", "kind"],
                condition=Q(closed_on=None),
                name="one_open_term_of_a_kind_per_request",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("starts_on")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, ended_as="") | ~Q(Q(closed_on=None) | Q(ended_as="")),
                name="a_closed_term_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "due_on"], condition=Q(closed_on=None), name="open_terms_by_date"
            ),
            models.Index(
                fields=["institution", "kind", "due_on"],
                condition=Q(closed_on=None),
                name="open_terms_by_desk",
            ),
            models.Index(fields=["institution", "kind", "due_on"], name="terms_for_figures"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on:%Y-%m-%d}"

    @property
    def is_confirmed(self) -> bool:
        """Whether counsel stands behind the rule as the law is read today.

        `is_verified` keeps what was so on the day the term was counted.
        """
        return law_terms.rule_behind(TermKind(self.kind), self.starts_on).verified

    @classmethod
    def of(
        cls,
        info_request: InformationRequest,
        counted: law_terms.Term,
        *,
        version: CalendarVersion,
    ) -> Term:
        """Return the unsaved row for what the law counted under calendar `version`."""
        return cls(
            info_request=info_request,
            institution_id=info_request.institution_id,
            kind=counted.kind.value,
            starts_on=counted.starts_on,
            due_on=counted.due_on,
            article=str(counted.article),
            is_verified=counted.verified,
            rule_set=counted.rule_set,
            calendar_version=version,
        )


class TermStep(models.Model):
    """A step of the ladder that a term has reached; once each, however often one looks."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30)
    reached_on = models.DateField()

    class Meta:
        verbose_name = _("aviso de plazo")
        verbose_name_plural = _("avisos de plazo")
        constraints = [
            models.UniqueConstraint(fields=["term", "step"], name="each_step_once_per_term"),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.step}"
