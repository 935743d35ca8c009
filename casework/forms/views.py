"""What is typed about a saved view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.labels import InstitutionField
from offices.models import Institution
from requests_app.forms.fields import LineField


class SavedViewForm(forms.Form):
    """How a view is called, whose it is and whether the list opens with it."""

    institution = InstitutionField()
    name = LineField(
        label=_("Nombre de la vista"),
        help_text=_("Por ejemplo: Los míos que vencen esta semana."),
        max_length=60,
        error_messages={"required": _("Escriba un nombre para la vista.")},
    )
    is_shared = forms.BooleanField(
        label=_("Compartirla con toda la oficina"),
        help_text=_("Sus colegas la verán en su bandeja. Solo usted y la jefatura la cambian."),
        required=False,
    )
    opens_first = forms.BooleanField(
        label=_("Abrir mi bandeja con esta vista"),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, institutions: tuple[Institution, ...], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["institution"]
        field.offer(institutions)
        self.only = institutions[0]

    @property
    def chosen_institution(self) -> Institution:
        """The institution at whose desk the view is used."""
        chosen: Institution | None = self.cleaned_data.get("institution")
        return chosen or self.only


class OpensFirstForm(forms.Form):
    """Somebody else's shared view: only whether one's own list opens with it."""

    opens_first = forms.BooleanField(label=_("Abrir mi bandeja con esta vista"), required=False)
