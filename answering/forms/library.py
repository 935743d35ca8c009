"""A text of the library, as it is typed: with the places of the list and no others."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answering import placeholders
from answering.library import Written
from answering.states import TextPart
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Outcome

TEXT_LENGTH = 20_000


class LibraryForm(RefusableForm):
    """Its name, where it goes, for which outcome, and its words."""

    name = LineField(
        label=_("Nombre"),
        help_text=_("Con el que sus colegas la van a encontrar. Por ejemplo: «Entrega completa»."),
        max_length=80,
        error_messages={"required": _("Escriba un nombre.")},
    )
    part = forms.ChoiceField(
        label=_("¿En qué parte de la respuesta va?"),
        choices=TextPart.choices,
        initial=TextPart.TEXT.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elija en qué parte va."),
            "invalid_choice": _("Elija una de las opciones."),
        },
    )
    outcome = forms.ChoiceField(
        label=_("¿Para qué resultado?"),
        choices=[("", _("Para cualquiera")), *Outcome.choices],
        required=False,
        error_messages={"invalid_choice": _("Elija uno de los resultados.")},
    )
    text = TextField(
        label=_("Texto"),
        help_text=_("Puede usar los datos de la lista, entre llaves. Lo demás queda como está."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Escriba el texto.")},
    )
    hides_optional = True

    def clean_text(self) -> str:
        """Refuse a place that is not of the list: it would be printed as it is written."""
        text = str(self.cleaned_data["text"])
        unknown = placeholders.unknown_in(text)
        if unknown:
            said = gettext("No existe %(places)s. Use solo los datos de la lista.")
            raise forms.ValidationError(said % {"places": ", ".join(unknown)})
        return text

    def written(self) -> Written:
        """Return what was typed; only after the form is valid."""
        said: dict[str, Any] = self.cleaned_data
        return Written(
            name=said["name"], part=said["part"], outcome=said["outcome"], text=said["text"]
        )
