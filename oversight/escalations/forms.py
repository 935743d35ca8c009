"""What is typed of a warning or observation, on either side."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.forms.fields import TextField

_LENGTH = 8000


class EscalateForm(forms.Form):
    """What the institution will read."""

    text = TextField(
        label=_("Texto"),
        help_text=_("Lo leen la oficina, su jefatura y la máxima autoridad. No es público."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Escriba qué se le dice a la institución.")},
    )


class NoteForm(forms.Form):
    """Why it is not sent or, at the end, what came of it; only the Directorate reads it."""

    note = TextField(
        label=_("Nota"),
        help_text=_("La lee solo la Dirección."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué.")},
    )


class AnswerForm(forms.Form):
    """What the institution tells the Directorate."""

    text = TextField(
        label=_("Respuesta a la Dirección"),
        help_text=_("Cuente qué hizo la institución, o por qué no. No responde la solicitud."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Escriba la respuesta a la Dirección.")},
    )
