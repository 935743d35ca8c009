"""The pages of the library: an office's texts, and those the Directorate shares with all."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views import View

from accounts.http import SignedInRequest
from answering import library, placeholders
from answering.forms.library import LibraryForm
from answering.models import LibraryChange, LibraryText
from answering.states import TextPart
from answering.views.addresses import label_of
from look.whole_numbers import whole_number
from offices.models import Institution
from requests_app.errors import ActionRefused
from requests_app.views.desk_pages import UNPROCESSABLE, taken_up


class LibraryView(View):
    """A page of the library, for who works at a desk or in the Directorate today; 404 for others.

    A text is found among those of the person's own institutions and the shared ones, so that
    another office's looks like one that does not exist.
    """

    request: SignedInRequest
    own: list[Institution]
    may_share: bool
    # A page where one writes wants a library one may change.
    writes: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.on = localdate()
        self.own = library.institutions_of(request.user, on=self.on)
        self.may_share = library.shares(request.user, on=self.on)
        reads = self.own or library.reads_shared(request.user, on=self.on)
        if not reads or (self.writes and not (self.own or self.may_share)):
            raise Http404
        if "key" in kwargs:
            self.text(kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def texts(self) -> Any:
        """Return the texts the person may read."""
        found = LibraryText.objects.none()
        for place in self.own:
            found = found | LibraryText.objects.for_institution(place.pk)
        return found if self.own else LibraryText.objects.filter(institution=None)

    def text(self, key: int) -> LibraryText:
        """Return one text the person may read. Raises Http404."""
        found = self.texts().select_related("institution").filter(pk=key).first()
        if not isinstance(found, LibraryText):
            raise Http404
        return found

    def may_change(self, institution: Institution | None) -> bool:
        """Say whether the person changes the texts of that library."""
        return self.may_share if institution is None else institution in self.own

    def places(self) -> list[tuple[str, str]]:
        """Return the list of what can be filled in, with what each means."""
        return [(f"{{{name}}}", str(said)) for name, said in placeholders.MEANINGS.items()]


class AllTexts(LibraryView):
    """Every text of the person's libraries, those put away last."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        texts = list(self.texts().select_related("institution").order_by("name", "pk"))
        shelves = [(place, place.name, place.code) for place in self.own]
        context = {
            "shelves": [
                self._shelf(texts, place, name, code)
                for place, name, code in [*shelves, (None, _("Compartidas por la Dirección"), "")]
            ]
        }
        return render(request, "answering/library.html", context)

    def _shelf(
        self, texts: list[LibraryText], place: Institution | None, name: str, code: str
    ) -> dict[str, Any]:
        of_place = [text for text in texts if text.institution == place]
        return {
            "name": name,
            "code": code,
            "may_change": self.may_change(place),
            "in_use": [_line(text) for text in of_place if text.archived_at is None],
            "put_away": [_line(text) for text in of_place if text.archived_at is not None],
        }


class OneText(LibraryView):
    """One text with its history; who keeps it puts it away or brings it back."""

    def get(self, request: SignedInRequest, key: int) -> HttpResponse:
        text = self.text(key)
        changes = LibraryChange.objects.filter(library_text=text).select_related("changed_by")
        context = {
            **_line(text),
            "changes": changes[:50],
            "may_change": self.may_change(text.institution),
        }
        return render(request, "answering/library_text.html", context)

    def post(self, request: SignedInRequest, key: int) -> HttpResponse:
        text = self.text(key)
        if not self.may_change(text.institution):
            raise Http404
        step = library.bring_back if request.POST.get("step") == "back" else library.put_away
        try:
            step(key, by=request.user, on=self.on, at=now())
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("answering:library_text", key=key)
        said = _("Ya se puede usar.") if step == library.bring_back else _("Quedó archivada.")
        messages.success(request, said)
        return redirect("answering:library")


class WriteText(LibraryView):
    """Write a new text or change one; refused with what was typed still there."""

    writes = True

    def get(self, request: SignedInRequest, key: int | None = None) -> HttpResponse:
        text = self._own(key)
        form = LibraryForm(taken_up(request), initial=_initial(text))
        return self._page(form, text)

    def post(self, request: SignedInRequest, key: int | None = None) -> HttpResponse:
        text = self._own(key)
        form = LibraryForm(request.POST)
        if not form.is_valid():
            return self._page(form, text, status=UNPROCESSABLE)
        try:
            kept = self._save(form, text)
        except library.NameTaken as refusal:
            form.add_error("name", str(refusal))
            return self._page(form, text, status=UNPROCESSABLE)
        except library.ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            # What they read now is what they change.
            return self._page(form, self._own(key), status=UNPROCESSABLE, meets=True)
        messages.success(request, _("La plantilla quedó guardada."))
        return redirect("answering:library_text", key=kept.pk)

    def _save(self, form: LibraryForm, text: LibraryText | None) -> LibraryText:
        by, at = self.request.user, now()
        if text is None:
            return library.add(self._shelf(), form.written(), by=by, on=self.on, at=at)
        version = whole_number(self.request.POST.get("version", ""), digits=8) or 0
        written = form.written()
        return library.change(text.pk, written, version=version, by=by, on=self.on, at=at)

    def _own(self, key: int | None) -> LibraryText | None:
        if key is None:
            self._shelf()
            return None
        text = self.text(key)
        if not self.may_change(text.institution):
            raise Http404
        return text

    def _shelf(self) -> Institution | None:
        """Return whose library a new text is for: what the address says, if it is theirs."""
        code = self.request.GET.get("de", "")
        if not code and self.may_share:
            return None
        found = [place for place in self.own if place.code == code] or self.own[:1]
        if not found or (code and found[0].code != code):
            raise Http404
        return found[0]

    def _page(
        self,
        form: LibraryForm,
        text: LibraryText | None,
        *,
        status: int = 200,
        meets: bool = False,
    ) -> HttpResponse:
        shelf = text.institution if text else self._shelf()
        context = {
            "form": form,
            "text": text,
            "meets": text if meets else None,
            "shelf": shelf.name if shelf else _("Compartidas por la Dirección"),
            "places": self.places(),
        }
        return render(self.request, "answering/library_write.html", context, status=status)


def _line(text: LibraryText) -> dict[str, Any]:
    return {
        "text": text,
        "part": TextPart(text.part).label,
        "outcome": label_of(text.outcome),
    }


def _initial(text: LibraryText | None) -> dict[str, str]:
    if text is None:
        return {}
    return {"name": text.name, "part": text.part, "outcome": text.outcome, "text": text.text}
