"""What an institution types when it answers: each outcome asks only for what it must contain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from answering.shelf import NO_FILES, Parcel
from law import outcomes
from look.forms import HintedRadios
from requests_app.actions import Reply, Withheld
from requests_app.actions.reply import require_parts
from requests_app.errors import Incomplete
from requests_app.forms.answer_shape import ANSWER_LENGTH, RefusableForm
from requests_app.forms.fields import LineField, TextField
from requests_app.states import Outcome

FIRST_ROWS, MORE_ROWS, MAX_ROWS = 2, 3, 50

OUTCOME_HINTS = {
    Outcome.GRANTED.value: _("Se entrega todo lo pedido."),
    Outcome.PARTLY_GRANTED.value: _(
        "Se entrega una parte; cada parte que no se entrega lleva su ley y artículo."
    ),
    Outcome.ALREADY_PUBLIC.value: _("Se indica la fuente, el lugar y la forma de acceso."),
    Outcome.NOT_HELD.value: _(
        "Se cuenta qué se buscó. Si otra institución la tiene, corresponde derivar."
    ),
    Outcome.DENIED.value: _("Solo con resolución fundada de la máxima autoridad."),
}
REJECT = "reject"


class OutcomeForm(forms.Form):
    """What the answer gives; asked first, because it decides what else is asked."""

    outcome = forms.ChoiceField(
        label=_("¿Qué responde la institución?"),
        error_messages={
            "required": _("Elija qué responde la institución."),
            "invalid_choice": _("Elija una de las opciones."),
        },
    )

    def __init__(
        self,
        *args: Any,
        label: Any = "",
        allows_denial: bool = False,
        allows_reject: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.DENIED
        ]
        if allows_denial:
            offered.append((Outcome.DENIED.value, Outcome.DENIED.label))
        if allows_reject:
            offered.append((REJECT, _("Rechazar el recurso y mantener la decisión")))
        choice: Any = self.fields["outcome"]
        choice.widget = HintedRadios(hints=OUTCOME_HINTS)
        choice.choices = offered
        choice.label = label or choice.label


class ReplyForm(RefusableForm):
    """An answer with one outcome; on appeal also the decision of the highest authority."""

    decision = TextField(
        label=_("Fundamentos de la decisión"),
        help_text=_("Por qué se admite el recurso."),
        max_length=ANSWER_LENGTH,
        error_messages={"required": _("Escriba los fundamentos de la decisión.")},
    )
    text = TextField(
        label=_("Respuesta"),
        help_text=_("La persona leerá este texto. Los archivos se adjuntan en el paso siguiente."),
        max_length=ANSWER_LENGTH,
        required=False,
    )
    source = LineField(label=_("Fuente"), max_length=200, required=False)
    place = LineField(label=_("Lugar o enlace"), max_length=500, required=False)
    form = LineField(
        label=_("Forma de acceso"),
        help_text=_("Por ejemplo: descarga libre, consulta en biblioteca."),
        max_length=200,
        required=False,
    )
    search_made = TextField(
        label=_("Búsqueda hecha"),
        help_text=_("Qué se buscó, dónde y con qué resultado."),
        max_length=ANSWER_LENGTH,
        required=False,
    )
    hides_optional = True
    shown_at = {"withheld": "item_0"}

    def __init__(
        self, *args: Any, outcome: Outcome, rows: int = FIRST_ROWS, decides: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome
        required = {part.field for part in outcomes.requirements(outcomes.Outcome(outcome.value))}
        kept = required | ({"decision"} if decides else set())
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.rows = min(max(rows, 1), MAX_ROWS) if "withheld" in required else 0
        self._add_rows()

    @property
    def has_rows(self) -> bool:
        """Whether parts that are withheld are asked, so that the page offers more rows."""
        return self.rows > 0

    @property
    def withheld(self) -> list[Withheld]:
        """The rows filled in, in order."""
        filled = ((self._row(row, "item"), self._row(row, "ground")) for row in range(self.rows))
        return [Withheld(item, ground) for item, ground in filled if item or ground]

    def reply(self, parcel: Parcel = NO_FILES) -> Reply:
        """Return what was typed, and the files that go with it, as the act takes it."""
        said = self.cleaned_data
        return Reply(
            outcome=self.outcome,
            text=said.get("text", ""),
            source=said.get("source", ""),
            place=said.get("place", ""),
            form=said.get("form", ""),
            search_made=said.get("search_made", ""),
            withheld=self.withheld,
            files=parcel.files,
            originals=parcel.originals,
            files_to_follow=parcel.files_to_follow,
        )

    def clean(self) -> dict[str, Any]:
        for row in range(self.rows):
            item, ground = self._row(row, "item"), self._row(row, "ground")
            if lacking := outcomes.lacking_in_ground(ground) if item or ground else "":
                self.add_error(f"ground_{row}", lacking)
            if ground and not item:
                self.add_error(f"item_{row}", _("Indique qué parte no se entrega."))
        if not self.errors:
            self._require_parts()
        return self.cleaned_data

    def _require_parts(self) -> None:
        try:
            require_parts(self.reply())
        except Incomplete as refusal:
            self.show_refusal(refusal.fields)

    def _add_rows(self) -> None:
        for row in range(self.rows):
            number = {"number": row + 1}
            self.fields[f"item_{row}"] = LineField(
                label=_("Parte %(number)s que no se entrega") % number,
                max_length=300,
                required=False,
            )
            self.fields[f"ground_{row}"] = LineField(
                label=_("Ley y artículo de la parte %(number)s") % number,
                help_text=_("Por ejemplo: Ley 6534/2020, art. 4. No sirve un decreto."),
                max_length=300,
                required=False,
            )

    def _row(self, row: int, name: str) -> str:
        return str(self.cleaned_data.get(f"{name}_{row}", "")).strip()


class RejectionForm(RefusableForm):
    """Why the highest authority keeps what was decided."""

    decision = TextField(
        label=_("Fundamentos de la decisión"),
        help_text=_("Por qué se rechaza el recurso. La persona leerá este texto."),
        max_length=ANSWER_LENGTH,
        error_messages={"required": _("Escriba los fundamentos de la decisión.")},
    )
