"""What an officer types while a request is handled, but for the answer itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
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
