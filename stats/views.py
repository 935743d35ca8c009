"""The public pages of figures. They read counted months, so their cost does not grow."""

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from law.rules import rules_on
from look.figures import files
from look.figures.measures import FEWEST
from look.figures.periods import Period
from offices.models import Institution
from stats.figures import Scope
from stats.forms import FiltersForm
from stats.models import MonthCell
from stats.report import Report, report

UNPROCESSABLE = 422


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show how the State answers, in the period and for the institutions chosen."""
    form = _filters(request)
    found = _report(form)
    return render(
        request,
        "stats/figures.html",
        {"form": form, "report": found, "query": request.GET.urlencode()},
        status=200 if form.is_valid() else UNPROCESSABLE,
    )


@require_safe
def download(request: HttpRequest, table: str) -> HttpResponse:
    """Give one table of the page as a file: the same figures, of the same filters."""
    found = _report(_filters(request))
    if found is None or table not in found.panels:
        raise Http404
    content = files.as_csv(found.panels[table].table, found.about)
    name = f"aip-{table}-{found.period.first:%Y-%m}-{found.period.last:%Y-%m}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """Show how one institution answered in the last twelve months."""
    shown = get_object_or_404(Institution, code=code)
    on = localdate()
    found = report(
        Period.last_twelve(on), Scope(institution_id=shown.pk), scope_in_words=shown.name, on=on
    )
    context = {"institution": shown, "report": found, "query": f"institucion={shown.code}"}
    return render(request, "stats/institution.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Tell how each figure is calculated."""
    rules = rules_on(localdate())
    return render(request, "stats/method.html", {"rules": rules, "fewest": FEWEST})


def _filters(request: HttpRequest) -> FiltersForm:
    on = localdate()
    oldest = MonthCell.objects.aggregate(oldest=Min("month"))["oldest"] or on
    return FiltersForm(request.GET, oldest=oldest, on=on)


def _report(form: FiltersForm) -> Report | None:
    if not form.is_valid():
        return None
    return report(form.period, form.scope, scope_in_words=form.scope_in_words, on=form.on)
