"""The decision about a request's text: as it is, with parts struck out, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from look.forms import HintedRadios
from requests_app.forms.fields import readable
from requests_app.models import InformationRequest
from requests_app.screening import Facts, Mark, Span, Struck, marks, places_of
from requests_app.states import Screening

# Published, but for what is struck out of it; to the request it is `Screening.SHOWN`.
WITH_BARS = "with_bars"
TEXTS = ("subject", "description")


def marks_of(info_request: InformationRequest) -> dict[str, list[Mark]]:
    """Return what may be personal in the subject and in the description.

    The name of who agreed to show it is not a mark.
    """
    requester = info_request.requester
    facts = Facts(
        name="" if requester.shows_name else requester.name,
        identity_document=requester.identity_document,
        address=requester.address,
        phone=requester.phone,
    )
    return {text: marks(getattr(info_request, text), facts) for text in TEXTS}


class ScreeningForm(forms.Form):
    """What may be read by anyone. What was found is proposed; the person decides."""

    screening = forms.ChoiceField(
        label=_("¿El texto puede ser público?"),
        choices=[
            (WITH_BARS, _("Publicar con partes tachadas")),
            (Screening.SHOWN.value, _("Publicar el texto tal como está")),
            (Screening.WITHHELD.value, _("No publicar el texto")),
        ],
        widget=HintedRadios(
            hints={
                WITH_BARS: _("Las partes que marque abajo se reemplazan por ▇▇▇."),
                Screening.SHOWN: _("No contiene datos personales ni de terceros."),
                Screening.WITHHELD: _(
                    "El pedido sigue su curso igual; solo no se muestra su texto."
                ),
            }
        ),
        error_messages={"required": _("Elija si el texto se publica o no.")},
    )
    strike = forms.MultipleChoiceField(
        label=_("Partes que se tachan"),
        help_text=_("Las encontró el sistema. Quite la marca de lo que no sea un dato personal."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = forms.CharField(
        label=_("Otras palabras que se tachan"),
        help_text=_("Una por línea. Por ejemplo, el nombre de otra persona."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    def __init__(self, data: Any, *, info_request: InformationRequest) -> None:
        self.info_request = info_request
        found = marks_of(info_request)
        pairs = [(text, mark) for text in TEXTS for mark in found[text]]
        super().__init__(data, initial=_initial(info_request, pairs))
        choices = [(_key(text, mark), self._words(text, mark)) for text, mark in pairs]
        strike: Any = self.fields["strike"]
        strike.choices = choices
        if not choices:
            del self.fields["strike"]

    def clean(self) -> dict[str, Any]:
        """Ask what to strike out, and refuse words that are not in the text."""
        cleaned = super().clean() or {}
        if cleaned.get("screening") != WITH_BARS:
            return cleaned
        missing = [phrase for phrase in self._phrases() if not any(self._places(phrase))]
        if missing:
            words = gettext("No está en el texto: «%(phrase)s».")
            self.add_error("others", [words % {"phrase": phrase} for phrase in missing])
        elif not self.struck:
            self.add_error(
                "screening", _("Marque o escriba qué se tacha, o elija publicarlo como está.")
            )
        return cleaned

    @property
    def decided(self) -> Screening:
        """What was decided; only after the form is valid."""
        chosen = self.cleaned_data["screening"]
        return Screening.SHOWN if chosen == WITH_BARS else Screening(chosen)

    @property
    def struck(self) -> Struck:
        """What is struck out; only once the fields were validated."""
        if self.cleaned_data.get("screening") != WITH_BARS:
            return Struck()
        return Struck(*(tuple(sorted(set(self._spans(text)))) for text in TEXTS))

    def _spans(self, text: str) -> Iterator[Span]:
        for key in self.cleaned_data.get("strike", ()):
            of, start, end = key.split("-")
            if of == text:
                yield Span(int(start), int(end))
        for phrase in self._phrases():
            yield from places_of(phrase, getattr(self.info_request, text))

    def _places(self, phrase: str) -> Iterable[Span]:
        for text in TEXTS:
            yield from places_of(phrase, getattr(self.info_request, text))

    def _phrases(self) -> list[str]:
        typed = readable(self.cleaned_data.get("others", ""))
        return [line.strip() for line in typed.splitlines() if line.strip()]

    def _words(self, text: str, mark: Mark) -> str:
        piece = getattr(self.info_request, text)[mark.start : mark.end]
        return f"«{piece}» · {mark.kind.label}"


def _initial(info_request: InformationRequest, pairs: list[tuple[str, Mark]]) -> dict[str, Any]:
    """Propose bars where something personal was found; before anything else, what was decided."""
    personal = [_key(text, mark) for text, mark in pairs if mark.is_personal]
    if info_request.screening != Screening.PENDING:
        had_bars = info_request.shown_text_has_bars
        decided = WITH_BARS if info_request.shows_text and had_bars else info_request.screening
        return {"screening": decided, "strike": personal}
    return {"screening": WITH_BARS, "strike": personal} if personal else {}


def _key(text: str, mark: Mark) -> str:
    return f"{text}-{mark.start}-{mark.end}"
