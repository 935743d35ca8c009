"""The filters of the public list, all optional and all in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from offices.models import Branch, Institution
from requests_app.forms.fields import LineField
from requests_app.public_list import Filters
from requests_app.search.query import LONGEST_TEXT
from requests_app.states import Outcome, Stage

_ISO = "%Y-%m-%d"
_EVERY = [("", _("Todos"))]


def _date_box() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format=_ISO)


class ListForm(forms.Form):
    """Filters; the days are typed as a browser's own date box sends them, AAAA-MM-DD."""

    hides_optional = True

    q = LineField(
        label=_("Qué busca"),
        help_text=_(
            "Por ejemplo: licitaciones de caminos. Lo que va entre comillas se busca junto."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    institucion = forms.ChoiceField(label=_("Institución"), required=False)
    poder = forms.ChoiceField(
        label=_("Parte del Estado"), required=False, choices=[("", _("Todas")), *Branch.choices]
    )
    estado = forms.ChoiceField(label=_("Estado"), required=False, choices=[*_EVERY, *Stage.choices])
    resultado = forms.ChoiceField(
        label=_("Resultado"), required=False, choices=[*_EVERY, *Outcome.choices]
    )
    desde = forms.DateField(
        label=_("Presentadas desde"),
        required=False,
        input_formats=[_ISO, "%d/%m/%Y"],
        widget=_date_box(),
        error_messages={"invalid": _("Escriba la fecha así: 23/7/2026.")},
    )
    hasta = forms.DateField(
        label=_("Hasta"),
        required=False,
        input_formats=[_ISO, "%d/%m/%Y"],
        widget=_date_box(),
        error_messages={"invalid": _("Escriba la fecha así: 23/7/2026.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = Institution.objects.order_by("name").values_list("code", "name")
        self.fields["institucion"].choices = [("", _("Todas")), *names]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return what could be read of the filters; what could not shows its error."""
        self.full_clean()
        read = self.cleaned_data
        return Filters(
            text=read.get("q") or "",
            institution=read.get("institucion") or "",
            branch=read.get("poder") or "",
            stage=read.get("estado") or "",
            outcome=read.get("resultado") or "",
            presented_from=read.get("desde"),
            presented_until=read.get("hasta"),
        )
