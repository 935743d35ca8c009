"""Which period, beside which other, and of which bodies."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from look.figures.forms import RANGE, PeriodForm
from look.figures.periods import Period, month_after, month_of
from offices.law_letters import LETTERS
from offices.models import Branch, Institution
from oversight.overview.comparison import BEFORE, YEAR_BEFORE, compared_with
from oversight.scope import NATIONAL, Scope

MONTHS_A_QUARTER = 3
NAMED = {
    "mes": _("Este mes"),
    "mes-pasado": _("El mes pasado"),
    "trimestre": _("Este trimestre"),
    "trimestre-pasado": _("El trimestre pasado"),
}


def named_period(name: str, *, on: date) -> Period:
    """Return the period one of NAMED means on a day."""
    month = month_of(on)
    if name.startswith("mes"):
        found = month if name == "mes" else month_after(month, -1)
        return Period(found, found)
    first = month_after(month, -((month.month - 1) % MONTHS_A_QUARTER))
    if name == "trimestre":
        return Period(first, month)
    return Period(month_after(first, -MONTHS_A_QUARTER), month_after(first, -1))


class MomentForm(PeriodForm):
    """A period and the one to compare it with. Sent by GET.

    An address that names two months and no kind of period means those months.
    """

    comparar = forms.ChoiceField(
        label=_("Comparar con"),
        required=False,
        choices=[
            ("", _("Sin comparar")),
            (BEFORE, _("El período anterior, igual de largo")),
            (YEAR_BEFORE, _("Los mismos meses del año anterior")),
        ],
    )

    def __init__(self, data: Any, *, oldest: date, on: date) -> None:
        given = data.copy()
        if (given.get("desde") or given.get("hasta")) and not given.get("periodo"):
            given["periodo"] = RANGE
        super().__init__(given, oldest=oldest, on=on)
        periods = cast("forms.ChoiceField", self.fields["periodo"])
        found = cast("list[tuple[Any, Any]]", periods.choices)
        self.choose("periodo", [found[0], *NAMED.items(), *found[1:]])

    @property
    def period(self) -> Period:
        """Return the period chosen. Only for a valid form."""
        chosen = self.cleaned_data["periodo"]
        return named_period(chosen, on=self.on) if chosen in NAMED else super().period

    @property
    def former(self) -> Period | None:
        """Return the period to compare with, if one was chosen. Only for a valid form."""
        return compared_with(self.period, self.cleaned_data["comparar"])

    @property
    def asked(self) -> dict[str, str]:
        """Return what was chosen, as parameters of an address. Only for a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class LeagueForm(MomentForm):
    """Also of which bodies; with nothing chosen, of all."""

    poder = forms.ChoiceField(
        label=_("Poder u organismo"), required=False, choices=[("", _("Todos")), *Branch.choices]
    )
    inciso = forms.ChoiceField(
        label=_("Inciso del artículo 2.1"),
        required=False,
        choices=[
            ("", _("Todos")),
            *((key, format_lazy("{}) {}", key, words)) for key, words in LETTERS.items()),
        ],
    )
    departamento = forms.ChoiceField(label=_("Departamento"), required=False)

    def __init__(self, data: Any, *, oldest: date, on: date) -> None:
        super().__init__(data, oldest=oldest, on=on)
        named = Institution.objects.exclude(department="").order_by("department")
        names = named.values_list("department", flat=True).distinct()
        self.choose("departamento", [
            ("", _("Todos")),
            (NATIONAL, _("Organismos nacionales")),
            *((name, name) for name in names),
        ])  # fmt: skip

    @property
    def scope(self) -> Scope:
        """Return of whom. Only for a valid form."""
        return Scope(
            branch=self.cleaned_data["poder"],
            letter=self.cleaned_data["inciso"],
            department=self.cleaned_data["departamento"],
        )
