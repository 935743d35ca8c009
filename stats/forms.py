"""What a reader may choose: when, and of whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.figures.forms import PeriodForm
from offices.models import Branch, Institution
from stats.figures import Scope


class FiltersForm(PeriodForm):
    """Period and scope of the figures; with nothing chosen, of the whole State."""

    poder = forms.ChoiceField(
        label=_("Poder u organismo"), required=False, choices=[("", _("Todos")), *Branch.choices]
    )
    departamento = forms.ChoiceField(label=_("Departamento"), required=False)
    institucion = forms.ChoiceField(label=_("Institución"), required=False)

    def __init__(self, data: Any, *, oldest: date, on: date) -> None:
        super().__init__(data, oldest=oldest, on=on)
        self.institutions = {
            row.code: row for row in Institution.objects.only("code", "name", "department")
        }
        departments = sorted({row.department for row in self.institutions.values()} - {""})
        self.choose("departamento", [("", _("Todos")), *((name, name) for name in departments)])
        names = ((code, row.name) for code, row in self.institutions.items())
        self.choose("institucion", [("", _("Todas")), *names])

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
