"""Between a page and a draft: which of the fields sent are the form's, and how they come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from look.forms import DateInputField
from look.whole_numbers import whole_number
from offices.models import Post
from requests_app.forms.fields import readable

FormClass = type[forms.Form]
_DATE_PARTS = ("day", "month", "year")
# The parts that are not given, however many rows the page has.
_ROW = re.compile(r"(item|ground)_(\d{1,2})")
_ROWS = "rows"


def typed_by(form: FormClass, sent: QueryDict) -> dict[str, str]:
    """Return the form's fields as they were sent, whether right or wrong, and nothing else."""
    known = {*_names(form), _ROWS}
    return {
        # PostgreSQL keeps no NUL in a text; the form says what is wrong with it.
        name: readable(str(sent[name])).replace("\r\n", "\n").replace("\0", "")
        for name in sent
        if name in known or _ROW.fullmatch(name)
    }


def initial_of(form: FormClass, kept: Mapping[str, str]) -> dict[str, Any]:
    """Return what a draft kept as the form's first values, with nothing marked as wrong."""
    initial: dict[str, Any] = dict(kept)
    for name, field in form.base_fields.items():
        if isinstance(field, DateInputField):
            initial[name] = [kept.get(f"{name}_{part}", "") for part in _DATE_PARTS]
    return initial


def named(form: FormClass, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the texts kept by the words of their fields, in the order they are asked."""
    texts: dict[str, str] = {}
    for name, field in form.base_fields.items():
        if isinstance(field, DateInputField):
            parts = [kept.get(f"{name}_{part}", "") for part in _DATE_PARTS]
            texts[str(field.label)] = "/".join(parts) if any(parts) else ""
        elif isinstance(field, forms.ModelChoiceField):
            texts[str(field.label)] = _signatory(kept.get(name, ""))
        else:
            texts[str(field.label)] = kept.get(name, "")
    return {**texts, **_rows(kept)}


def _rows(kept: Mapping[str, str]) -> dict[str, str]:
    words = {
        "item": _("Parte %(number)s que no se entrega"),
        "ground": _("Ley y artículo de la parte %(number)s"),
    }
    found = sorted((match for name in kept if (match := _ROW.fullmatch(name))), key=_place)
    return {words[match[1]] % {"number": int(match[2]) + 1}: kept[match[0]] for match in found}


def _place(match: re.Match[str]) -> tuple[int, bool]:
    return int(match[2]), match[1] == "ground"


def _signatory(key: str) -> str:
    post = Post.objects.filter(pk=whole_number(key) or 0).select_related("holder").first()
    return str(post.holder) if post else ""


def _names(form: FormClass) -> list[str]:
    names: list[str] = []
    for name, field in form.base_fields.items():
        is_date = isinstance(field, DateInputField)
        names += [f"{name}_{part}" for part in _DATE_PARTS] if is_date else [name]
    return names
