"""What is typed about labels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Label
from offices.models import Institution
from requests_app.forms.fields import LineField


class InstitutionField(forms.ModelChoiceField[Institution]):
    """One of the person's own institutions; not asked of who has one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Institución"),
            queryset=Institution.objects.none(),
            to_field_name="code",
            **kwargs,
        )

    def offer(self, institutions: tuple[Institution, ...]) -> None:
        """Offer the institutions of a desk; the first is chosen already."""
        self.queryset = Institution.objects.filter(pk__in=[place.pk for place in institutions])
        self.initial = institutions[0].code
        self.empty_label = None
        self.required = len(institutions) > 1
        if not self.required:
            self.widget = forms.HiddenInput()


class LabelForm(forms.Form):
    """A label's name and the words by which it puts itself on requests."""

    institution = InstitutionField()
    name = LineField(
        label=_("Nombre del tema"),
        max_length=60,
        error_messages={"required": _("Escriba el nombre del tema.")},
    )
    words = LineField(
        label=_("Palabras que lo ponen solo"),
        help_text=_(
            "El tema se pone solo a los pedidos que dicen alguna de estas palabras. "
            "Por ejemplo: salarios, sueldo, nómina. Puede dejarlo vacío y ponerlo a mano."
        ),
        max_length=500,
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
        """The institution the label is for."""
        chosen: Institution | None = self.cleaned_data.get("institution")
        return chosen or self.only


class LabelsOfRequestForm(forms.Form):
    """Which of the institution's labels are on one request."""

    labels = forms.ModelMultipleChoiceField(
        label=_("Temas de este pedido"),
        queryset=Label.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hides_optional = True

    def __init__(self, data: Any = None, *, offered: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["labels"]
        field.queryset = offered
