"""What the list shows, as it is chosen on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from casework.worklist.buckets import Bucket
from casework.worklist.people import Surroundings
from casework.worklist.wanted import FILTERS, MINE, NOBODYS, NONE, Shelf
from requests_app.states import Channel


class WorklistFilter(forms.Form):
    """What the list shows. An address somebody altered falls back to everything that waits."""

    hides_optional = True

    q = forms.CharField(
        label=_("Número o palabras del pedido"), required=False, max_length=200, strip=True
    )
    plazo = forms.ChoiceField(
        label=_("Plazo"), required=False, choices=[("", _("Cualquiera")), *Bucket.choices]
    )
    persona = forms.ChoiceField(label=_("Persona"), required=False)
    unidad = forms.ChoiceField(label=_("Unidad"), required=False)
    tema = forms.ChoiceField(label=_("Tema"), required=False)
    estado = forms.ChoiceField(
        label=_("Estado"),
        required=False,
        choices=[("" if shelf == Shelf.WAITING else shelf.value, shelf.label) for shelf in Shelf],
    )
    medio = forms.ChoiceField(
        label=_("Cómo llegó"), required=False, choices=[("", _("Cualquiera")), *Channel.choices]
    )
    vence = forms.DateField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def __init__(self, data: Any = None, *, around: Surroundings, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people: Any = self.fields["persona"]
        people.choices = [
            ("", _("Cualquiera")),
            (MINE, _("Los míos")),
            (NOBODYS, _("Sin persona a cargo")),
            *((str(key), str(person)) for key, person in around.people.items()),
        ]
        units: Any = self.fields["unidad"]
        units.choices = [
            ("", _("Cualquiera")),
            (NONE, _("Sin unidad")),
            *((str(key), unit.name) for key, unit in around.units.items()),
        ]
        labels: Any = self.fields["tema"]
        labels.choices = [
            ("", _("Cualquiera")),
            (NONE, _("Sin tema")),
            *((str(key), label.name) for key, label in around.labels.items()),
        ]

    @property
    def opens_more(self) -> bool:
        """Whether one of the filters that are folded away is in use."""
        return any(self.initial.get(name) for name in ("unidad", "tema", "estado", "medio"))


def chosen_filters(data: MultiValueDict[str, str], around: Surroundings) -> dict[str, str]:
    """Return the filters that can be used, by name and in order, leaving out the rest."""
    form = WorklistFilter(data, around=around)
    form.full_clean()
    found = {name: form.cleaned_data.get(name) for name in FILTERS}
    words = {name: value for name, value in found.items() if value and name != "vence"}
    day = found["vence"]
    # Written as the address has it, so that it can be read again.
    return {**words, "vence": day.isoformat()} if day else words


def filters_in_words(query: str, around: Surroundings) -> list[tuple[str, str]]:
    """Return each filter of a query as its label and what was chosen, for who reads a view."""
    form = WorklistFilter(around=around)
    chosen = chosen_filters(QueryDict(query), around)
    said = []
    for name, value in chosen.items():
        field: Any = form.fields[name]
        words = dict(getattr(field, "choices", {})).get(value, value)
        said.append((str(field.label or _("Vence")), str(words)))
    return said
