"""What people type of courses, their days and who came."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from look.forms import NARROW, DateInputField, number_field
from look.whole_numbers import whole_number
from oversight.training.acts import FULL_MARKS, Mark, NewCourse, NewSession
from oversight.training.models import Enrolment, Modality
from requests_app.forms.fields import LineField, TextField

CAME, ABSENT = "came", "absent"


class CourseForm(forms.Form):
    """A course; it is not edited afterwards."""

    title = LineField(
        label=_("Nombre del curso"),
        max_length=150,
        error_messages={"required": _("Escriba cómo se llama el curso.")},
    )
    programme = TextField(
        label=_("Qué se enseña"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Escriba qué se enseña.")},
    )
    hours = number_field(_("Horas"), least=1, most=400)
    valid_months = number_field(
        _("Meses que vale el certificado"),
        least=1,
        most=120,
        hint=_("Es una norma interna de la Dirección; no está en la ley."),
        initial=24,
    )
    pass_mark = number_field(
        _("Puntaje mínimo de 100"),
        least=1,
        most=FULL_MARKS,
        hint=_("Déjelo vacío si alcanza con asistir."),
        required=False,
    )

    def course(self) -> NewCourse:
        """Return what was typed; only after the form is valid."""
        return NewCourse(**self.cleaned_data)


class SessionForm(forms.Form):
    """A day on which a course is given."""

    held_on = DateInputField(label=_("¿Qué día?"))
    starts = LineField(
        label=_("Hora"),
        help_text=_("Por ejemplo: de 8:00 a 12:00."),
        max_length=40,
        required=False,
    )
    modality = forms.ChoiceField(
        label=_("¿Cómo se da?"),
        choices=Modality.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo se da.")},
    )
    place = LineField(
        label=_("Lugar o enlace"),
        max_length=200,
        error_messages={"required": _("Escriba dónde es.")},
    )
    seats = number_field(_("Lugares"), least=1, most=1000, initial=30)

    def session(self) -> NewSession:
        """Return what was typed; only after the form is valid."""
        return NewSession(**self.cleaned_data)


class PersonForm(forms.Form):
    """Whom to put on the list."""

    email = forms.EmailField(
        label=_("Correo de la persona"),
        help_text=_("El correo con el que ingresa al sistema. Debe tener un cargo vigente."),
        max_length=254,
        error_messages={
            "required": _("Escriba el correo de la persona."),
            "invalid": _("Escriba un correo, por ejemplo nombre@institucion.gov.py."),
        },
    )


class ReasonForm(forms.Form):
    """Why a certificate ends before its day."""

    because = LineField(
        label=_("Por qué se revoca"),
        help_text=_("Lo lee quien verifica el certificado."),
        max_length=300,
        error_messages={"required": _("Escriba por qué se revoca.")},
    )


class AttendanceLine(forms.Form):
    """What was seen of one person."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        row: Enrolment,
        with_score: bool,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, prefix=f"m{row.pk}", initial=initial)
        self.row = row
        self.fields["came"] = forms.ChoiceField(
            label=_("Asistencia de %(name)s") % {"name": row.person},
            choices=[("", _("Sin anotar")), (CAME, _("Asistió")), (ABSENT, _("No asistió"))],
            required=False,
        )
        if with_score:
            self.fields["score"] = forms.CharField(
                label=_("Puntaje de %(name)s") % {"name": row.person},
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs=NARROW),
            )

    def clean_score(self) -> int | None:
        """Return the score typed, from 0 to 100, or None."""
        typed = self.cleaned_data["score"].strip()
        if not typed:
            return None
        score = whole_number(typed)
        if score is None or score > FULL_MARKS:
            raise forms.ValidationError(_("El puntaje va de 0 a 100, sin coma."))
        return score

    def mark(self) -> Mark | None:
        """Return what was noted, or None for a line left alone; only after the form is valid."""
        came = self.cleaned_data["came"]
        return Mark(came == CAME, self.cleaned_data.get("score")) if came else None
