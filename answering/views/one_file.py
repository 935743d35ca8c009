"""One file of an answer: what was found in it, cleared by a person, fixed, replaced or removed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from answering import fixing, shelf, striking
from answering.forms.files import ClearForm, LookForm, Offered, ReadersForm, ReplaceForm
from answering.models import AnswerFile
from answering.shelf import Kept
from answering.states import MadeBy
from answering.views.files import ShelfView, inspect_in_time, take_in
from release import wording
from release.report import FindingKind, Report
from requests_app import release_desk
from requests_app.errors import ActionRefused
from requests_app.release_gate import Matter
from requests_app.states import Visibility
from requests_app.views.desk_pages import UNPROCESSABLE

Forms = dict[str, forms.Form]
# More findings of one kind than this are cleared with one mark.
MANY = 6


class OneFile(ShelfView):
    """What an inspection found in a file, and everything that can be done about it."""

    file: AnswerFile
    can_strike = True

    def get(self, request: SignedInRequest, key: uuid.UUID, **kwargs: str) -> HttpResponse:
        self.file = self.file_or_404(key)
        return self._page({})

    def post(self, request: SignedInRequest, key: uuid.UUID, **kwargs: str) -> HttpResponse:
        self.file = self.file_or_404(key)
        step = request.POST.get("step", "")
        steps: dict[str, Callable[[], HttpResponse]] = {
            "check": self._check,
            "clear": self._clear,
            "look": self._look,
            "readers": self._let_read,
            "fix": self._fix,
            "replace": self._replace,
            "remove": self._remove,
            "undo": self._undo,
        }
        if step not in steps:
            return redirect(request.path)
        try:
            return steps[step]()
        except ActionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect(request.path)

    # --- what a person does with it ------------------------------------------------------------

    def _check(self) -> HttpResponse:
        shelf.look_into(self.file, at=now())
        return redirect(self.request.path)

    def _clear(self) -> HttpResponse:
        kept = shelf.kept(self.file)
        form = self._clear_form(kept, self.request.POST)
        if not form.is_valid():
            return self._page({"clear_form": form}, status=UNPROCESSABLE)
        if kept.standing.check is None:
            raise Http404
        release_desk.clear(
            kept.standing.check,
            form.keys,
            readers=Visibility(self.file.readers),
            reason=form.said,
            by=self.by,
            at=now(),
        )
        return self._done(_("Quedó anotado qué miró, por qué puede salir y quién lo decidió."))

    def _look(self) -> HttpResponse:
        form = LookForm(self.request.POST)
        check = shelf.kept(self.file).standing.check
        if not form.is_valid() or check is None:
            return self._page({"look_form": form}, status=UNPROCESSABLE)
        release_desk.confirm_look(
            check, readers=Visibility(self.file.readers), by=self.by, at=now()
        )
        return self._done(_("Quedó anotado que usted lo miró entero."))

    def _let_read(self) -> HttpResponse:
        form = ReadersForm(self.request.POST)
        if not form.is_valid():
            return self._page({"readers_form": form}, status=UNPROCESSABLE)
        shelf.let_read(self.file, Visibility(form.cleaned_data["readers"]))
        return self._done(_("Quedó anotado quién podrá leer el archivo."))

    def _fix(self) -> HttpResponse:
        wanted = self.request.POST.get("fix", "")
        if wanted not in MadeBy.values:
            raise Http404
        copy = fixing.fix(self.file, MadeBy(wanted), by=self.request.user, at=now())
        inspect_in_time([copy], self.info_request)
        messages.success(
            self.request,
            _("Se hizo la copia. El archivo que usted subió queda solo para la institución."),
        )
        return redirect(self.address("one_file", key=copy.key))

    def _replace(self) -> HttpResponse:
        form = ReplaceForm(self.request.POST, self.request.FILES)
        before = {one.file.key for one in self.kept()}
        refusals = take_in(form, self.info_request, self.shelf, self.request)
        added = [one.file for one in self.kept() if one.file.key not in before]
        if refusals or not added:
            missing = _("Elija el archivo que va en su lugar.")
            form.add_error("attachments", refusals or [missing])
            return self._page({"replace_form": form}, status=UNPROCESSABLE)
        self._take_off()
        return redirect(self.address("one_file", key=added[0].key))

    def _remove(self) -> HttpResponse:
        self._take_off()
        messages.success(self.request, _("El archivo se quitó."))
        return redirect(self.address("files"))

    def _undo(self) -> HttpResponse:
        """Remove a copy: the file it was made from is the one to go out again."""
        original = self.file.made_from
        if original is None:
            raise Http404
        shelf.remove(self.file)
        messages.success(self.request, _("La copia se quitó."))
        return redirect(self.address("one_file", key=original.key))

    def _take_off(self) -> None:
        """Remove the file with what it was made from: nothing of it is left to go out."""
        first = self.file
        while first.made_from is not None:
            first = first.made_from
        shelf.remove(first)

    def _done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.request.path)

    # --- the page ------------------------------------------------------------------------------

    def _page(self, sent: Forms, *, status: int = 200) -> HttpResponse:
        kept = shelf.kept(self.file)
        check = kept.standing.check
        report = Report.from_dict(check.report) if check else None
        context: dict[str, Any] = {
            "case": self.case,
            "shelf": self.shelf,
            "file": self.file,
            "standing": kept.standing,
            "found": [_told(matter) for matter in kept.standing.matters],
            "scan": _(wording.SCANS[report.scan]) if report else "",
            "fixes": fixing.offered(self.file, report) if report else [],
            "files_url": self.address("files"),
            "can_strike": self.can_strike and striking.can_strike(self.file),
            "is_original": self.file.copies.exists(),
            "clear_form": self._clear_form(kept, None),
            "look_form": LookForm(),
            "readers_form": ReadersForm(initial={"readers": self.file.readers}),
            "replace_form": ReplaceForm(),
            **sent,
        }
        context["error_form"] = next(iter(sent.values()), None)
        return render(self.request, "answering/one_file.html", context, status=status)

    def _clear_form(self, kept: Kept, data: Any) -> ClearForm:
        return ClearForm(
            data, offered=_offered(kept.standing.matters), readers=Visibility(self.file.readers)
        )


def _told(matter: Matter) -> dict[str, Any]:
    """Return a finding as the page tells it, in the language of the page."""
    finding = matter.finding
    return {
        "label": _(wording.label(finding.kind)),
        "advice": _(wording.advice(finding.kind)),
        "where": finding.where,
        "detail": finding.detail,
        "clearance": matter.clearance,
        "may_be_cleared": matter.may_be_cleared,
    }


def _offered(matters: Iterable[Matter]) -> list[Offered]:
    """Return what waits to be cleared, each by itself; of a kind found many times, all at once."""
    by_kind: dict[FindingKind, list[Matter]] = {}
    for matter in matters:
        if matter.clearance is None and matter.may_be_cleared:
            by_kind.setdefault(matter.finding.kind, []).append(matter)
    offered: list[Offered] = []
    for kind, waiting in by_kind.items():
        label = _(wording.label(kind))
        if len(waiting) > MANY:
            many = _("%(what)s: los %(count)s lugares de la lista")
            keys = tuple(matter.key for matter in waiting)
            offered.append(Offered(kind, many % {"what": label, "count": len(waiting)}, keys))
            continue
        offered += [
            Offered(one.key, f"{label} — {one.finding.where}: {one.finding.detail}", (one.key,))
            for one in waiting
        ]
    return offered
