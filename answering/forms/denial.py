"""The reasoned resolution, as it is typed (Ley 5282/2014, arts. 19 and 22)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from answering.shelf import NO_FILES, Parcel
from law import outcomes
from look.forms import DateInputField
from offices.models import Duty, Institution, Post
from requests_app.actions import Resolution
from requests_app.forms.answer_shape import ANSWER_LENGTH, RefusableForm
from requests_app.forms.fields import LineField, TextField

# What a draft may still lack when it is sent to be signed.
WRITTEN_BY_WHO_SIGNS = ("resolution_number", "resolution_on", "signatory")


class SignatoryField(forms.ModelChoiceField[Post]):
    """A post of highest authority, named as a signature is."""

    def label_from_instance(self, obj: Any) -> str:
        until = f" ({obj.starts_on:%d/%m/%Y} – {obj.ends_on:%d/%m/%Y})" if obj.ends_on else ""
        return f"{obj.holder.full_name or obj.holder.email}{until}"


class DenialForm(RefusableForm):
    """The reasoned resolution of the highest authority, without which nothing is denied."""

    resolution_number = LineField(label=_("Número de la resolución"), max_length=60, required=False)
    resolution_on = DateInputField(
        label=_("Fecha de la resolución"), help_text=_("Por ejemplo: 23 7 2026."), required=False
    )
    signatory = SignatoryField(
        label=_("Máxima autoridad que firma"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Elija quién firma"),
        error_messages={"invalid_choice": _("Elija una de las autoridades de la lista.")},
    )
    facts = TextField(
        label=_("Motivos de hecho"),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    legal_grounds = TextField(
        label=_("Motivos de derecho"),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reserve_law = LineField(
        label=_("Ley que reserva la información"),
        help_text=_(
            "Con número y año. Solo una ley reserva: no sirve un decreto ni una resolución."
        ),
        max_length=120,
        required=False,
    )
    reserve_article = LineField(label=_("Artículo de esa ley"), max_length=60, required=False)
    other_ground = TextField(
        label=_("Otro motivo legal"),
        help_text=_("Solo si la denegación no se funda en una reserva."),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = TextField(
        label=_("Mensaje para la persona"),
        help_text=_("Puede dejarlo vacío: recibirá la resolución y sus motivos."),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hides_optional = True

    def __init__(
        self,
        *args: Any,
        institution: Institution,
        on: date,
        is_signed: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.is_signed = is_signed
        signatory: Any = self.fields["signatory"]
        signatory.queryset = signatories_of(institution)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            lacking = outcomes.missing(outcomes.Outcome.DENIED, self._given())
            later = () if self.is_signed else WRITTEN_BY_WHO_SIGNS
            self.show_refusal(
                {part.field: part.message for part in lacking if part.field not in later}
            )
        signed_on = self.cleaned_data.get("resolution_on")
        if signed_on and signed_on > self.on:
            late = _("La resolución no puede tener una fecha posterior a hoy.")
            self.add_error("resolution_on", late)
        return self.cleaned_data

    def resolution(self, parcel: Parcel = NO_FILES) -> Resolution:
        """Return what was typed, and the files that go with it, as the act takes it."""
        said = self.cleaned_data
        return Resolution(
            number=said["resolution_number"],
            signed_on=said["resolution_on"],
            signatory=said["signatory"],
            facts=said["facts"],
            legal_grounds=said["legal_grounds"],
            reserve_law=said["reserve_law"],
            reserve_article=said["reserve_article"],
            other_ground=said["other_ground"],
            text=said["text"],
            files=parcel.files,
            originals=parcel.originals,
            files_to_follow=parcel.files_to_follow,
        )

    def _given(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.cleaned_data.items()}


def signatories_of(institution: Institution) -> Any:
    """Return the posts of highest authority of `institution`, the newest first."""
    posts = Post.objects.filter(office__institution=institution, duty=Duty.HIGHEST_AUTHORITY)
    return posts.select_related("holder").order_by("-starts_on")
