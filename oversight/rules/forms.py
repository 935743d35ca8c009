"""What a person of the Directorate types of rules and of who confirms them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from law.rule_set import Rule
from look.forms import DateInputField
from oversight.published_act import PublishedActForm
from requests_app.forms.fields import LineField, TextField
from rulebook.confirmations import Statement
from rulebook.models import Basis
from rulebook.proposed import MAX_NUMBER, MAX_READING, MAX_STATUTE, RuleSetProposal
from rulebook.standing import NewRule
from rulebook.titles import LIMITS

_SHORT = {"inputmode": "numeric", "class": "govuk-input--width-4"}
_INSTRUMENT = _("Escriba qué acto lo dispone, con su número.")


class ConfirmationForm(forms.Form):
    """Who stands behind a rule, in which document."""

    basis = forms.ChoiceField(
        label=_("¿En qué se funda?"),
        choices=Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija en qué se funda.")},
    )
    counsel = LineField(
        label=_("¿Quién lo dice?"),
        help_text=_("La persona u oficina y su cargo. Por ejemplo: Dirección de Asuntos Legales."),
        max_length=120,
        error_messages={"required": _("Escriba quién lo dice y en qué cargo.")},
    )
    instrument = LineField(
        label=_("Documento"),
        help_text=_("Con su número. Por ejemplo: Dictamen 12/2026."),
        max_length=120,
        error_messages={"required": _("Escriba qué documento es, con su número.")},
    )
    document_on = DateInputField(
        label=_("Fecha del documento"),
        error_messages={"required": _("Escriba la fecha del documento.")},
    )
    remarks = TextField(
        label=_("Qué dice"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def statement(self) -> Statement:
        """Return what was typed; only after the form is valid."""
        return Statement(**{**self.cleaned_data, "basis": Basis(self.cleaned_data["basis"])})


class NoteForm(forms.Form):
    """Why a proposal is rejected."""

    note = TextField(
        label=_("¿Por qué se rechaza?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Escriba por qué se rechaza.")},
    )


class WithdrawalForm(forms.Form):
    """Why an approved set should not begin."""

    reason = LineField(
        label=_("Motivo"),
        max_length=300,
        error_messages={"required": _("Escriba por qué no debe regir.")},
    )
    instrument = LineField(
        label=_("Acto que lo dispone"),
        max_length=120,
        error_messages={"required": _INSTRUMENT},
    )


class SetForm(PublishedActForm):
    """The act that orders a new set, and from which day it rules."""

    field_order = ("in_force_from", "reason", "instrument", "source", "published_on")

    in_force_from = DateInputField(
        label=_("¿Desde qué día rige?"),
        help_text=_("Un día que todavía no llegó. Se aplica a los plazos que empiecen desde ese."),
        error_messages={"required": _("Escriba desde qué día rige.")},
    )
    reason = LineField(
        label=_("Motivo"),
        help_text=_("Por ejemplo: la ley nueva acorta el plazo para responder."),
        max_length=300,
        error_messages={"required": _("Escriba el motivo del cambio.")},
    )

    def proposal(self, rules: list[NewRule]) -> RuleSetProposal:
        """Return what was typed; only after the form is valid."""
        return RuleSetProposal(rules=rules, **self.cleaned_data)


class RuleForm(forms.Form):
    """One rule of the new set, beginning with what the last one says."""

    statute = LineField(
        label=_("Norma"),
        max_length=MAX_STATUTE,
        error_messages={"required": _("Escriba qué norma la sostiene, con su número y año.")},
    )
    number = LineField(
        label=_("Número de artículo"),
        help_text=_("Solo el número. Por ejemplo: 16, o 23–24."),
        max_length=MAX_NUMBER,
        required=False,
    )
    reading = TextField(
        label=_("Cómo se lee"),
        max_length=MAX_READING,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Escriba cómo se lee la regla, en una o dos frases."),
        },
    )

    def __init__(self, name: str, rule: Rule, unit: str, typed: Any = None) -> None:
        said = {
            "value": rule.value,
            "statute": rule.article.statute,
            "number": rule.article.number,
            "reading": rule.reading,
        }
        super().__init__(typed, prefix=name, initial=said)
        self.name, self.fixed = name, rule.value
        if name in LIMITS:
            least, most = LIMITS[name]
            self.fields["value"] = _days(unit, least=least, most=most)
            self.order_fields(["value"])

    def rule(self) -> NewRule:
        """Return what was typed; only after the form is valid."""
        return NewRule(self.name, **{"value": self.fixed, **self.cleaned_data})


def _days(unit: str, *, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Cuántos %(unit)s") % {"unit": unit},
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={
            "required": _("Escriba un número."),
            "invalid": _("Escriba un número, sin letras ni signos."),
            "min_value": _("Escriba %(limit_value)s o más."),
            "max_value": _("Escriba %(limit_value)s o menos."),
        },
    )
