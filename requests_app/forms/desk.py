"""What an officer types while a request is handled, but for the answer itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from offices.models import Institution
from requests_app.forms.answer_shape import RefusableForm
from requests_app.forms.fields import LineField, TextField

NOTE_LENGTH = 4000


class ClarificationForm(forms.Form):
    """The one question an office may ask."""

    question = TextField(
        label=_("¿Qué necesita que le aclaren?"),
        help_text=_("La persona leerá exactamente este texto. Solo se puede preguntar una vez."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Escriba qué necesita saber.")},
    )


class ToldOtherwiseForm(forms.Form):
    """How the person was told of a notice that came back."""

    way = TextField(
        label=_("¿Cómo y cuándo avisó a la persona?"),
        help_text=_("Por ejemplo: por teléfono, el martes a las 10; o por nota en su domicilio."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba cómo y cuándo avisó a la persona.")},
    )


class ForwardForm(RefusableForm):
    """To whom a request goes and why; the institutions offered are those the search found."""

    search = LineField(
        label=_("Buscar la institución competente"),
        help_text=_("Nombre, sigla o lugar. Por ejemplo: hacienda, MEC, Luque."),
        required=False,
        max_length=120,
    )
    institution = forms.ModelChoiceField(
        label=_("Institución que tiene la información"),
        queryset=Institution.objects.none(),
        widget=forms.RadioSelect,
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
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Escriba por qué es competente la otra institución.")},
    )
    hides_optional = True

    def __init__(self, *args: Any, found: list[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["institution"]
        offered.queryset = Institution.objects.filter(pk__in=[place.pk for place in found])


class CourtFilingForm(forms.Form):
    """That the requester went to court, as the office learns it."""

    court = LineField(
        label=_("Juzgado"),
        max_length=200,
        error_messages={"required": _("Indique el juzgado.")},
    )
    case_number = LineField(label=_("Número de expediente"), max_length=60, required=False)
    filed_on = DateInputField(
        label=_("Fecha en que se presentó la acción"), help_text=_("Por ejemplo: 23 7 2026.")
    )


class RulingForm(forms.Form):
    """What the judge decided."""

    orders_delivery = forms.ChoiceField(
        label=_("¿Qué resolvió el juzgado?"),
        choices=[("yes", _("Ordenó entregar la información")), ("no", _("Rechazó la acción"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué resolvió el juzgado.")},
    )
    ruled_on = DateInputField(
        label=_("Fecha de la sentencia"), help_text=_("Por ejemplo: 23 7 2026.")
    )
    ruling = TextField(
        label=_("Parte resolutiva de la sentencia"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Escriba qué resolvió el juzgado.")},
    )
