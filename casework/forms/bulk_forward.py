"""Where many requests go at once, and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from offices.models import Institution
from offices.search import find
from requests_app.forms.forwarding import ForwardForm

FOUND_SHOWN = 12


class ForwardManyForm(ForwardForm):
    """The competent institution, found by name, and one reason that is true of every request."""

    def __init__(self, data: Any, *, typed: Any, own: Collection[int], is_sent: bool) -> None:
        found = _found(typed, own)
        initial = None if is_sent else typed.dict()
        super().__init__(data if is_sent else None, offered=found, hints={}, initial=initial)
        self.found_nothing = bool(typed.get("search", "").strip()) and not found

    def details(self) -> dict[str, Any]:
        """Return the institution's key and the reason."""
        competent: Institution = self.cleaned_data["institution"]
        return {"institution": competent.pk, "reason": self.cleaned_data["reason"]}

    def in_words(self) -> str:
        """Return the institution's name."""
        return str(self.cleaned_data["institution"])


def _found(typed: Any, own: Collection[int]) -> list[Institution]:
    text = str(typed.get("search", "")).strip()[:120]
    matches = find(text).matches if text else ()
    found = [match.institution for match in matches if match.institution.pk not in own]
    chosen = Institution.objects.filter(code=str(typed.get("institution", ""))).first()
    shown = found[:FOUND_SHOWN]
    return shown if chosen is None or chosen in shown else [*shown, chosen]
