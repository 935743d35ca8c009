"""What people type of an item: what they found, where, and a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from law.active_transparency import PublishedItem
from oversight.active_transparency.acts import Seen
from oversight.active_transparency.models import Finding
from requests_app.forms.fields import LineField

_ADDRESS = {
    "required": _("Escriba la dirección de la página."),
    "invalid": _("Escriba una dirección que empiece con https:// o http://."),
}


class AddressField(forms.CharField):
    """The address of a page; only of the web, so that a link never runs anything."""

    widget = forms.URLInput(attrs={"class": "govuk-!-width-full", "inputmode": "url"})
    default_validators = [URLValidator(schemes=["http", "https"], message=_ADDRESS["invalid"])]

    def __init__(self, **extra: Any) -> None:
        super().__init__(max_length=500, error_messages=_ADDRESS, **extra)


class ItemForm(forms.Form):
    """One item of a check; nothing is compulsory while it is under way."""

    finding = forms.ChoiceField(
        label=_("Qué encontró"),
        choices=[("", _("Sin revisar")), *Finding.choices],
        required=False,
    )
    url = AddressField(label=_("Dónde está"), required=False)
    note = LineField(
        label=_("Nota"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-!-width-full"}),
    )

    def __init__(self, data: QueryDict | None, *, item: PublishedItem, seen: Seen) -> None:
        initial = {"finding": seen.finding, "url": seen.url, "note": seen.note}
        super().__init__(data, prefix=item.letter, initial=initial)
        self.item = item

    def seen(self) -> Seen:
        """Return what was typed; only after the form is valid."""
        return Seen(**self.cleaned_data)


class CorrectionForm(forms.Form):
    """Why a month that was closed is corrected."""

    because = LineField(
        label=_("Por qué se corrige"),
        max_length=300,
        error_messages={"required": _("Escriba por qué se corrige.")},
    )


class ReplyForm(forms.Form):
    """Where the institution says that an item is published."""

    url = AddressField(label=_("Dónde está publicado"))
    text = LineField(
        label=_("Algo más que decir"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-!-width-full"}),
    )


class DecisionForm(forms.Form):
    """Why a reply is not taken."""

    decision = LineField(label=_("Por qué no se acepta"), max_length=300, required=False)


def forms_of(
    items: tuple[PublishedItem, ...], answers: Mapping[str, Seen], data: QueryDict | None = None
) -> list[ItemForm]:
    """Return one form an item, with what was found so far."""
    return [ItemForm(data, item=item, seen=answers.get(item.letter, Seen())) for item in items]
