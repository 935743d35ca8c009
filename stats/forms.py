"""What a reader may choose: when, and of whom."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from offices.models import Branch, Institution
from stats.figures import Scope
from stats.periods import Period, month_in_words, month_of

LAST_TWELVE, RANGE = "12m", "rango"


class FiltersForm(forms.Form):
    """Period and scope of the figures. `oldest` is the first month with figures, `on` today.

    Sent by GET, so that what one sees has an address; with nothing chosen it means the last
    twelve months of the whole State.
    """

    hides_optional = True

    periodo = forms.ChoiceField(label=_("Período"), required=False)
    desde = forms.ChoiceField(label=_("Desde el mes"), required=False)
    hasta = forms.ChoiceField(label=_("Hasta el mes"), required=False)
    poder = forms.ChoiceField(
        label=_("Poder u organismo"), required=False, choices=[("", _("Todos")), *Branch.choices]
    )
    departamento = forms.ChoiceField(label=_("Departamento"), required=False)
    institucion = forms.ChoiceField(label=_("Institución"), required=False)

    def __init__(self, data: Any, *, oldest: date, on: date) -> None:
        super().__init__(data, auto_id="filtro_%s")
        self.on = on
        months = list(Period(min(oldest, month_of(on)), month_of(on)).months())[::-1]
        years = sorted({month.year for month in months}, reverse=True)
        in_words = [(f"{month:%Y-%m}", month_in_words(month)) for month in months]
        self._choose("periodo", [
            (LAST_TWELVE, _("Últimos 12 meses")),
            *((str(year), _("Año %(year)s") % {"year": year}) for year in years),
            (RANGE, _("De un mes a otro (elija cuáles)")),
        ])  # fmt: skip
        self._choose("desde", [("", _("Elija un mes")), *in_words])
        self._choose("hasta", [("", _("Elija un mes")), *in_words])
        self.institutions = {
            row.code: row for row in Institution.objects.only("code", "name", "department")
        }
        departments = sorted({row.department for row in self.institutions.values()} - {""})
        self._choose("departamento", [("", _("Todos")), *((name, name) for name in departments)])
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-!-width-full"
        names = ((code, row.name) for code, row in self.institutions.items())
        self._choose("institucion", [("", _("Todas")), *names])

    def clean(self) -> dict[str, Any]:
        """Ask for both months of a range, in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("periodo") == RANGE:
            for name in ("desde", "hasta"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, _("Elija un mes."))
            first, last = cleaned.get("desde"), cleaned.get("hasta")
            if first and last and first > last:
                self.add_error("hasta", _("El último mes no puede ser anterior al primero."))
        return cleaned

    @property
    def period(self) -> Period:
        """Return the period chosen. Only for a valid form."""
        chosen = self.cleaned_data["periodo"] or LAST_TWELVE
        if chosen == LAST_TWELVE:
            return Period.last_twelve(self.on)
        if chosen == RANGE:
            first, last = (
                date.fromisoformat(f"{self.cleaned_data[name]}-01") for name in ("desde", "hasta")
            )
            return Period(first, last)
        return Period.year(int(chosen), on=self.on)

    @property
    def institution(self) -> Institution | None:
        """Return the institution chosen. Only for a valid form."""
        return self.institutions.get(self.cleaned_data["institucion"])

    @property
    def scope(self) -> Scope:
        """Return of whom. Only for a valid form."""
        institution = self.institution
        return Scope(
            institution_id=None if institution is None else institution.pk,
            branch=self.cleaned_data["poder"],
            department=self.cleaned_data["departamento"],
        )

    @property
    def scope_in_words(self) -> str:
        """Return of whom, in words. Only for a valid form."""
        words = [
            "" if self.institution is None else self.institution.name,
            str(Branch(self.cleaned_data["poder"]).label) if self.cleaned_data["poder"] else "",
            self.cleaned_data["departamento"],
        ]
        return " · ".join(word for word in words if word) or str(_("Todo el Estado"))

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices
