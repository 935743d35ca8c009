"""Text fields that neutralise what a reader could not see: direction changes and controls."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from look.forms import LongTextField

# Characters that turn the direction of the text around them: they make one text read as another.
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = re.compile(f"[{_DIRECTION}{_CONTROL}]")

EMPTY_WORDS = _("Escriba algo con letras o números.")


def readable(text: str) -> str:
    """Return `text` without controls (line breaks and tabs stay) and direction changes."""
    return _UNSEEN.sub("", text)


class LineField(forms.CharField):
    """One line: what was pasted over several becomes one, so it can head a letter safely."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return " ".join(readable(text).split()) if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        require_words(value)


class TextField(LongTextField):
    """Several paragraphs."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return readable(text) if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        require_words(value)


def require_words(value: str | None) -> None:
    """Raise ValidationError for a text of nothing but signs; an empty one is not its business."""
    if value and not any(map(str.isalnum, value)):
        raise ValidationError(EMPTY_WORDS, code="no_words")
