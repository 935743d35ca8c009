"""What is asked of the registry, and what is typed of an act that changes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from look.forms import DateInputField
from offices.errors import ChangeIncomplete
from offices.law_letters import LETTERS
from offices.models import Branch, Duty, Institution
from offices.models.post import DESK_DUTIES
from offices.registry_fields import LONGEST, LONGEST_INSTRUMENT, NO, YES, Instrument
from offices.search import LONGEST_QUERY, find
from offices.vacancies import WATCHED
from oversight.registry.sources import ACTIVE, ANY, DISSOLVED, VACANT_ANY, Wanted
from requests_app.forms.fields import LineField, TextField

_FULL_WIDTH = {"class": "govuk-!-width-full"}
LABELS = {
    "code": _("Código"),
    "name": _("Nombre"),
    "acronym": _("Sigla"),
    "category": _("Inciso del artículo 2.1"),
    "branch": _("Parte del Estado"),
    "is_executive": _("Depende del Poder Ejecutivo"),
    "department": _("Departamento"),
    "district": _("Distrito"),
    "office_address": _("Dirección de la oficina"),
    "office_email": _("Correo de la oficina"),
    "office_phone": _("Teléfono de la oficina"),
    "office_hours": _("Horario de la oficina"),
    "email": _("Correo con el que ingresa"),
    "full_name": _("Nombre y apellido"),
    "duty": _("Función"),
    "starts_on": _("Primer día"),
    "ends_on": _("Último día"),
}


class FilterForm(forms.Form):
    """Which public sources to look at; the names are those of the address."""

    hides_optional = True

    q = forms.CharField(label=_("Nombre, sigla o lugar"), max_length=LONGEST_QUERY, required=False)
    rama = forms.ChoiceField(
        label=_("Parte del Estado"),
        choices=[("", _("Todas")), *Branch.choices],
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
    )
    departamento = forms.ChoiceField(
        label=_("Departamento"), required=False, widget=forms.Select(attrs=_FULL_WIDTH)
    )
    inciso = forms.ChoiceField(
        label=_("Inciso del artículo 2.1"),
        choices=[("", _("Todos")), *((key, f"{key}) {text}") for key, text in LETTERS.items())],
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
    )
    estado = forms.ChoiceField(
        label=_("Estado"),
        choices=[("", _("Vigentes")), (DISSOLVED, _("Disueltas")), (ANY, _("Todas"))],
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
    )
    vacante = forms.ChoiceField(
        label=_("Cargo vacante"),
        choices=[
            ("", _("Con o sin vacantes")),
            (VACANT_ANY, _("Alguno vacante")),
            *((duty.value, duty.label) for duty in WATCHED),
        ],
        required=False,
        widget=forms.Select(attrs=_FULL_WIDTH),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Institution.objects.exclude(department="").values_list("department", flat=True)
        places = known.distinct().order_by("department")
        field = self.fields["departamento"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Todos")), *((place, place) for place in places)]

    def wanted(self) -> Wanted:
        """Return what is looked for; only after the form is valid."""
        told = self.cleaned_data
        return Wanted(
            query=told["q"],
            branch=told["rama"],
            department=told["departamento"],
            letter=told["inciso"],
            state=told["estado"] or ACTIVE,
            vacant=told["vacante"],
        )


class InstrumentForm(forms.Form):
    """The act behind a change."""

    instrument = LineField(
        label=_("Acto que lo dispone"),
        help_text=_("Ley, decreto o resolución, con su número y año."),
        max_length=LONGEST_INSTRUMENT,
        error_messages={"required": _("Escriba qué acto lo dispone, con su número.")},
    )
    source = LineField(
        label=_("Dónde se publicó, o dónde está"),
        max_length=LONGEST_INSTRUMENT,
        error_messages={"required": _("Escriba dónde se publicó el acto, o dónde está.")},
    )
    signed_on = DateInputField(
        label=_("¿De qué día es el acto?"),
        error_messages={"required": _("Escriba de qué día es el acto.")},
    )

    def given(self) -> Instrument:
        """Return the act; only after the form is valid."""
        told = self.cleaned_data
        return Instrument(
            told["instrument"], told["source"], told["signed_on"], told.get("effective_on")
        )

    def tell(self, refusal: ChangeIncomplete) -> None:
        """Put each fault beside the field it is about."""
        for name, message in refusal.fields.items():
            self.add_error(name if name in self.fields else None, str(message))


def _line(name: str, *, required: bool = False, **extra: Any) -> LineField:
    return LineField(label=LABELS[name], max_length=LONGEST[name], required=required, **extra)


class SourceForm(InstrumentForm):
    """The data of a public source and of its office."""

    name = _line("name", required=True, error_messages={"required": _("Escriba el nombre.")})
    acronym = _line("acronym")
    category = forms.ChoiceField(
        label=LABELS["category"],
        choices=[(key, f"{key}) {text}") for key, text in LETTERS.items()],
        widget=forms.Select(attrs=_FULL_WIDTH),
    )
    branch = forms.ChoiceField(
        label=LABELS["branch"], choices=Branch.choices, widget=forms.Select(attrs=_FULL_WIDTH)
    )
    is_executive = forms.ChoiceField(
        label=LABELS["is_executive"],
        choices=[(YES, _("Sí")), (NO, _("No"))],
        widget=forms.RadioSelect,
        help_text=_("La Dirección instruye dentro del Ejecutivo; fuera de él, observa."),
        error_messages={"required": _("Diga si depende del Poder Ejecutivo.")},
    )
    department = _line("department")
    district = _line("district")
    office_address = _line("office_address")
    office_email = forms.EmailField(
        label=LABELS["office_email"], max_length=LONGEST["office_email"], required=False
    )
    office_phone = LineField(
        label=LABELS["office_phone"], max_length=LONGEST["office_phone"], required=False
    )
    office_hours = _line("office_hours")

    def values(self) -> dict[str, str]:
        """Return the data without the act; only after the form is valid."""
        given = {"instrument", "source", "signed_on", "code"}
        return {name: text for name, text in self.cleaned_data.items() if name not in given}


class NewSourceForm(SourceForm):
    """A public source the registry does not know."""

    code = _line(
        "code",
        required=True,
        help_text=_("Mayúsculas, cifras y guiones. No cambia nunca."),
        error_messages={"required": _("Escriba el código.")},
    )
    field_order = ("code", "name")


class AppointmentForm(InstrumentForm):
    """Who is appointed to what."""

    full_name = LineField(
        label=LABELS["full_name"],
        max_length=200,
        error_messages={"required": _("Escriba el nombre y apellido.")},
    )
    email = forms.EmailField(
        label=LABELS["email"],
        max_length=254,
        error_messages={"required": _("Escriba el correo con el que ingresará.")},
    )
    duty = forms.ChoiceField(
        label=LABELS["duty"],
        choices=[(duty.value, duty.label) for duty in DESK_DUTIES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija la función.")},
    )
    starts_on = DateInputField(label=LABELS["starts_on"])
    ends_on = DateInputField(label=LABELS["ends_on"], required=False)
    field_order = ("full_name", "email", "duty", "starts_on", "ends_on")

    def clean_duty(self) -> Duty:
        """Return the duty itself."""
        return Duty(self.cleaned_data["duty"])


class EndForm(InstrumentForm):
    """The last day of a post."""

    ends_on = DateInputField(label=LABELS["ends_on"])
    field_order = ("ends_on",)


class DissolutionForm(InstrumentForm):
    """Which body takes the place of the one that ends, and since when."""

    successor = LineField(
        label=_("¿Qué institución ocupa su lugar?"),
        help_text=_("Nombre completo, sigla o código."),
        max_length=200,
        error_messages={"required": _("Escriba qué institución ocupa su lugar.")},
    )
    effective_on = DateInputField(
        label=_("¿Desde qué día rige?"),
        help_text=_("Podrá aprobarse desde ese día."),
        error_messages={"required": _("Escriba desde qué día rige.")},
    )
    field_order = ("successor", "effective_on")

    def clean_successor(self) -> Institution:
        """Return the one institution that was named."""
        typed = self.cleaned_data["successor"].strip()
        exact = Institution.objects.filter(code__iexact=typed).first()
        if exact is not None:
            return exact
        found = find(typed)
        if found.is_guess or not found.matches:
            raise forms.ValidationError(_("No encontramos esa institución."))
        first, *others = found.matches
        is_whole = first.institution.name.casefold() == typed.casefold()
        if others and not is_whole:
            raise forms.ValidationError(_("Hay varias con ese nombre: escriba el código."))
        return first.institution


class RejectionForm(forms.Form):
    """Why a proposal is not applied."""

    note = TextField(
        label=_("¿Por qué se rechaza?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué se rechaza.")},
    )
