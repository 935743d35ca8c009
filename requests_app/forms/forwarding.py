"""What an officer types to send a request on, or to have the Directorate say where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from offices.models import Institution
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField

REASON_LENGTH = 4000


class OfferedField(forms.ModelChoiceField[Institution]):
    """A choice among institutions in the order in which they are offered, some with a reason."""

    widget: Any = forms.RadioSelect

    def offer(self, places: Sequence[Institution], hints: Mapping[str, str]) -> None:
        """Offer `places`; `hints` are by code."""
        self.queryset = Institution.objects.filter(pk__in=[place.pk for place in places])
        radios = HintedRadios(hints=hints)
        radios.is_required = self.required
        radios.choices = [(place.code, place.name) for place in places]
        self.widget = radios


class ForwardForm(RefusableForm):
    """To whom a request goes and why; the institutions offered were suggested or searched for."""

    search = LineField(
        label=_("Buscar otra institución"),
        help_text=_("Nombre, sigla o lugar. Por ejemplo: hacienda, MEC, Luque."),
        required=False,
        max_length=120,
    )
    institution = OfferedField(
        label=_("Institución que tiene la información"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={
            "required": _("Busque y elija la institución competente."),
            "invalid_choice": _("Elija una de las instituciones de la lista."),
        },
    )
    reason = TextField(
        label=_("Por qué le corresponde"),
        help_text=_("La persona y la institución que recibe leerán este motivo."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Escriba por qué es competente la otra institución.")},
    )
    hides_optional = True

    def __init__(
        self, *args: Any, offered: Sequence[Institution], hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.offer(offered, hints)


class CompetenceForm(RefusableForm):
    """Which body should answer, and why: for the Directorate to decide."""

    proposed = OfferedField(
        label=_("¿A quién le corresponde responder?"),
        queryset=Institution.objects.none(),
        empty_label=None,
        to_field_name="code",
        error_messages={
            "required": _("Elija la institución a la que le corresponde."),
            "invalid_choice": _("Elija una de las instituciones de la lista."),
        },
    )
    reason = TextField(
        label=_("Por qué le corresponde"),
        help_text=_(
            "Lo leen la Dirección, la otra institución y la persona que pidió. Diga qué norma o "
            "qué documento lo muestra."
        ),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Escriba por qué le corresponde a la otra institución.")},
    )

    def __init__(self, *args: Any, offered: Sequence[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["proposed"]
        field.offer(offered, {})
