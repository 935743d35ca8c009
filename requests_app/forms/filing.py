"""The steps of filing a request: what is asked, who asks and how they are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from offices.models import Institution
from requests_app.actions import Filing
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Language, NotifyBy, PreferredFormat

SUBJECT_LENGTH = 200
DESCRIPTION_LENGTH = 20_000


class InstitutionForm(forms.Form):
    """Which institution is asked. A dissolved one gives its successor."""

    institution = forms.CharField(
        label=_("Elija la institución"),
        error_messages={"required": _("Elija una institución de la lista.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        words: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        """`words` and `hints` tell the institutions to choose from, by code."""
        super().__init__(data, **options)
        radios = HintedRadios(hints=hints or {})
        radios.choices = list((words or {}).items())
        self.fields["institution"].widget = radios

    def clean_institution(self) -> Institution:
        """Return the living institution that has the chosen code."""
        institution = Institution.objects.filter(code=self.cleaned_data["institution"]).first()
        if institution is None:
            raise ValidationError(_("Esa institución no está en el registro. Elija otra."))
        return institution.competent()


class WhatForm(forms.Form):
    """What is asked (Ley 5282/2014, art. 12). The format preferred binds nobody."""

    subject = LineField(
        label=_("Asunto"),
        help_text=_("En pocas palabras. Por ejemplo: contratos de limpieza de 2025."),
        max_length=SUBJECT_LENGTH,
        error_messages={
            "required": _("Escriba el asunto de su pedido."),
            "max_length": _("El asunto puede tener hasta %(limit_value)d caracteres."),
        },
    )
    description = TextField(
        label=_("Qué información pide"),
        help_text=_(
            "Diga qué documentos o datos busca y de qué fechas. No hace falta decir para qué. "
            "No escriba aquí sus datos personales: este texto puede publicarse."
        ),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Escriba qué información pide."),
            "max_length": _(
                "El texto tiene %(show_value)d caracteres y puede tener hasta %(limit_value)d. "
                "Acórtelo: no se borró nada de lo que escribió."
            ),
        },
    )
    preferred_format = forms.ChoiceField(
        label=_("En qué formato la prefiere"),
        help_text=_("La institución lo tendrá en cuenta, pero puede entregarla en otro."),
        choices=PreferredFormat.choices,
        initial=PreferredFormat.ANY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija un formato.")},
    )
    language = forms.ChoiceField(
        label=_("En qué idioma escribió su pedido"),
        choices=Language.choices,
        initial=Language.SPANISH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija un idioma.")},
    )


class WhoForm(forms.Form):
    """Who asks. Only the name may ever be public, and only if the person says so."""

    name = LineField(
        label=_("Nombre y apellido"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Escriba su nombre y apellido.")},
    )
    identity_document = LineField(
        label=_("Documento de identidad"),
        help_text=_("Cédula o pasaporte. Puede dejarlo en blanco: nadie puede exigírselo aquí."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    address = LineField(
        label=_("Domicilio"),
        help_text=_(
            "La ley pide su domicilio real (art. 12). Calle o barrio, y ciudad. "
            "Solo lo ve la institución; nunca se publica."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={
            "required": _(
                "Escriba su domicilio. Si no tiene uno fijo, escriba la ciudad donde está."
            )
        },
    )
    shows_name = forms.BooleanField(
        label=_("Quiero que mi nombre se publique junto al pedido"),
        help_text=_("Si no marca esta casilla, su nombre no se publica."),
        required=False,
    )


class NotifyForm(forms.Form):
    """How the person is told of what happens (Decreto 4064/2015, art. 25)."""

    notify_by = forms.ChoiceField(
        label=_("¿Cómo quiere que le avisemos?"),
        choices=NotifyBy.choices,
        widget=HintedRadios(
            hints={
                NotifyBy.EMAIL: _("Le escribimos cada vez que pase algo con su pedido."),
                NotifyBy.HERE: _("Usted entra a este sitio cuando quiera ver cómo está."),
                NotifyBy.OFFICE: _("Usted pasa por la oficina de acceso de la institución."),
            }
        ),
        error_messages={"required": _("Elija cómo quiere que le avisemos.")},
    )
    email = forms.EmailField(
        label=_("Correo electrónico"),
        help_text=_("Hace falta solo si quiere los avisos por correo. Nunca se publica."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "invalid": _("Escriba un correo completo, por ejemplo nombre@correo.com.py.")
        },
    )
    phone = LineField(
        label=_("Teléfono"),
        help_text=_("Nunca se publica."),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the address only of who wants letters."""
        cleaned = super().clean() or {}
        wants_mail = cleaned.get("notify_by") == NotifyBy.EMAIL
        if wants_mail and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Escriba su correo, o elija otra forma de recibir avisos."))
        return cleaned


# In the order in which they are asked.
STEPS: dict[str, type[forms.Form]] = {
    "institution": InstitutionForm,
    "what": WhatForm,
    "who": WhoForm,
    "notify": NotifyForm,
}


def typed(form: forms.Form) -> dict[str, str]:
    """Return what was typed in a bound form, untouched, to keep it even when it is wrong."""
    return {name: str(form.data.get(form.add_prefix(name), "")) for name in form.fields}


def checked(steps: Mapping[str, Mapping[str, str]]) -> dict[str, forms.Form]:
    """Return every step's form, bound to what was typed and already validated."""
    forms_by_step = {name: form(steps.get(name, {})) for name, form in STEPS.items()}
    for form in forms_by_step.values():
        form.full_clean()
    return forms_by_step


def first_incomplete(forms_by_step: Mapping[str, forms.Form]) -> str | None:
    """Return the name of the first step that still lacks something, or None."""
    return next((name for name, form in forms_by_step.items() if not form.is_valid()), None)


def filing_from(forms_by_step: Mapping[str, forms.Form]) -> Filing:
    """Return what the act needs from four valid forms."""
    what, who, notify = (forms_by_step[name].cleaned_data for name in ("what", "who", "notify"))
    return Filing(
        institution=forms_by_step["institution"].cleaned_data["institution"],
        subject=what["subject"],
        description=what["description"],
        preferred_format=PreferredFormat(what["preferred_format"]),
        language=Language(what["language"]),
        name=who["name"],
        identity_document=who["identity_document"],
        address=who["address"],
        shows_name=who["shows_name"],
        notify_by=NotifyBy(notify["notify_by"]),
        email=notify["email"],
        phone=notify["phone"],
    )
