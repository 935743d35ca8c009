"""What a person types to verify a paper."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from typeset import keys


class KeyForm(forms.Form):
    """The key printed on the paper, as people copy it."""

    key = forms.CharField(
        label=_("Clave de verificación"),
        help_text=_(
            "Está al pie del documento: cuatro grupos de cinco letras y números, por ejemplo "
            "7KQMW-2XRTB-9HDVN-4CPAG. Da igual mayúsculas o guiones."
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Escriba la clave de verificación."),
            "max_length": _("Esa clave es demasiado larga: tiene 20 letras y números."),
        },
    )

    def clean_key(self) -> str:
        """Return the key in its one form."""
        key = keys.read(self.cleaned_data["key"])
        if key is None:
            raise ValidationError(
                _("Esa clave no está completa o tiene un signo de más: son 20 letras y números.")
            )
        return key
