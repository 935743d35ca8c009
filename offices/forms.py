"""What the public asks of the registry: which institution, and which dates."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from offices.errors import RegistryRefused
from offices.models import Branch, Institution
from offices.names import fold
from offices.schedules import Foretold, foretell
from offices.search import LONGEST_QUERY

Choices = list[tuple[str, str | list[tuple[str, str]]]]

# Else the longest choice sets the width, and a telephone's screen is narrower.
_FULL_WIDTH = {"class": "govuk-!-width-full"}


class InstitutionSearch(forms.Form):
    """A search box and a branch; the names of the fields are those of the address."""

    hides_optional = True

    q = forms.CharField(
        label=_("Nombre, sigla o lugar"),
        help_text=_("Por ejemplo: obras públicas, IPS, Itapúa."),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": _("Escriba menos: hasta %(limit_value)d caracteres alcanzan.")
        },
    )
    rama = forms.ChoiceField(
        label=_("Parte del Estado"),
        choices=[("", _("Todas")), *Branch.choices],
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
        error_messages={"invalid_choice": _("Elija una parte del Estado de la lista.")},
    )


class TermsQuestion(forms.Form):
    """A day of presentation, perhaps an institution, perhaps the day a denial was notified."""

    presentado = DateInputField(
        label=_("¿Qué día presentó, o piensa presentar, el pedido?"),
        help_text=_("Por ejemplo, 6 7 2026. Vale cualquier día, también sábado o feriado."),
    )
    institucion = forms.ChoiceField(
        label=_("Institución"),
        help_text=_("Solo cambia las fechas donde hay días no laborables propios del lugar."),
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
        error_messages={"invalid_choice": _("Elija una institución de la lista.")},
    )
    notificado = DateInputField(
        label=_("¿Qué día le notificaron que denegaban el pedido?"),
        help_text=_("Déjelo en blanco si todavía no le respondieron."),
        required=False,
    )

    foretold: Foretold | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["institucion"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = _institution_choices()

    def clean(self) -> dict[str, Any]:
        """Count the dates; what cannot be counted is told beside the field it comes from."""
        cleaned = super().clean() or {}
        presented: date | None = cleaned.get("presentado")
        if presented is None or self.errors:
            return cleaned
        notified: date | None = cleaned.get("notificado")
        try:
            self.foretold = foretell(
                presented, code=cleaned.get("institucion", ""), notified_on=notified
            )
        except RegistryRefused as refused:
            is_order = notified is not None and notified < presented
            self.add_error("notificado" if is_order else "presentado", str(refused))
        return cleaned


def _institution_choices() -> Choices:
    """Every institution by branch; a dissolved one says who answers for it."""
    order = list(Branch.values)
    rows = sorted(
        Institution.objects.select_related("successor"),
        key=lambda row: (order.index(row.branch), fold(row.name)),
    )
    choices: Choices = [("", str(_("Cualquiera (calendario nacional)")))]
    for branch, group in groupby(rows, key=attrgetter("branch")):
        choices.append((str(Branch(branch).label), [(row.code, _label(row)) for row in group]))
    return choices


def _label(row: Institution) -> str:
    if row.successor is None:
        return row.name
    names = {"name": row.name, "heir": row.successor.acronym or row.successor.name}
    return str(_("%(name)s (hoy: %(heir)s)") % names)
