"""What a person of the Directorate types of an act that changes the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from law.calendar import DayKind
from look.forms import DateInputField, HintedRadios
from look.whole_numbers import whole_number
from offices.calendar_changes import Proposal, ProposedDay
from offices.models import Institution
from offices.models.calendar import DayKindChoice
from offices.names import fold
from offices.search import find
from oversight.published_act import PublishedActForm
from requests_app.forms.fields import LineField, TextField
from requests_app.models.denial_review import ReviewDecision

FIRST_ROWS, MORE_ROWS, MAX_ROWS = 2, 3, 40
LONGEST_RANGE_DAYS = 366
ADD, REMOVE = "add", "remove"
NATIONAL, PUBLIC_SECTOR = "national", "public-sector"
_PLACED = {"department": "department", "district": "district", "institution": "institution"}
PREFIX = "days"
BOXES = ("day", "month", "year")
_FULL_WIDTH = {"class": "govuk-!-width-full"}


class ProposalForm(PublishedActForm):
    """The act: why, which, where and when it was published."""

    field_order = ("reason", "instrument", "source", "published_on")

    reason = LineField(
        label=_("Motivo"),
        help_text=_("Por ejemplo: asueto por la final del campeonato."),
        max_length=200,
        error_messages={"required": _("Escriba el motivo del cambio.")},
    )

    def proposal(self, days: list[ProposedDay]) -> Proposal:
        """Return what was typed; only after the form is valid."""
        return Proposal(days=days, **self.cleaned_data)


class DayForm(forms.Form):
    """One day, or several in a row, for whom, and whether it begins or ceases to be closed."""

    change = forms.ChoiceField(
        label=_("¿Qué pasa con ese día?"),
        choices=[
            (ADD, _("Pasa a ser feriado, asueto o día suspendido")),
            (REMOVE, _("Deja de serlo")),
        ],
        initial=ADD,
    )
    kind = forms.ChoiceField(
        label=_("Clase"),
        choices=DayKindChoice.choices,
        widget=HintedRadios(
            hints={
                DayKindChoice.FERIADO: _("No se cuenta como día hábil."),
                DayKindChoice.ASUETO: _(
                    "Se cuenta, pero el plazo que vence ese día pasa al hábil siguiente."
                ),
                DayKindChoice.SUSPENSION: _("No se cuenta, por un acto que suspende los plazos."),
            }
        ),
        error_messages={"required": _("Elija si es feriado, asueto o suspensión.")},
    )
    day = DateInputField(label=_("Día"))
    until = DateInputField(label=_("Hasta, si son varios días seguidos"), required=False)
    reach = forms.ChoiceField(
        label=_("Alcance"),
        choices=[
            (NATIONAL, _("Todo el país")),
            (PUBLIC_SECTOR, _("Todo el sector público")),
            ("department", _("Un departamento")),
            ("district", _("Un distrito")),
            ("institution", _("Una institución")),
        ],
        widget=forms.Select(attrs=_FULL_WIDTH),
        initial=NATIONAL,
    )
    place = LineField(
        label=_("¿Cuál departamento, distrito o institución?"),
        help_text=_("Nombre completo; de una institución, también su sigla o código."),
        max_length=120,
        required=False,
    )
    name = LineField(
        label=_("Nombre del día"),
        help_text=_("Como se verá en la cuenta de los plazos."),
        max_length=120,
        error_messages={"required": _("Escriba el nombre del día.")},
    )
    hides_optional = True

    def has_changed(self) -> bool:
        """Say whether somebody wrote in the row: its lists always have something chosen."""
        return bool({*self.changed_data} - {"change", "reach"})

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order and that the place exists."""
        cleaned: dict[str, Any] = self.cleaned_data
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and not timedelta(0) <= until - day <= timedelta(LONGEST_RANGE_DAYS):
            self.add_error("until", _("El último día debe venir después del primero."))
        reach = cleaned.get("reach", NATIONAL)
        cleaned["scope"] = reach
        if reach in _PLACED:
            place = _found(reach, cleaned.get("place") or "")
            cleaned["scope"] = f"{reach}:{place}"
            if not place:
                self.add_error("place", _("No encontramos ese lugar. Revise cómo está escrito."))
        return cleaned

    def days(self) -> list[ProposedDay]:
        """Return each day of the range, leaving weekends out of it; one day stays as it is."""
        told = self.cleaned_data
        first, last = told["day"], told["until"] or told["day"]
        span = [first + timedelta(days) for days in range((last - first).days + 1)]
        return [self._proposed(day) for day in span if day == first == last or _is_weekday(day)]

    def _proposed(self, day: date) -> ProposedDay:
        told = self.cleaned_data
        return ProposedDay(
            day=day,
            kind=DayKind(told["kind"]),
            scope=told["scope"],
            name=told["name"],
            is_removal=told["change"] == REMOVE,
        )


def proposed(rows: Iterable[DayForm]) -> list[tuple[DayForm, list[ProposedDay]]]:
    """Return the rows that were filled, each with its days; only after they are valid."""
    return [(row, row.days()) for row in rows if row.has_changed()]


class RejectionForm(forms.Form):
    """Why a proposal is not applied."""

    note = TextField(
        label=_("¿Por qué se rechaza?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué se rechaza.")},
    )


class ReviewForm(forms.Form):
    """What the Directorate says of one tacit denial."""

    decision = forms.ChoiceField(
        label=_("¿Qué decide?"),
        choices=ReviewDecision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija una de las dos.")},
    )
    note = TextField(
        label=_("Fundamento"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba por qué.")},
    )


def _found(reach: str, typed: str) -> str:
    """Return the place as the registry writes it, or nothing when there is none of that name."""
    wanted = fold(typed)
    if not wanted:
        return ""
    if reach == "institution":
        exact = Institution.objects.filter(code__iexact=typed.strip()).first()
        matches = find(typed).matches if exact is None else ()
        found = exact or (matches[0].institution if len(matches) == 1 else None)
        return found.code if found else ""
    known = Institution.objects.exclude(**{reach: ""}).values_list(reach, flat=True).distinct()
    return next((name for name in known.order_by(reach) if fold(name) == wanted), "")


def _is_weekday(day: date) -> bool:
    saturday = 5
    return day.weekday() < saturday


def formset_of(extra: int) -> type[forms.BaseFormSet[DayForm]]:
    """Return the set of days with so many empty rows after the filled ones."""
    return forms.formset_factory(DayForm, extra=extra, max_num=MAX_ROWS, absolute_max=MAX_ROWS)


DayRows = formset_of(FIRST_ROWS)


def as_typed(typed: QueryDict) -> tuple[ProposalForm, forms.BaseFormSet[DayForm]]:
    """Return the page as it was typed, with more rows, before anything is checked."""
    sent = str(typed.get(f"{PREFIX}-TOTAL_FORMS", ""))
    total = whole_number(sent, digits=2)
    total = FIRST_ROWS if total is None else total
    days = [_typed(DayForm, typed, f"{PREFIX}-{place}-") for place in range(min(total, MAX_ROWS))]
    rows = formset_of(MORE_ROWS)(prefix=PREFIX, initial=days)
    return ProposalForm(initial=_typed(ProposalForm, typed, "")), rows


def _typed(form: type[forms.Form], typed: QueryDict, prefix: str) -> dict[str, Any]:
    """Return what was typed in each field; a date is its three boxes."""
    return {
        name: [typed.get(f"{prefix}{name}_{box}", "") for box in BOXES]
        if isinstance(field, DateInputField)
        else typed.get(f"{prefix}{name}", "")
        for name, field in form.base_fields.items()
    }
