"""What a person types to open an account of their own, which nobody needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AddressForm(forms.Form):
    """Where the link that opens the account is sent."""

    email = forms.EmailField(
        label=_("Su correo electrónico"),
        help_text=_("Le enviaremos un enlace para elegir su contraseña."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Escriba su correo."),
            "invalid": _("Escriba un correo completo, por ejemplo nombre@correo.com."),
        },
    )


class OpenForm(forms.Form):
    """The password, once the address has been proved."""

    password = forms.CharField(
        label=_("Elija una contraseña"),
        help_text=_("Al menos 12 signos. Tres o cuatro palabras que no van juntas sirven bien."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Escriba una contraseña.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuse what is easy to guess."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, User(email=self.email))
        return password


class CloseForm(forms.Form):
    """That somebody means to close their account."""

    is_sure = forms.BooleanField(
        label=_("Sí, quiero borrar mi cuenta"),
        error_messages={"required": _("Marque la casilla para borrar su cuenta.")},
    )
