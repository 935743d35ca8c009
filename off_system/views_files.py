"""The files of an answer that is written down: the same pages as an institution's own, and gate."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from answering.states import Shelf
from answering.views.files import Content, Files, ShelfView
from answering.views.one_file import OneFile
from offices.attended import attended
from requests_app.errors import WrongStage
from requests_app.models import InformationRequest
from requests_app.policies import is_directorate
from requests_app.states import Outcome


class OutsideShelf(ShelfView):
    """Open to the Directorate, and only for an institution that has nobody in post today."""

    namespace = "off_system"

    def own(self, user: User, *, on: date) -> QuerySet[InformationRequest]:
        """Return the requests of institutions with nobody in post; none to anybody else."""
        if not is_directorate(user, on=on):
            return InformationRequest.objects.none()
        return InformationRequest.objects.filter(~attended("institution", on=on))

    def is_open(self) -> bool:
        """Say whether an answer is owed, and this is a shelf of one."""
        return self.case.waits and self.shelf in (Shelf.ANSWER, Shelf.DENY)

    def not_open(self) -> HttpResponse:
        """Lead back to the request, which says why."""
        messages.warning(self.request, str(WrongStage.message))
        return redirect("off_system:request", number=self.number)

    def back_url(self) -> str:
        """Return where the answer is written down."""
        outcome = Outcome.DENIED if self.shelf == Shelf.DENY else Outcome.GRANTED
        return reverse("off_system:register", args=[self.number, outcome.value])


class OutsideFiles(OutsideShelf, Files):
    """The files to go out with what is written down."""


class OutsideFile(OutsideShelf, OneFile):
    """One of them: what was found in it, and who let it pass."""

    can_strike = False


class OutsideContent(OutsideShelf, Content):
    """One of them as it is, to be saved."""
