"""What is typed once for many requests: in whose hands they go, where to, under which topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.worklist.people import Surroundings
from casework.worklist.wanted import NOBODYS

KEEP_IT = ""


class AssignForm(forms.Form):
    """In whose hands the requests go; what is not chosen stays as it is in each."""

    hides_optional = True

    person = forms.ChoiceField(label=_("Persona"), required=False)
    unit = forms.ChoiceField(label=_("Unidad"), required=False)

    def __init__(self, data: Any = None, *, around: Surroundings, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people: Any = self.fields["person"]
        people.choices = [
            (KEEP_IT, _("No cambiar la persona")),
            *((str(key), str(person)) for key, person in around.people.items()),
            (NOBODYS, _("Dejar sin persona")),
        ]
        units: Any = self.fields["unit"]
        units.choices = [
            (KEEP_IT, _("No cambiar la unidad")),
            *((str(key), unit.name) for key, unit in around.units.items() if unit.is_active),
            (NOBODYS, _("Dejar sin unidad")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            raise ValidationError(_("Elija una persona o una unidad."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """Return the keys chosen: None takes away, what is absent stays."""
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        return {
            name: None if value == NOBODYS else int(value)
            for name, value in chosen.items()
            if value != KEEP_IT
        }

    def in_words(self) -> str:
        """Return what was chosen, for who reads the result."""
        words = (
            dict(self.fields[name].choices)[self.cleaned_data[name]]  # type: ignore[attr-defined]
            for name in self.fields
            if self.cleaned_data[name]
        )
        return " · ".join(str(word) for word in words)


class TakeForm(forms.Form):
    """Nothing to choose: the requests are taken as they are."""

    def details(self) -> dict[str, Any]:
        """Return nothing: the act needs no more."""
        return {}

    def in_words(self) -> str:
        """Return nothing: the act says it."""
        return ""


class LabelForm(forms.Form):
    """Which topic is put on the requests."""

    label = forms.TypedChoiceField(
        label=_("Tema"),
        coerce=int,
        error_messages={"required": _("Elija un tema.")},
    )

    def __init__(self, data: Any = None, *, around: Surroundings, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.names = {key: label.name for key, label in around.labels.items()}
        labels: Any = self.fields["label"]
        labels.choices = [("", _("Elija un tema")), *self.names.items()]

    def details(self) -> dict[str, Any]:
        """Return the label's key."""
        return {"label": self.cleaned_data["label"]}

    def in_words(self) -> str:
        """Return the label's name."""
        return self.names[self.cleaned_data["label"]]
