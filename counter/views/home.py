"""The counter's first page, the figures of what it did, and the towns a centre serves."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views import View

from accounts.http import SignedInRequest
from counter.figures import Figures, as_rows, figures_of
from counter.looking import registered_on_this_day, to_be_told
from counter.towns import towns_without_office
from counter.views.entrance import CounterPage
from counter.ways import WAYS
from look.whole_numbers import whole_number
from offices.models import Office, OfficeKind
from requests_app.counters import counter_of
from requests_app.policies import is_directorate

MOST_SHOWN = 15


class Home(CounterPage):
    """The ways in, what came in today and who is to be told something when they come."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        registered = registered_on_this_day(self.counter)
        waiting = to_be_told(self.counter)
        context = {
            "counter": self.counter,
            "ways": WAYS.values(),
            "registered": registered[:MOST_SHOWN],
            "registered_count": registered.count(),
            "waiting": waiting[:MOST_SHOWN],
            "waiting_count": waiting.count(),
        }
        return render(request, "counter/home.html", context)


class Centre(CounterPage):
    """The service centre where the person attends, and the towns that have no other counter."""

    http_method_names = ["get", "head", "options"]

    def enter(self, **kwargs: str) -> None:
        if self.counter.centre is None:
            raise Http404

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        centres = [
            (centre, towns_without_office(centre, on=self.counter.on))
            for centre in self.counter.centres
        ]
        return render(request, "counter/centre.html", {"centres": centres})


class ShowFigures(View):
    """What a counter did. The Directorate reads the figures of every service centre."""

    request: SignedInRequest
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.on = localdate()
        self.counter = counter_of(request.user, on=self.on)
        self.reads_all = is_directorate(request.user, on=self.on)
        if self.counter is None and not self.reads_all:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        chosen = self._chosen(request.GET.get("centro", ""))
        context = {
            "figures": self._figures(chosen),
            "chosen": chosen,
            "centres": _all_centres() if self.reads_all else (),
            "counter": self.counter,
            "file_query": f"?centro={chosen.pk}" if chosen and self.reads_all else "",
        }
        return render(request, "counter/figures.html", context)

    def _chosen(self, key: str) -> Office | None:
        if not self.reads_all:
            return self.counter.centre if self.counter else None
        if not key:
            return None
        found: Office = get_object_or_404(_all_centres(), pk=whole_number(key))
        return found

    def _figures(self, chosen: Office | None) -> Figures:
        if self.reads_all:
            return figures_of(centres=[chosen] if chosen else _all_centres(), on=self.on)
        centres = self.counter.centres if self.counter else ()
        own = self.counter.institutions if self.counter else ()
        return figures_of(centres=centres, institutions=own, on=self.on)


class FiguresFile(ShowFigures):
    """The same as a file, with exactly the numbers of the page."""

    def get(self, request: SignedInRequest, **kwargs: str) -> HttpResponse:
        figures = self._figures(self._chosen(request.GET.get("centro", "")))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="mesa-{self.on:%Y-%m-%d}.csv"'
        response.write("\ufeff")
        csv.writer(response).writerows(as_rows(figures))
        return response


def _all_centres() -> Any:
    offices = Office.objects.filter(kind=OfficeKind.SERVICE_CENTRE)
    return offices.select_related("institution").order_by("name")
