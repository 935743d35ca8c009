"""Django forms with GOV.UK markup: the renderer, and the fields and widgets Django lacks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NARROW = {"inputmode": "numeric", "class": "govuk-input--width-4"}


class GovukBoundField(forms.BoundField):
    """A field that knows how its GOV.UK markup is tied together by ids."""

    @property
    def use_fieldset(self) -> bool:
        """Whether the control is a group: a file input is one control, whatever Django says."""
        return super().use_fieldset and not isinstance(self.field.widget, forms.FileInput)

    @property
    def counts_characters(self) -> bool:
        """Whether a running count is shown: a textarea whose field has a limit."""
        limit = getattr(self.field, "max_length", None)
        return bool(limit) and isinstance(self.field.widget, forms.Textarea)

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint, error and character count, in the order they appear."""
        ids = super().aria_describedby
        if ids is None or not self.counts_characters or not self.auto_id:
            return ids
        return f"{ids} {self.auto_id}-info".strip()

    @property
    def first_id(self) -> str:
        """The id of the first control, where the error summary's link must land."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def marked_optional(self) -> bool:
        """Whether to write "(opcional)": a form of filters sets `hides_optional = True`."""
        hidden = getattr(self.form, "hides_optional", False)
        return not (self.field.required or hidden or self.is_single_checkbox)


class GovukRenderer(TemplatesSetting):
    """Takes `django/forms/…` from the project's templates, which hold the GOV.UK markup."""

    bound_field_class = GovukBoundField


class HintedRadios(forms.RadioSelect):
    """Radio buttons where a choice may carry a sentence of explanation.

    `hints` maps the choice's value to that sentence.
    """

    def __init__(
        self, *, hints: Mapping[str, str | Promise], attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.hints = hints

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class LongTextField(forms.CharField):
    """Text of several paragraphs, counted as the person sees it being counted.

    A browser sends each line break as two characters; they are stored, and counted, as one.
    """

    widget = forms.Textarea

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


DAY_DIGITS = 2
YEAR_DIGITS = 4


def _number_box() -> forms.Widget:
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class DayMonthYear(forms.MultiWidget):
    """Three boxes: a person copies a date from a letter without any picker."""

    template_name = "look/widgets/day_month_year.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: _number_box() for part in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateInputField(forms.Field):
    """A date typed as day, month and year; what was typed stays in the boxes when it is wrong."""

    widget = DayMonthYear
    default_error_messages = {
        "required": _("Escriba la fecha: día, mes y año."),
        "incomplete": _("Complete la fecha: falta el día, el mes o el año."),
        "not_numbers": _("Escriba la fecha con números, por ejemplo 23 7 2026."),
        "short_year": _("Escriba el año con sus cuatro cifras, por ejemplo 2026."),
        "no_such_day": _("Esa fecha no existe. Revise el día y el mes."),
    }

    def to_python(self, value: object) -> date | None:
        """Return the date of `[day, month, year]`; a `date` (an initial value) passes through."""
        if isinstance(value, date):
            return value
        typed = [str(part or "").strip() for part in value] if isinstance(value, list) else []
        if not any(typed):
            return None
        if not all(typed):
            raise self._error("incomplete")
        return self._day_of(typed)

    def _day_of(self, typed: list[str]) -> date:
        if not all(part.isdecimal() for part in typed):
            raise self._error("not_numbers")
        if len(typed[2]) != YEAR_DIGITS:
            raise self._error("short_year")
        if any(len(part) > DAY_DIGITS for part in typed[:2]):
            raise self._error("no_such_day")
        day, month, year = (int(part) for part in typed)
        try:
            return date(year, month, day)
        except ValueError:
            raise self._error("no_such_day") from None

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def number_field(
    label: Any, *, least: int, most: int, hint: Any = "", **extra: Any
) -> forms.IntegerField:
    """Return a field for a whole number between two, typed in a narrow box without arrows."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs=NARROW),
        error_messages={
            "required": _("Escriba un número."),
            "invalid": _("Escriba un número, sin letras ni signos."),
            "min_value": _("Escriba %(limit_value)s o más."),
            "max_value": _("Escriba %(limit_value)s o menos."),
        },
        **extra,
    )
