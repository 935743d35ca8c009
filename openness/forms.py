"""What a reader types to follow or to report, and an official to decide a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from requests_app.forms.fields import LineField, TextField
from requests_app.states import ReportDecision, ReportKind

LONG = 4000


class FollowForm(forms.Form):
    """The address to write to."""

    email = forms.EmailField(
        label=_("Su correo electrónico"),
        help_text=_("Lo usamos solo para estos avisos. No se muestra a nadie."),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={
            "required": _("Escriba su correo electrónico."),
            "invalid": _("Escriba un correo completo, por ejemplo nombre@correo.com."),
        },
    )


class ReportForm(forms.Form):
    """What is wrong with a published text."""

    kind = forms.ChoiceField(
        label=_("¿Cuál es el problema?"),
        choices=ReportKind.choices,
        widget=HintedRadios(
            hints={
                ReportKind.THIRD_PARTY: _("Por ejemplo un teléfono, una cédula o un domicilio."),
                ReportKind.THREAT: _("Va contra una persona, con nombre o sin él."),
                ReportKind.OTHER: _("El texto sigue a la vista mientras una persona lo revisa."),
            }
        ),
        error_messages={"required": _("Elija cuál es el problema.")},
    )
    text = TextField(
        label=_("Dónde está y por qué es un problema"),
        help_text=_("No repita aquí los datos: diga en qué parte están."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Cuente cuál es el problema.")},
    )
    contact = LineField(
        label=_("Cómo responderle, si quiere"),
        help_text=_("Un correo o un teléfono. Solo lo lee quien decide. Puede dejarlo vacío."),
        max_length=254,
        required=False,
    )


class DecisionForm(forms.Form):
    """What is decided of a reported text, and why."""

    decision = forms.ChoiceField(
        label=_("¿Qué se hace con el texto?"),
        choices=ReportDecision.choices,
        widget=HintedRadios(
            hints={
                ReportDecision.RESTORE: _("Cualquiera lo puede leer, como antes del informe."),
                ReportDecision.TAKE_DOWN: _(
                    "En su lugar queda quién lo retiró, cuándo y por qué. El pedido sigue su curso."
                ),
            }
        ),
        error_messages={"required": _("Elija si el texto queda o se retira.")},
    )
    reason = TextField(
        label=_("Por qué"),
        help_text=_("Si el texto se retira, cualquiera leerá esta razón. No ponga datos de nadie."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Escriba la razón de su decisión.")},
    )
