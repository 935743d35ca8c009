"""What is typed about a month or a report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.forms.fields import TextField

_LENGTH = 4000


class ReviseForm(forms.Form):
    """Why a frozen month is published again."""

    reason = TextField(
        label=_("Por qué se revisa"),
        help_text=_("Es público. Lo congelado antes sigue publicado, con la tabla de diferencias."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué se revisa.")},
    )


class PrepareForm(forms.Form):
    """What opens the report of a year."""

    text = TextField(
        label=_("Presentación"),
        help_text=_("Abre el informe. Es pública cuando otra persona lo publica."),
        max_length=_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ErratumForm(PrepareForm):
    """The same, when an edition is published already."""

    reason = TextField(
        label=_("Qué corrige esta edición"),
        help_text=_("Es público. La edición anterior sigue publicada."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba qué corrige esta edición.")},
    )


class NoteForm(forms.Form):
    """Why a report is not published."""

    note = TextField(
        label=_("Por qué no se publica"),
        help_text=_("La lee solo la Dirección."),
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué no se publica.")},
    )
