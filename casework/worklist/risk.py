"""What makes one request more pressing than another that is due the same day, and why."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntFlag
from functools import reduce
from operator import add

from django.db.models import (
    Case,
    Exists,
    Expression,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Assignment
from requests_app.models import NoticeBounce, RequesterMessage
from requests_app.states import Stage


class Risk(IntFlag):
    """What may go wrong with a request, the worst with the highest value.

    Added up they order what is due on one day; the due date always comes first.
    """

    # The person wrote, and the answer is still owed.
    LETTER = 1
    # A notice came back: the person has not been told of something.
    BOUNCE = 2
    NOBODYS = 4
    NOT_TAKEN = 8

    @property
    def reasons(self) -> list[str | Promise]:
        """Return each reason in words, the worst first."""
        return [_REASONS[one] for one in reversed(Risk) if one in self]


_REASONS: dict[Risk, str | Promise] = {
    Risk.NOT_TAKEN: _("nadie lo tomó todavía"),
    Risk.NOBODYS: _("no tiene persona a cargo"),
    Risk.BOUNCE: _("volvió un aviso enviado a la persona"),
    Risk.LETTER: _("la persona escribió y espera respuesta"),
}


def in_hands_of(people: Collection[int]) -> Exists:
    """Return the condition that a request is in the hands of one of `people`, by their keys."""
    return Exists(
        Assignment.objects.filter(
            info_request=OuterRef("pk"),
            institution=OuterRef("institution"),
            ended_at=None,
            person__in=people,
        )
    )


def risk(colleagues: Collection[int]) -> Expression:
    """Return the sum of a request's risks, for ordering and for saying why.

    Who is not among `colleagues` no longer works here: what they had is nobody's.
    """
    about_it = {"info_request": OuterRef("pk")}
    conditions = {
        Risk.NOT_TAKEN: Q(stage=Stage.RECEIVED),
        Risk.NOBODYS: ~in_hands_of(colleagues),
        Risk.BOUNCE: Exists(NoticeBounce.objects.unsettled().filter(**about_it)),
        Risk.LETTER: Exists(RequesterMessage.objects.filter(**about_it)),
    }
    parts = [
        Case(When(found, then=Value(int(one))), default=Value(0))
        for one, found in conditions.items()
    ]
    return ExpressionWrapper(reduce(add, parts), output_field=IntegerField())
