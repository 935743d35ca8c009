"""Striking parts of a PDF out: its pages to draw on, boxes as numbers, words to strike at once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import SignedInRequest
from answering import shelf, striking
from answering.forms.striking import POSITION, BoxFormSet, FoundForm, PhrasesForm
from answering.models import AnswerFile
from answering.striking import Found
from answering.views.files import ShelfView, inspect_in_time
from look.whole_numbers import whole_number
from release import wording
from release.redaction import Elsewhere
from requests_app.errors import DocumentRefused
from requests_app.views.desk_pages import UNPROCESSABLE

Forms = dict[str, Any]


class PagePicture(ShelfView):
    """One page of a PDF as a picture made here, to be drawn on."""

    def get(
        self, request: SignedInRequest, key: uuid.UUID, page: int, **kwargs: str
    ) -> HttpResponseBase:
        file = self.file_or_404(key)
        if not striking.can_strike(file):
            raise Http404
        try:
            name = striking.picture_of(file, page)
        except DocumentRefused as refusal:
            raise Http404 from refusal
        response = FileResponse(default_storage.open(name), content_type="image/png")
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, no-store"
        return response


class Strike(ShelfView):
    """Draw boxes on the pages of a PDF, one page at a time, then make the copy without them."""

    file: AnswerFile
    page: int
    count: int

    def get(self, request: SignedInRequest, key: uuid.UUID, **kwargs: str) -> HttpResponse:
        return self._opened(key) or self._page({})

    def post(self, request: SignedInRequest, key: uuid.UUID, **kwargs: str) -> HttpResponse:
        if (elsewhere := self._opened(key)) is not None:
            return elsewhere
        step = request.POST.get("step", "")
        steps: dict[str, Callable[[], HttpResponse]] = {
            "found": self._strike_found,
            "phrases": self._strike_phrases,
            "apply": self._apply,
            "apply_all": self._apply_all,
            "apply_although": self._apply_although,
        }
        try:
            return steps.get(step, self._keep)()
        except DocumentRefused as refusal:
            messages.warning(request, str(refusal))
            return self._at(self.page)

    def _opened(self, key: uuid.UUID) -> HttpResponse | None:
        """Find the file and the page, or return where to go when it cannot be drawn on."""
        self.file = self.file_or_404(key)
        if not striking.can_strike(self.file):
            raise Http404
        try:
            self.count = len(striking.pages_of(self.file))
        except DocumentRefused as refusal:
            messages.warning(self.request, str(refusal))
            return redirect(self.address("one_file", key=key))
        page = whole_number(self.request.GET.get("pagina", ""), digits=5) or 1
        self.page = min(page, max(self.count, 1))
        return None

    # --- what is drawn -------------------------------------------------------------------------

    def _keep(self) -> HttpResponse:
        """Keep the boxes of this page and go where the button leads."""
        boxes = self._kept_boxes()
        if isinstance(boxes, HttpResponse):
            return boxes
        step = self.request.POST.get("step", "")
        turn = {"previous": -1, "next": 1}.get(step, 0)
        if not turn:
            messages.success(self.request, _("Los recuadros de esta página quedaron guardados."))
        return self._at(self.page + turn)

    def _kept_boxes(self) -> HttpResponse | None:
        """Keep the boxes sent; return the page again when one of them is wrong."""
        boxes = BoxFormSet(self.request.POST, prefix="box")
        if not boxes.is_valid():
            return self._page({"boxes": boxes}, status=UNPROCESSABLE)
        drawn = [
            form.box(self.page)
            for form in boxes
            if not form.is_empty and not form.cleaned_data.get("DELETE")
        ]
        striking.keep_boxes(self.file, self.page, drawn)
        return None

    def _strike_found(self) -> HttpResponse:
        found = self._found()
        form = self._found_form(found, self.request.POST)
        if not form.is_valid():
            return self._page({"found_form": form}, status=UNPROCESSABLE)
        keys = set(form.cleaned_data["chosen"])
        drawn = striking.strike_data(self.file, [one for one in found if one.key in keys])
        return self._drawn(drawn)

    def _strike_phrases(self) -> HttpResponse:
        form = PhrasesForm(self.request.POST)
        if not form.is_valid():
            return self._page({"phrases_form": form}, status=UNPROCESSABLE)
        drawn = striking.strike_phrases(self.file, form.cleaned_data["phrases"])
        if not drawn:
            form.add_error("phrases", _("No están en el texto de ninguna página."))
            return self._page({"phrases_form": form}, status=UNPROCESSABLE)
        return self._drawn(drawn)

    def _drawn(self, count: int) -> HttpResponse:
        words = ngettext(
            "Se dibujó %(count)s recuadro. Mírelo antes de hacer la copia.",
            "Se dibujaron %(count)s recuadros. Mírelos antes de hacer la copia.",
            count,
        )
        messages.success(self.request, words % {"count": count})
        first = self.file.boxes.first()
        return self._at(first.page if first else self.page)

    # --- the copy ------------------------------------------------------------------------------

    def _apply(self) -> HttpResponse:
        refused = self._kept_boxes()
        return refused or self._copied(although=False)

    def _apply_although(self) -> HttpResponse:
        return self._copied(although=True)

    def _apply_all(self) -> HttpResponse:
        left = striking.make_copy(self.file, by=self.request.user, at=now()).elsewhere
        striking.strike_elsewhere(self.file, left)
        return self._copied(although=False)

    def _copied(self, *, although: bool) -> HttpResponse:
        struck = striking.make_copy(self.file, by=self.request.user, at=now(), although=although)
        if struck.copy is None:
            return self._page({"elsewhere": _by_word(struck.elsewhere)}, status=UNPROCESSABLE)
        inspect_in_time([struck.copy], self.info_request)
        messages.success(
            self.request,
            _(
                "Se hizo la copia tachada. Lo tachado es información que no se entrega: dígalo en "
                "la respuesta, con su ley y artículo."
            ),
        )
        return redirect(self.address("one_file", key=struck.copy.key))

    # --- the page ------------------------------------------------------------------------------

    def _at(self, page: int) -> HttpResponse:
        address = self.address("strike", key=self.file.key)
        return redirect(f"{address}?pagina={min(max(page, 1), self.count)}")

    def _page(self, sent: Forms, *, status: int = 200) -> HttpResponse:
        drawn = list(self.file.boxes.all())
        here = [box for box in drawn if box.page == self.page]
        context: dict[str, Any] = {
            "case": self.case,
            "shelf": self.shelf,
            "file": self.file,
            "page": self.page,
            "count": self.count,
            "drawn": here,
            "pages_drawn": sorted(Counter(box.page for box in drawn).items()),
            "total": len(drawn),
            "boxes": BoxFormSet(initial=[_as_typed(box) for box in here], prefix="box"),
            "found_form": self._found_form(self._found(), None),
            "phrases_form": PhrasesForm(),
            **sent,
        }
        wrong = (sent.get(name) for name in ("found_form", "phrases_form"))
        context["error_form"] = next((form for form in wrong if form), None)
        return render(self.request, "answering/strike.html", context, status=status)

    def _found(self) -> list[Found]:
        return striking.found_in(shelf.kept(self.file).standing.check)

    def _found_form(self, found: list[Found], data: Any) -> forms.Form:
        return FoundForm(data, found=[(one.key, _named(one)) for one in found])


def _named(found: Found) -> str:
    said = {
        "what": _(wording.label(found.kind)),
        "masked": found.masked,
        "pages": ", ".join(map(str, found.pages)),
    }
    return _("%(what)s: «%(masked)s», página %(pages)s") % said


def _by_word(places: tuple[Elsewhere, ...]) -> list[tuple[str, str]]:
    """Return each masked word with the pages on which it can still be read."""
    pages: dict[str, set[int]] = {}
    for place in places:
        pages.setdefault(place.masked, set()).add(place.page)
    return [(word, ", ".join(map(str, sorted(where)))) for word, where in pages.items()]


def _as_typed(box: Any) -> dict[str, object]:
    sides = {name: getattr(box, name) / 100 for name in POSITION}
    return {**sides, "ground": box.ground, "note": box.note}
