"""The act that orders a change, and where anybody finds it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from requests_app.forms.fields import LineField


class PublishedActForm(forms.Form):
    """Which act, published where and when; whoever asks for it says what it changes."""

    instrument = LineField(
        label=_("Acto que lo dispone"),
        help_text=_("Ley, decreto, ordenanza o resolución, con su número y año."),
        max_length=120,
        error_messages={"required": _("Escriba qué acto lo dispone, con su número.")},
    )
    source = LineField(
        label=_("Dónde se publicó"),
        help_text=_("Por ejemplo: Gaceta Oficial número 133."),
        max_length=120,
        error_messages={"required": _("Escriba dónde se publicó el acto.")},
    )
    published_on = DateInputField(
        label=_("¿Qué día se publicó?"),
        error_messages={"required": _("Escriba qué día se publicó el acto.")},
    )
