"""Which months a reader wants figures of."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from look.figures.periods import Period, month_in_words, month_of

LAST_TWELVE, RANGE = "12m", "rango"


class PeriodForm(forms.Form):
    """The period of some figures. `oldest` is the first month with figures, `on` today.

    Sent by GET, so that what one sees has an address; with nothing chosen it means the last
    twelve months. A form that asks for more inherits from it and fills choices with `choose`.
    """

    hides_optional = True

    periodo = forms.ChoiceField(label=_("Período"), required=False)
    desde = forms.ChoiceField(label=_("Desde el mes"), required=False)
    hasta = forms.ChoiceField(label=_("Hasta el mes"), required=False)

    def __init__(self, data: Any, *, oldest: date, on: date) -> None:
        super().__init__(data, auto_id="filtro_%s")
        self.on = on
        months = list(Period(min(oldest, month_of(on)), month_of(on)).months())[::-1]
        years = sorted({month.year for month in months}, reverse=True)
        in_words = [(f"{month:%Y-%m}", month_in_words(month)) for month in months]
        self.choose("periodo", [
            (LAST_TWELVE, _("Últimos 12 meses")),
            *((str(year), _("Año %(year)s") % {"year": year}) for year in years),
            (RANGE, _("De un mes a otro (elija cuáles)")),
        ])  # fmt: skip
        self.choose("desde", [("", _("Elija un mes")), *in_words])
        self.choose("hasta", [("", _("Elija un mes")), *in_words])
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-!-width-full"

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

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Fill the choices of a field."""
        cast("forms.ChoiceField", self.fields[name]).choices = choices
