"""The boxes drawn on a page, as numbers anybody can type, and the words to strike everywhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from answering.models import RedactionBox
from answering.states import StrikeGround
from law import outcomes
from requests_app.forms.fields import LineField

MOST_BOXES = 60
# A page is ten thousand hundredths of a per cent wide and high.
WHOLE = 10_000
SMALLEST = Decimal("0.2")
MOST_PHRASES = 20
LONGEST_PHRASE = 100
POSITION = ("left", "top", "width", "height")


def _per_cent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.1", "min": "0", "max": "100"}),
        error_messages={
            "invalid": _("Escriba un número entre 0 y 100."),
            "min_value": _("Escriba un número entre 0 y 100."),
            "max_value": _("Escriba un número entre 0 y 100."),
        },
    )


class BoxForm(forms.Form):
    """One rectangle, in per cent of its page from the top left corner; empty ones are no box."""

    left = _per_cent(_("Izquierda (%)"))
    top = _per_cent(_("Arriba (%)"))
    width = _per_cent(_("Ancho (%)"))
    height = _per_cent(_("Alto (%)"))
    ground = forms.ChoiceField(
        label=_("Por qué se tacha"),
        choices=StrikeGround.choices,
        initial=StrikeGround.PERSONAL,
        required=False,
        error_messages={"invalid_choice": _("Elija una de las opciones.")},
    )
    note = LineField(label=_("Ley y artículo"), required=False, max_length=200)
    hides_optional = True

    @property
    def is_empty(self) -> bool:
        """Whether nobody placed it; only after the form is valid."""
        return all(self.cleaned_data.get(name) is None for name in POSITION)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors or self.is_empty:
            return said
        missing = [name for name in POSITION if said.get(name) is None]
        for name in missing:
            self.add_error(name, _("Escriba las cuatro medidas del recuadro."))
        if not missing:
            self._require_place()
        self._require_ground()
        return said

    def box(self, page: int) -> RedactionBox:
        """Return the rectangle on that page, unsaved; only after the form is valid."""
        said = self.cleaned_data
        sides = {name: int(said[name] * 100) for name in POSITION}
        sides["width"] = min(sides["width"], WHOLE - sides["left"])
        sides["height"] = min(sides["height"], WHOLE - sides["top"])
        ground = said["ground"] or StrikeGround.PERSONAL
        return RedactionBox(page=page, ground=ground, note=said["note"], **sides)

    def _require_place(self) -> None:
        said = self.cleaned_data
        for name, start in (("width", "left"), ("height", "top")):
            if said[name] < SMALLEST or said[start] > 100 - SMALLEST:
                self.add_error(name, _("El recuadro queda fuera de la página o no tapa nada."))

    def _require_ground(self) -> None:
        note = str(self.cleaned_data.get("note") or "")
        needs = self.cleaned_data.get("ground") == StrikeGround.RESERVED
        lacking = outcomes.lacking_in_ground(note) if note or needs else ""
        if lacking:
            self.add_error("note", lacking)


BoxFormSet: type[BaseFormSet[BoxForm]] = forms.formset_factory(
    BoxForm, extra=1, can_delete=True, max_num=MOST_BOXES, absolute_max=MOST_BOXES + 10
)


class FoundForm(forms.Form):
    """Personal data found in the document, each to be struck out wherever it stands."""

    chosen = forms.MultipleChoiceField(
        label=_("Datos personales que se encontraron"),
        help_text=_("Se tachan en todos los lugares en que están."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Marque al menos un dato."),
            "invalid_choice": _("El archivo cambió mientras tanto. Vuelva a mirarlo."),
        },
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["chosen"]
        chosen.choices = found


class PhrasesForm(forms.Form):
    """Words or names to be struck out on every page."""

    phrases = forms.CharField(
        label=_("Palabras para tachar en todas las páginas"),
        help_text=_("Una por línea, tal como están escritas: un nombre, un número, una frase."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba al menos una palabra.")},
    )

    def clean_phrases(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["phrases"].splitlines()]
        phrases = [line for line in lines if any(map(str.isalnum, line))]
        if not phrases:
            raise forms.ValidationError(_("Escriba al menos una palabra."))
        if len(phrases) > MOST_PHRASES or any(len(one) > LONGEST_PHRASE for one in phrases):
            raise forms.ValidationError(
                _("Escriba hasta 20 palabras o frases, de hasta 100 letras cada una.")
            )
        return phrases
