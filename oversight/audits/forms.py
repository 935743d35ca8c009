"""What is typed of an audit: its announcement, its seed, its checklist, its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from law.audits import AuditEdition
from look.forms import DateInputField
from offices.models import Institution
from oversight.audits.findings import NewFinding
from oversight.audits.models import Review, ReviewAnswer
from oversight.audits.reviewing import Said
from oversight.audits.sampling import NewAudit
from oversight.audits.states import Covers, Outcome, Severity, Sizing, Verdict
from requests_app.forms.fields import LineField, TextField

_NARROW = {"inputmode": "numeric", "class": "govuk-input--width-4"}
_PUBLISHED = _("Se publica: sin nombres de personas ni textos de los pedidos.")


def _number(label: Any, *, most: int, hint: Any = "", **extra: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs=_NARROW),
        error_messages={
            "required": _("Escriba un número."),
            "invalid": _("Escriba un número, sin letras ni signos."),
            "min_value": _("Escriba %(limit_value)s o más."),
            "max_value": _("Escriba %(limit_value)s o menos."),
        },
        **extra,
    )


def _text(label: Any, missing: Any, *, hint: Any = "", rows: int = 4) -> TextField:
    return TextField(
        label=label,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class AnnounceForm(forms.Form):
    """What is fixed, and published, before the sample can be known."""

    title = LineField(
        label=_("Título"),
        max_length=150,
        error_messages={"required": _("Escriba un título.")},
    )
    covers = forms.ChoiceField(
        label=_("¿Qué pedidos?"),
        choices=Covers.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija qué pedidos se auditan.")},
    )
    period_from = DateInputField(label=_("Período: primer día"))
    period_to = DateInputField(label=_("Período: último día"))
    bodies = TextField(
        label=_("Códigos de las instituciones"),
        help_text=_("Uno en cada renglón, por ejemplo MOPC. Déjelo vacío para todas."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    sizing = forms.ChoiceField(
        label=_("¿Cuántos de cada institución?"),
        choices=Sizing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija cómo se reparten.")},
    )
    size = _number(
        _("Cuántos pedidos se sortean"),
        most=500,
        hint=_("De cada institución o, en proporción, entre todas."),
    )
    least = _number(
        _("En proporción, al menos de cada una"),
        most=100,
        required=False,
        hint=_("Si lo deja vacío, uno."),
    )
    seed_source = LineField(
        label=_("Fuente pública de la semilla"),
        help_text=_(
            "Un hecho con cifras que todavía no pasó y que cualquiera podrá comprobar, por "
            "ejemplo: el primer premio de la lotería nacional del sábado 15 de agosto."
        ),
        max_length=200,
        error_messages={"required": _("Escriba de dónde saldrán las cifras.")},
    )
    seed_on = DateInputField(label=_("¿Qué día se conocerán esas cifras?"))

    def clean_bodies(self) -> tuple[Institution, ...]:
        """Return the institutions of the codes typed."""
        codes = list(dict.fromkeys(self.cleaned_data["bodies"].upper().split()))
        found = Institution.objects.in_bulk(codes, field_name="code") if codes else {}
        if unknown := [code for code in codes if code not in found]:
            raise forms.ValidationError(
                _("No hay una institución con el código %(code)s."), params={"code": unknown[0]}
            )
        return tuple(found[code] for code in codes)

    def new(self) -> NewAudit:
        """Return what was typed; only after the form is valid."""
        return NewAudit(**{**self.cleaned_data, "least": self.cleaned_data["least"] or 1})


class SeedForm(forms.Form):
    """The digits of the seed's source."""

    seed = LineField(
        label=_("Cifras de la fuente"),
        help_text=_("De 4 a 64 cifras, en el orden en que se publicaron; lo demás se ignora."),
        max_length=200,
        error_messages={"required": _("Escriba las cifras.")},
    )


class BecauseForm(forms.Form):
    """Why an audit is given up or sent back."""

    because = LineField(
        label=_("¿Por qué?"),
        max_length=300,
        error_messages={"required": _("Escriba por qué.")},
    )


class ConclusionForm(forms.Form):
    """What the audit says as a whole."""

    conclusion = _text(_("Conclusión"), _("Escriba la conclusión."), hint=_PUBLISHED, rows=8)


class FindingForm(forms.Form):
    """A finding at one body; `requests` are those of its sample."""

    severity = forms.ChoiceField(
        label=_("Gravedad"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija la gravedad.")},
    )
    text = _text(_("Qué se encontró"), _("Escriba qué se encontró."), hint=_PUBLISHED)
    article = LineField(
        label=_("Artículo"),
        help_text=_("Por ejemplo: Ley 5282/2014, art. 19."),
        max_length=100,
        error_messages={"required": _("Escriba qué artículo no se cumplió.")},
    )
    requests = forms.MultipleChoiceField(
        label=_("En qué pedidos de la muestra"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Elija al menos un pedido."),
            "invalid_choice": _("Elija pedidos de la lista."),
        },
    )
    recommendation = _text(_("Qué se recomienda"), _("Escriba qué se recomienda."), hint=_PUBLISHED)
    days = _number(
        _("Días hábiles para cumplir"),
        most=250,
        hint=_("Se cuentan desde que se envía a la institución."),
        initial=20,
    )

    def __init__(self, *args: Any, reviews: Iterable[Review] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [review.info_request.number for review in reviews]
        self.fields["requests"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]

    def new(self) -> NewFinding:
        """Return what was typed; only after the form is valid."""
        return NewFinding(
            **{**self.cleaned_data, "severity": Severity(self.cleaned_data["severity"])}
        )


class ReplyForm(forms.Form):
    """What the body says of a finding."""

    text = _text(
        _("Respuesta de la institución"), _("Escriba la respuesta."), hint=_PUBLISHED, rows=6
    )


class CheckForm(forms.Form):
    """What was seen of a recommendation."""

    outcome = forms.ChoiceField(
        label=_("¿Se cumplió?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija si se cumplió.")},
    )
    note = _text(_("Qué se comprobó"), _("Escriba qué se comprobó."))


class ReviewForm(forms.Form):
    """The checklist of one request: a verdict and a note for each item, none obligatory to save."""

    hides_optional = True

    def __init__(
        self,
        data: QueryDict | None,
        *,
        edition: AuditEdition,
        given: Mapping[str, ReviewAnswer],
    ) -> None:
        super().__init__(data)
        self.items = edition.items
        for item in edition.items:
            answer = given.get(item.letter)
            self.fields[f"verdict_{item.letter}"] = forms.ChoiceField(
                label=item.question,
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                initial=answer.verdict if answer else "",
                required=False,
                error_messages={"invalid_choice": _("Elija una de las respuestas.")},
            )
            self.fields[f"note_{item.letter}"] = TextField(
                label=_("En qué se funda"),
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=answer.note if answer else "",
                required=False,
            )

    @property
    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields."""
        return [
            (item, self[f"verdict_{item.letter}"], self[f"note_{item.letter}"])
            for item in self.items
        ]

    def said(self) -> dict[str, Said]:
        """Return what was answered, by letter; only after the form is valid."""
        given = self.cleaned_data
        return {
            item.letter: Said(given[f"verdict_{item.letter}"], given[f"note_{item.letter}"])
            for item in self.items
        }
